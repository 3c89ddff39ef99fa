#include "reading/mail/authentication.hpp"

#include <algorithm>
#include <array>

#include "reading/mail/mail_facts.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// What the sender writes; the provider puts its own headers above.
constexpr std::array<std::string_view, 7> senders_own{"from",       "to",           "subject",       "date",
                                                      "message-id", "mime-version", "dkim-signature"};

std::string_view first_word(std::string_view text) {
  text = trimmed(text);
  return text.substr(0, text.find_first_of(" \t\r\n"));
}

/// The host behind "by" in a Received: (RFC 5321, part 4.4).
std::string receiving_host(std::string_view received) {
  auto rest = lower_case(without_comments(received));
  std::replace_if(rest.begin(), rest.end(), is_space, ' ');
  const auto padded = " " + rest;
  const auto by = padded.find(" by ");
  if (by == std::string::npos) return {};
  const auto host = first_word(std::string_view(padded).substr(by + 4));
  return std::string(host.substr(0, host.find(';')));
}

/// The last two names of a host, or three where the second is short, as in example.co.uk: near enough to the
/// organisation for comparing two hosts of one message.
std::string_view organisation(std::string_view host) {
  constexpr std::size_t short_name = 3;
  const auto last = host.rfind('.');
  if (last == std::string_view::npos || last == 0) return host;
  auto start = host.rfind('.', last - 1);
  if (start != std::string_view::npos && last - start - 1 <= short_name && start > 0)
    start = host.rfind('.', start - 1);
  return start == std::string_view::npos ? host : host.substr(start + 1);
}

/// The provider's name in its own header; empty where it gives none.
std::string provider_name(std::string_view results) {
  const auto name = lower_case(first_word(results));
  return name.find('=') == std::string::npos ? name : std::string{};
}

bool is_of_provider(std::string_view host, const std::string& provider) {
  if (!provider.empty()) return organisation(host) == organisation(provider);
  const auto& nameless = mail_facts().nameless_providers;
  return std::any_of(nameless.begin(), nameless.end(), [&](const auto& domain) { return is_within(host, domain); });
}

/// The provider's header, without comments; nothing where none can be its own.
std::optional<std::string> providers_results(const Headers& headers) {
  bool has_transport = false;
  std::vector<std::string> hosts;
  for (const auto& [name, value] : headers) {
    if (std::find(senders_own.begin(), senders_own.end(), name) != senders_own.end()) return std::nullopt;
    if (name == "received") {
      has_transport = true;
      hosts.push_back(receiving_host(value));
    }
    if (name != "authentication-results") continue;
    auto results = without_comments(value);
    const auto provider = provider_name(split_outside_quotes(results, ';').front());
    const bool is_own =
        std::any_of(hosts.begin(), hosts.end(), [&](const auto& host) { return is_of_provider(host, provider); });
    const bool is_on_top = !has_transport && !provider.empty();
    return is_own || is_on_top ? std::optional{std::move(results)} : std::nullopt;
  }
  return std::nullopt;
}

struct Signature {
  std::string result;
  std::string domain;
};

/// "dkim=pass header.d=facebookmail.com".
std::optional<Signature> read_signature(std::string_view piece) {
  piece = trimmed(piece);
  if (!starts_ignoring_case(piece, "dkim=")) return std::nullopt;
  Signature signature{lower_case(first_word(piece.substr(5))), {}};
  for (auto rest = piece; !rest.empty(); rest = trimmed(rest)) {
    const auto word = first_word(rest);
    rest.remove_prefix(word.size());
    // "header.i" holds an address of the domain that signed, or an @ and the domain.
    const bool is_identity = starts_ignoring_case(word, "header.i=");
    if (is_identity) signature.domain = lower_case(domain_of(word));
    if (!starts_ignoring_case(word, "header.d=")) continue;
    signature.domain = lower_case(word.substr(9));
    break;
  }
  std::erase(signature.domain, '"');
  return signature;
}

bool may_sign(std::string_view signer, std::string_view from_domain) {
  const auto* sender = find_sender(from_domain);
  if (sender == nullptr) return false;
  if (is_within(signer, sender->domain)) return true;
  return std::any_of(sender->signed_by.begin(), sender->signed_by.end(),
                     [&](const auto& domain) { return is_within(signer, domain); });
}

}  // namespace

Verdict authenticate(const Headers& headers, std::string_view from_domain) {
  const auto results = providers_results(headers);
  if (!results) return {Authentication::none, {"no-provider-verdict"}};
  bool is_signed = false, has_passed = false;
  for (const auto piece : split_outside_quotes(*results, ';')) {
    const auto signature = read_signature(piece);
    if (!signature || signature->result == "none") continue;
    is_signed = true;
    if (signature->result != "pass") continue;
    has_passed = true;
    if (may_sign(signature->domain, from_domain)) return {Authentication::pass, {}};
  }
  if (!is_signed) return {Authentication::none, {"not-signed"}};
  return {Authentication::fail, {has_passed ? "signed-by-other" : "signature-failed"}};
}

}  // namespace demur::reading
