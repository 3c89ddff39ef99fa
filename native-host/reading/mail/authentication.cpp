#include "reading/mail/authentication.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "reading/mail/mail_facts.hpp"
#include "reading/mail/mail_providers.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr std::string_view results_header = "authentication-results";
/// Headers that the sender writes; the provider puts its own above them.
constexpr std::array<std::string_view, 12> senders_own{
    "from",         "to",     "cc",       "subject",      "date",           "message-id",
    "mime-version", "sender", "reply-to", "content-type", "dkim-signature", "list-id"};
/// https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
constexpr std::size_t max_host = 255;

using HeaderView = std::span<const Header>;

std::string_view first_word(std::string_view text) {
  text = trimmed(text);
  return text.substr(0, text.find_first_of(" \t\r\n"));
}

std::string in_one_line(std::string text) {
  std::replace_if(text.begin(), text.end(), is_space, ' ');
  return text;
}

/// The host after "by" in a Received: (RFC 5321, section 4.4). Empty where that can't be told: "by" appears twice if a
/// sender has called itself that.
std::string receiving_host(std::string_view received) {
  const auto line = " " + in_one_line(lower_case(without_comments(received)));
  constexpr std::string_view mark = " by ";
  const auto by = line.find(mark);
  if (by == std::string::npos || line.find(mark, by + 1) != std::string::npos) return {};
  const auto host = first_word(std::string_view(line).substr(by + mark.size()));
  return host.size() > max_host ? std::string{} : std::string(host.substr(0, host.find(';')));
}

HeaderView above_the_senders(const Headers& headers) {
  const auto end = std::find_if(headers.begin(), headers.end(),
                                [](const auto& header) { return contains(senders_own, header.name); });
  return {headers.begin(), end};
}

/// The provider whose host received the mail last, as the topmost Received lines say; nullptr where another's host, or
/// one that isn't listed, is above it.
const MailProvider* provider_of(HeaderView headers) {
  const auto& providers = mail_providers();
  for (const auto& header : headers) {
    if (header.name != "received") continue;
    const auto host = receiving_host(header.value);
    for (const auto& provider : providers)
      if (provider.has_host(host)) return &provider;
    if (std::none_of(providers.begin(), providers.end(), [&](const auto& one) { return one.has_inner_host(host); }))
      return nullptr;
  }
  return nullptr;
}

/// The index of a header's name in the provider's list of names; nothing where it is not the provider's. A header
/// without a name begins with a result.
std::optional<std::size_t> name_index(const MailProvider& provider, std::string_view value) {
  const auto plain = without_comments(value);
  const auto word = lower_case(first_word(split_outside_quotes(plain, ';').front()));
  const auto name = word.find('=') == std::string::npos ? word : std::string{};
  const auto& names = provider.names;
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const auto& known) { return is_within(name, known); });
  return found == names.end() ? std::nullopt : std::optional{static_cast<std::size_t>(found - names.begin())};
}

/// The headers directly above a mail's topmost Received.
HeaderView results_on_top(HeaderView headers) {
  const auto received =
      std::find_if(headers.begin(), headers.end(), [](const auto& header) { return header.name == "received"; });
  auto first = received;
  while (first != headers.begin() && std::prev(first)->name == results_header) --first;
  return {first, received};
}

/// The first results and what follows them, where only the provider's hosts have passed the mail on above them.
HeaderView results_under(HeaderView headers, const MailProvider& provider) {
  const auto first =
      std::find_if(headers.begin(), headers.end(), [](const auto& header) { return header.name == results_header; });
  bool has_own = false;
  for (auto header = headers.begin(); header != first; ++header) {
    if (header->name != "received") continue;
    const auto host = receiving_host(header->value);
    const bool is_own = provider.has_host(host);
    if (!is_own && !provider.has_inner_host(host)) return {};
    has_own = has_own || is_own;
  }
  // Anybody may write a header without a name: it must be where nothing else can have come in between.
  const bool is_named = !contains(provider.names, std::string{});
  const bool is_direct = first != headers.begin() && std::prev(first)->name == "received";
  return has_own && (is_named || is_direct) ? HeaderView{first, headers.end()} : HeaderView{};
}

/// The provider's own results at the beginning of these headers, without comments. They follow each other in a known
/// order, so that the sender's, which would come next, can't continue them.
std::vector<std::string> own_results(HeaderView headers, const MailProvider& provider) {
  std::vector<std::string> results;
  std::size_t last_name = 0;
  for (const auto& header : headers) {
    // Notes on the results, such as X-DMARC-Info.
    if (header.name.starts_with("x-") && !results.empty()) continue;
    if (header.name != results_header) break;
    const auto name = name_index(provider, header.value);
    if (!name || *name < last_name) break;
    last_name = *name;
    results.push_back(header.value);
    if (!provider.has_several_headers) break;
  }
  return results;
}

/// The sender's address appears in comments: one with a quotation mark or a backslash can be made to look like the end
/// of the comment and more results.
bool has_odd_comment(std::string_view value) {
  int depth = 0;
  for (const char c : value) {
    if (c == '(') ++depth;
    if (c == ')') --depth;
    if (depth < 0 || (depth > 0 && (c == '"' || c == '\\'))) return true;
  }
  return depth != 0;
}

/// What a provider found by one method: "dkim=pass header.d=facebookmail.com".
struct Result {
  std::string method, value;
  std::vector<std::string> words;

  /// What follows `name` and "=" in one of the words; empty where none begins like that.
  [[nodiscard]] std::string property(std::string_view name) const {
    for (const auto& word : words) {
      if (!word.starts_with(name) || word.size() <= name.size() || word[name.size()] != '=') continue;
      auto text = word.substr(name.size() + 1);
      std::erase(text, '"');
      return text;
    }
    return {};
  }
};

std::vector<Result> read_results(const std::vector<std::string>& headers) {
  std::vector<Result> results;
  for (const auto& header : headers) {
    const auto plain = in_one_line(lower_case(without_comments(header)));
    for (const auto piece : split_outside_quotes(plain, ';')) {
      Result result;
      for (const auto word : split_outside_quotes(trimmed(piece), ' '))
        if (!word.empty()) result.words.emplace_back(word);
      if (result.words.empty()) continue;
      const auto& first = result.words.front();
      const auto equals = first.find('=');
      if (equals == std::string::npos) continue;
      result.method = first.substr(0, equals);
      result.value = first.substr(equals + 1);
      // Yahoo's "dmarc=pass(p=reject)" has lost its comment by now.
      results.push_back(std::move(result));
    }
  }
  return results;
}

/// The domain that signed: header.d, or the part after the @ of header.i.
std::string signer_of(const Result& result) {
  auto domain = result.property("header.d");
  return domain.empty() ? std::string(domain_of(result.property("header.i"))) : domain;
}

/// The first one counts: what a sender could add comes after it.
std::string dmarc_of(const std::vector<Result>& results) {
  const auto found =
      std::find_if(results.begin(), results.end(), [](const auto& result) { return result.method == "dmarc"; });
  return found == results.end() ? std::string{} : found->value;
}

/// Whether the provider names no signer but says that the address in From is the signer's.
bool is_from_alone(const MailProvider& provider, const std::vector<Result>& results, std::string_view from_domain) {
  return provider.names_no_signer && std::any_of(results.begin(), results.end(), [&](const auto& result) {
           return result.method == "dmarc" && result.value == "pass" && result.property("header.from") == from_domain;
         });
}

bool has_metas_pass(const MailProvider& provider, const std::vector<Result>& results, std::string_view from_domain) {
  return std::any_of(results.begin(), results.end(), [&](const auto& result) {
    if (result.method != "dkim" || result.value != "pass") return false;
    return may_sign(signer_of(result), from_domain) ||
           (find_sender(from_domain) != nullptr && is_from_alone(provider, results, from_domain));
  });
}

Verdict verdict_of(const MailProvider& provider, const std::vector<std::string>& headers,
                   std::string_view from_domain) {
  const auto results = read_results(headers);
  const auto dmarc = dmarc_of(results);
  if (dmarc == "fail") return {Authentication::fail, {"provider-denies"}};
  if (has_metas_pass(provider, results, from_domain)) {
    const bool is_odd = std::any_of(headers.begin(), headers.end(), has_odd_comment);
    const bool is_sure = !is_odd && (!provider.has_dmarc || dmarc == "pass");
    return is_sure ? Verdict{Authentication::provider, {}} : Verdict{Authentication::none, {"no-provider-verdict"}};
  }
  bool is_signed = false, has_passed = false;
  for (const auto& result : results) {
    if (result.method != "dkim" || result.value == "none" || result.value == "unknown") continue;
    is_signed = true;
    has_passed = has_passed || result.value == "pass";
  }
  if (!is_signed) return {Authentication::none, {"not-signed"}};
  return {Authentication::fail, {has_passed ? "signed-by-other" : "signature-failed"}};
}

/// The results of a provider whose word can be distinguished from a sender's.
struct BelievedResults {
  const MailProvider* provider;
  std::vector<std::string> headers;
};

std::optional<BelievedResults> believed_results(const Headers& headers) {
  const auto above = above_the_senders(headers);
  const auto* provider = provider_of(above);
  if (provider == nullptr || !provider->can_be_believed()) return std::nullopt;
  const auto place = provider->place == ResultsPlace::top ? results_on_top(above) : results_under(above, *provider);
  auto own = own_results(place, *provider);
  return own.empty() ? std::nullopt : std::optional{BelievedResults{provider, std::move(own)}};
}

/// The moment in the topmost Received: it is after the last semicolon (RFC 5321, section 4.4).
std::optional<Time> time_received(HeaderView headers) {
  for (const auto& header : headers)
    if (header.name == "received") return read_date(header.value.substr(header.value.rfind(';') + 1));
  return std::nullopt;
}

}  // namespace

bool may_sign(std::string_view signer, std::string_view from_domain) {
  const auto* sender = find_sender(from_domain);
  if (sender == nullptr) return false;
  if (is_within(signer, sender->domain)) return true;
  return std::any_of(sender->signed_by.begin(), sender->signed_by.end(),
                     [&](const auto& domain) { return is_within(signer, domain); });
}

Verdict authenticate(const Headers& headers, std::string_view from_domain) {
  const auto own = believed_results(headers);
  return own ? verdict_of(*own->provider, own->headers, from_domain)
             : Verdict{Authentication::none, {"no-provider-verdict"}};
}

std::optional<Delivery> delivery_of(const Headers& headers, std::string_view from_domain) {
  const auto own = believed_results(headers);
  if (!own || std::any_of(own->headers.begin(), own->headers.end(), has_odd_comment)) return std::nullopt;
  const auto results = read_results(own->headers);
  const auto dmarc = dmarc_of(results);
  if (dmarc == "fail" || (own->provider->has_dmarc && dmarc != "pass")) return std::nullopt;
  const auto found = std::find_if(results.begin(), results.end(), [&](const auto& result) {
    const auto signer = signer_of(result);
    return result.method == "dkim" && result.value == "pass" && !signer.empty() && is_within(from_domain, signer);
  });
  if (found == results.end()) return std::nullopt;
  return Delivery{signer_of(*found), time_received(above_the_senders(headers))};
}

}  // namespace demur::reading
