#include "reading/mail/structure.hpp"

#include <algorithm>
#include <array>

#include "reading/mail/mail_facts.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// Headers that name the type of a notification, alone or between ";" and ":".
constexpr std::array<std::string_view, 3> type_headers{"x-facebook-notify", "x-fb-internal-notiftype", "feedback-id"};

bool is_like(std::string_view text, std::string_view pattern) {
  if (!pattern.ends_with('*')) return text == pattern;
  return text.starts_with(pattern.substr(0, pattern.size() - 1));
}

bool has_services_address(const std::string& address) {
  const auto& marks = mail_facts().service;
  const auto local_part = std::string_view(address).substr(0, address.rfind('@'));
  return !contains(marks.others_addresses, address) &&
         std::any_of(marks.local_parts.begin(), marks.local_parts.end(),
                     [&](const auto& pattern) { return is_like(local_part, pattern); });
}

/// "9999:feed_comment:Facebook", "feed_comment; mailid=…".
bool names_notification(std::string_view value) {
  while (!value.empty()) {
    const auto end = std::min(value.find_first_of(":;"), value.size());
    if (contains(mail_facts().service.others_types, lower_case(trimmed(value.substr(0, end))))) return true;
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return false;
}

bool is_notification(const Headers& headers) {
  return std::any_of(headers.begin(), headers.end(), [](const auto& header) {
    return header.name == "list-id" || (contains(type_headers, header.name) && names_notification(header.value));
  });
}

/// Whether an answer would go where answers to notifications go.
bool is_answered_to_others(const Headers& headers, const Mailbox& sender) {
  const auto& patterns = mail_facts().service.others_reply_to;
  const auto replies = read_mailboxes(value_of(headers, "reply-to"));
  return std::any_of(replies.begin(), replies.end(), [&](const Mailbox& reply) {
    return reply.address != sender.address && std::any_of(patterns.begin(), patterns.end(), [&](const auto& pattern) {
             return is_like(reply.address, pattern);
           });
  });
}

/// "auto-generated; type=…": of what says how it was sent only what service mails say.
bool is_submitted_as_service(const Headers& headers) {
  const auto value = read_parameterised(value_of(headers, "auto-submitted")).value;
  return value.empty() || contains(mail_facts().service.auto_submitted, value);
}

}  // namespace

bool is_service_mail(const Headers& headers, const Mailbox& sender) {
  return has_services_address(sender.address) && !is_notification(headers) && !is_answered_to_others(headers, sender) &&
         is_submitted_as_service(headers);
}

}  // namespace demur::reading
