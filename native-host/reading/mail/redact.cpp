#include "reading/mail/redact.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include "reading/charsets.hpp"
#include "reading/html.hpp"
#include "reading/mail/alias.hpp"
#include "reading/mail/headers.hpp"
#include "reading/mail/hidden_text.hpp"
#include "reading/mail/mail_facts.hpp"
#include "reading/mail/message.hpp"
#include "reading/mail/own_words.hpp"
#include "reading/mail/personal.hpp"
#include "reading/mail/tag_list.hpp"
#include "reading/mail/transfer.hpp"
#include "reading/sentences.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using Names = std::initializer_list<std::string_view>;

constexpr int max_redacted_depth = 8;
constexpr std::size_t max_redacted_parts = 200;
/// Somebody else's words in quotation marks are longer than a button's name.
constexpr std::size_t longest_title = 40;

bool is_one_of(std::string_view name, Names names) {
  return contains(names, name);
}

bool names_people(std::string_view name) {
  return is_one_of(name, {"from", "to", "cc", "bcc", "sender", "reply-to", "return-path", "delivered-to",
                          "x-original-to", "envelope-to", "errors-to", "x-envelope-to", "x-envelope-from",
                          "resent-from", "resent-to", "disposition-notification-to"});
}

/// Headers whose words say how a mail was sent or what kind it is.
bool has_common_words(std::string_view name) {
  return is_one_of(name, {"mime-version", "auto-submitted", "precedence", "importance", "x-mailer", "x-priority",
                          "x-auto-response-suppress", "x-facebook", "x-facebook-notify", "x-facebook-priority",
                          "x-fb-internal-notiftype", "feedback-id", "content-language", "content-disposition",
                          "x-mozilla-status", "x-mozilla-status2"});
}

bool tells_way(std::string_view name) {
  return is_one_of(name, {"received", "x-received", "received-spf", "authentication-results",
                          "arc-authentication-results", "x-me-authentication-results"});
}

bool is_signature(std::string_view name) {
  return is_one_of(
      name, {"dkim-signature", "arc-seal", "arc-message-signature", "domainkey-signature", "x-google-dkim-signature"});
}

bool is_date_header(std::string_view name) {
  return is_one_of(name, {"date", "resent-date", "delivery-date"});
}

std::string with_plain_line_ends(std::string text) {
  std::erase(text, '\r');
  return text;
}

/// "From", as the message spells it.
std::vector<std::string> spelled_names(std::string_view message) {
  std::vector<std::string> names;
  for (std::string_view rest = message; !rest.empty();) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (trimmed(line).empty()) break;
    if (begins_with_header(line)) names.emplace_back(trimmed(line.substr(0, line.find(':'))));
  }
  return names;
}

/// Takes the person's names and addresses out of a message and those attached to it.
void learn(Personal& personal, const Entity& message, int depth) {
  for (const auto& [name, value] : message.headers) {
    const auto text = decoded_words(value);
    if (tells_way(name))
      personal.add_addresses(text);
    else
      personal.add_from(text);
    if (!names_people(name)) continue;
    for (const auto& mailbox : read_mailboxes(value)) {
      personal.add_address(mailbox.address);
      const bool is_metas = find_sender(domain_of(mailbox.address)) != nullptr;
      if (!is_metas) personal.add_name(mailbox.name);
      // "Bea Berg (Facebook)"
      if (is_metas)
        for (const auto& word : folded_words(mailbox.name))
          if (!contains(mail_facts().products, word) && !contains(mail_facts().companions, word))
            personal.add_name(word);
    }
  }
  const auto content = read_content(message);
  personal.add_from(content.text);
  personal.add_greeted(content.plain);
  personal.add_greeted(content.html);
  if (depth < max_redacted_depth)
    for (const auto& attached : content.attached) learn(personal, read_message(attached), depth + 1);
}

/// A text in which long words of somebody else's are masked: in quotation marks, and what is answered.
std::string without_others_words(std::string_view text, Answered answered) {
  const auto own = own_words(text, answered);
  std::string plain;
  const auto is_own = [&](std::size_t i) { return own[i] != ' ' || text[i] == ' '; };
  for (std::size_t at = 0; at < text.size();) {
    auto end = at;
    if (is_own(at))
      while (end < text.size() && is_own(end)) ++end;
    else
      while (end < text.size() && (own[end] == ' ' || own[end] == '\n')) ++end;
    const auto piece = text.substr(at, end - at);
    plain += !is_own(at) && piece.size() > longest_title ? Personal::masked(piece) : std::string{piece};
    at = end;
  }
  return plain;
}

/// The value of an attribute that says how something looks.
std::string plain_value(const std::string& value) {
  constexpr std::size_t longest = 12;
  const bool is_plain = value.size() <= longest && std::all_of(value.begin(), value.end(), [](char c) {
                          return is_letter(c) || is_digit(c) || c == '%' || c == '-';
                        });
  return is_plain ? value : Personal::masked(value);
}

/// The words of a page without what is personal; its tags with only what they need to look the same.
class PageRedactor final : public HtmlVisitor {
 public:
  PageRedactor(const Personal& personal, std::string_view page) : personal_(personal), hidden_(page) {}

  void text(std::string_view piece) override { undecoded_ += piece; }

  void start_tag(const Tag& tag) override {
    end_text();
    hidden_.start_tag(tag);
    page_ += "<" + tag.name;
    for (const std::string_view name : {"dir", "lang", "align", "width", "height", "role", "type", "hidden", "colspan"})
      if (has_attribute(tag.attributes, name)) add_attribute(name, plain_value(attribute(tag.attributes, name)));
    for (const std::string_view name : {"href", "src", "action"})
      if (has_attribute(tag.attributes, name)) add_attribute(name, personal_.url(attribute(tag.attributes, name)));
    if (has_attribute(tag.attributes, "alt")) add_attribute("alt", personal_.text(attribute(tag.attributes, "alt")));
    page_ += '>';
  }

  void end_tag(std::string_view name) override {
    end_text();
    hidden_.end_tag(name);
    // Their start tag was not written.
    if (is_one_of(name, {"script", "style", "title", "template"})) return;
    page_ += "</" + std::string{name} + ">";
  }

  std::string take() {
    end_text();
    return std::move(page_);
  }

 private:
  static std::string escaped(std::string_view text) {
    std::string plain;
    for (const char c : text) {
      if (c == '&')
        plain += "&amp;";
      else if (c == '<')
        plain += "&lt;";
      else if (c == '"')
        plain += "&quot;";
      else
        plain += c;
    }
    return plain;
  }

  void add_attribute(std::string_view name, const std::string& value) {
    page_ += " " + std::string{name} + "=\"" + escaped(value) + "\"";
  }

  void end_text() {
    if (!hidden_.is_hidden()) {
      const auto text = without_others_words(decoded_html(undecoded_), Answered::kept);
      // Only the first lines greet.
      count_ += trimmed(text).empty() ? 0 : 1;
      page_ += escaped(count_ <= lines_that_greet ? personal_.lines(text) : personal_.text(text));
    }
    undecoded_.clear();
  }

  const Personal& personal_;
  HiddenText hidden_;
  std::string undecoded_, page_;
  int count_ = 0;
};

class Redactor {
 public:
  explicit Redactor(const Personal& personal) : personal_(personal) {}

  std::string message(std::string_view text, int depth) {
    const auto entity = read_message(text);
    const auto from = read_mailboxes(value_of(entity.headers, "from"));
    const bool is_metas = !from.empty() && find_sender(domain_of(from.front().address)) != nullptr;
    answered_ = is_metas ? Answered::left_out : Answered::kept;
    return part(entity, text, depth);
  }

 private:
  std::string part(const Entity& entity, std::string_view text, int depth) {
    auto type = read_parameterised(value_of(entity.headers, "content-type"));
    const bool is_multiple = type.value.starts_with("multipart/");
    const auto boundary = is_multiple ? "part-" + std::to_string(++boundaries_) : "";
    return headers(entity, text, type, boundary) + "\n" + body(entity, type, boundary, depth);
  }

  std::string headers(const Entity& entity, std::string_view text, const Parameterised& type,
                      const std::string& boundary) {
    const auto spelled = spelled_names(text);
    std::string plain;
    for (std::size_t i = 0; i < entity.headers.size(); ++i) {
      const auto& name = entity.headers[i].name;
      const auto value = trimmed(entity.headers[i].value);
      const bool is_spelled = i < spelled.size() && lower_case(spelled[i]) == name;
      auto other = with_plain_line_ends(header(name, value, type, boundary));
      // What was encoded may contain what would look like another header.
      std::replace(other.begin(), other.end(), '\n', ' ');
      plain.append(is_spelled ? spelled[i] : name).append(": ").append(other).append("\n");
    }
    return plain;
  }

  [[nodiscard]] std::string header(const std::string& name, std::string_view value, const Parameterised& type,
                                   const std::string& boundary) const {
    if (name == "content-type")
      return type.value + (type.value.starts_with("text/") ? "; charset=utf-8" : "") +
             (boundary.empty() ? "" : "; boundary=\"" + boundary + "\"");
    if (name == "content-transfer-encoding") return "8bit";
    if (name == "mime-version") return "1.0";
    if (names_people(name)) return people(value);
    if (is_date_header(name)) return month_of(value);
    if (is_signature(name)) return signature(value);
    if (tells_way(name)) return way(value);
    const auto decoded = decoded_words(value);
    if (name == "content-disposition") return read_parameterised(value).value;
    if (name == "subject" || has_common_words(name)) return personal_.text(decoded);
    return opaque(decoded);
  }

  [[nodiscard]] std::string people(std::string_view value) const {
    std::string plain;
    for (const auto& mailbox : read_mailboxes(value)) {
      if (!plain.empty()) plain += ", ";
      // That it came through an alias is part of what it is.
      const bool is_alias = came_through_alias(mailbox);
      const auto domain = std::string{domain_of(mailbox.address)};
      const auto address = is_alias ? alias(mailbox.address) + "@" + domain : personal_.address(mailbox.address);
      auto name = personal_.text(mailbox.name);
      std::erase(name, '"');
      if (name.empty())
        plain += value.find('<') == std::string_view::npos ? address : "<" + address + ">";
      else
        plain.append("\"").append(name).append("\" <").append(address).append(">");
    }
    return plain;
  }

  /// "facebookmail_com" and the like in a forwarding service's address.
  static std::string alias(std::string_view address) {
    const auto local = address.substr(0, address.rfind('@'));
    auto plain = Personal::masked(local);
    for (const auto& sender : mail_facts().senders)
      for (const char dot : {'.', '_'}) {
        auto domain = sender.domain;
        std::replace(domain.begin(), domain.end(), '.', dot);
        const auto at = local.find(domain);
        if (at != std::string_view::npos && plain.size() == local.size()) plain.replace(at, domain.size(), domain);
      }
    return plain;
  }

  /// The first moment of its month.
  static std::string month_of(std::string_view value) {
    const auto time = read_date(value);
    if (!time) return Personal::masked(value);
    static constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(*time)};
    const std::chrono::sys_days first{date.year() / date.month() / std::chrono::day{1}};
    const auto weekday = std::chrono::weekday{first}.c_encoding();
    return std::string{days.at(weekday)} + ", 01 " + std::string{months.at(static_cast<unsigned>(date.month()) - 1)} +
           " " + std::to_string(static_cast<int>(date.year())) + " 00:00:00 +0000";
  }

  /// Who signed and what is covered stays.
  [[nodiscard]] std::string signature(std::string_view value) const {
    std::string plain;
    const auto tags = read_tag_list(value);
    if (!tags) return Personal::masked(value);
    for (const std::string_view name : {"v", "i", "a", "c", "q", "d", "s", "t", "x", "h", "bh", "b"}) {
      const auto tag = tag_of(*tags, name);
      if (tag.empty()) continue;
      if (!plain.empty()) plain += "; ";
      plain += std::string{name} + "=";
      const auto at = tag.rfind('@');
      if (name == "d")
        plain += personal_.host(tag, true);
      else if (name == "i" && at != std::string_view::npos)
        plain += "@" + personal_.host(tag.substr(at + 1), true);
      else
        plain += is_one_of(name, {"v", "a", "c", "q", "s", "h"}) ? std::string{tag} : Personal::masked(tag);
    }
    return plain;
  }

  /// Keeps Meta's and mail providers' hosts, and technical words.
  [[nodiscard]] std::string way(std::string_view value) const {
    std::string plain;
    for (std::size_t at = 0; at < value.size();) {
      const auto rest = value.substr(at);
      constexpr std::string_view ends = " \t\r\n;()[]<>=,\"/";
      const auto length = std::min(rest.find_first_of(ends), rest.size());
      if (length == 0) {
        plain += rest.front();
        ++at;
        continue;
      }
      const auto before = std::string_view{plain}.substr(plain.rfind(' ') + 1);
      plain += way_word(rest.substr(0, length), before);
      at += length;
    }
    return plain;
  }

  [[nodiscard]] std::string way_word(std::string_view word, std::string_view before) const {
    if (before == "header.s=") return std::string{word};
    const auto at = word.find('@');
    if (at != std::string_view::npos) {
      const auto domain = personal_.host(word.substr(at + 1), true);
      return at == 0 ? "@" + domain : personal_.address(word);
    }
    std::string plain;
    if (word.find('.') != std::string_view::npos) {
      const bool is_known =
          std::any_of(word.begin(), word.end(), is_letter) && word.find(':') == std::string_view::npos;
      if (is_known && personal_.host(word, true) == word) return std::string{word};
    }
    // "header.i", "mail-from", "2026": piece by piece.
    for (std::size_t i = 0; i < word.size();) {
      auto end = i;
      while (end < word.size() && is_letter(word[end])) ++end;
      const auto piece = word.substr(i, end - i);
      if (piece.empty()) {
        plain += Personal::masked(word.substr(i, 1));
        ++i;
        continue;
      }
      // Beside a digit it is part of a token.
      const bool is_token = (i > 0 && is_digit(word[i - 1])) || (end < word.size() && is_digit(word[end]));
      plain += !is_token && contains(mail_facts().transport_words, lower_case(piece)) ? std::string{piece}
                                                                                      : Personal::masked(piece);
      i = end;
    }
    return plain;
  }

  /// Masks what only its program understands, except for links and the domains of Meta's addresses.
  [[nodiscard]] std::string opaque(std::string_view value) const {
    std::string plain;
    constexpr std::string_view ends = " \t\r\n<>,;\"";
    while (!value.empty()) {
      const auto length = std::min(value.find_first_of(ends), value.size());
      const auto word = value.substr(0, std::max<std::size_t>(length, 1));
      const auto at = word.rfind('@');
      const auto domain = lower_case(word.substr(at == std::string_view::npos ? word.size() : at + 1));
      if (word.find("://") != std::string_view::npos)
        plain += personal_.url(word);
      else if (!domain.empty() && find_sender(domain) != nullptr)
        plain += Personal::masked(word.substr(0, at + 1)) + domain;
      else
        plain += Personal::masked(word);
      value.remove_prefix(word.size());
    }
    return plain;
  }

  std::string body(const Entity& entity, Parameterised& type, const std::string& boundary, int depth) {
    constexpr const char* left_out = "(left out)\n";
    if (depth > max_redacted_depth || ++parts_ > max_redacted_parts) return left_out;
    if (!boundary.empty()) return parts(entity, type.parameters["boundary"], boundary, depth);
    const auto bytes =
        decode_transfer(entity.body, read_parameterised(value_of(entity.headers, "content-transfer-encoding")).value);
    if (type.value == "message/rfc822") return message(bytes, depth + 1);
    const bool is_attachment = starts_ignoring_case(value_of(entity.headers, "content-disposition"), "attachment");
    const bool is_text = type.value.empty() || type.value == "text" || type.value == "text/plain";
    if (is_attachment || (!is_text && type.value != "text/html")) return left_out;
    const auto charset = type.parameters.find("charset");
    const auto text =
        to_utf8(bytes, charset == type.parameters.end() ? std::string_view{} : std::string_view{charset->second});
    return is_text ? words(with_plain_line_ends(text)) : page(text);
  }

  std::string parts(const Entity& entity, const std::string& old_boundary, const std::string& boundary, int depth) {
    std::string plain;
    for (const auto piece : parts_of(entity.body, old_boundary))
      plain += "--" + boundary + "\n" + part(read_entity(piece), piece, depth + 1) + "\n";
    return plain + "--" + boundary + "--\n";
  }

  [[nodiscard]] std::string words(std::string_view text) const {
    return personal_.lines(without_others_words(text, answered_));
  }

  [[nodiscard]] std::string page(std::string_view text) const {
    MemorySource source{text};
    PageRedactor page{personal_, text};
    static_cast<void>(walk_html(source, page));
    return page.take() + "\n";
  }

  const Personal& personal_;
  Answered answered_ = Answered::left_out;
  std::size_t parts_ = 0, boundaries_ = 0;
};

}  // namespace

std::string redact(std::string_view message, const std::vector<std::string>& known) {
  const bool is_message = begins_like_a_message(message);
  const auto words = is_message ? std::string{} : with_plain_line_ends(valid_utf8(message));
  Personal personal{is_message ? read_content(read_message(message)).text : words};
  for (const auto& one : known) {
    if (one.find('@') == std::string::npos)
      personal.add_name(one);
    else
      personal.add_address(one);
  }
  if (is_message) {
    learn(personal, read_message(message), 0);
    return Redactor{personal}.message(message, 0);
  }
  personal.add_from(words);
  personal.add_greeted(words);
  return personal.lines(without_others_words(words, Answered::kept));
}

}  // namespace demur::reading
