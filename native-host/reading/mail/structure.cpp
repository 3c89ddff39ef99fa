#include "reading/mail/structure.hpp"

#include <algorithm>

#include "reading/mail/mail_facts.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

bool is_like(std::string_view text, std::string_view pattern) {
  if (!pattern.ends_with('*')) return text == pattern;
  return text.starts_with(pattern.substr(0, pattern.size() - 1));
}

/// Whether an address is a service's, with one of these local parts.
bool is_services(const std::string& address, const std::vector<std::string>& local_parts) {
  const auto local_part = std::string_view(address).substr(0, address.rfind('@'));
  return contains(mail_facts().service.domains, domain_of(address)) &&
         std::any_of(local_parts.begin(), local_parts.end(),
                     [&](const auto& pattern) { return is_like(local_part, pattern); });
}

/// The type in "9999:feed_comment:Facebook" or "feed_comment; mailid=…".
std::string type_in(std::string_view value) {
  value = value.substr(0, value.find(';'));
  const auto product = value.rfind(':');
  if (product != std::string_view::npos) value = value.substr(0, product);
  const auto number = value.rfind(':');
  return lower_case(trimmed(number == std::string_view::npos ? value : value.substr(number + 1)));
}

/// A type that isn't known to be a service mail's may be a notification's.
bool may_be_notification(const Headers& headers) {
  const auto& service = mail_facts().service;
  return std::any_of(headers.begin(), headers.end(), [&service](const auto& header) {
    const bool has_type = contains(service.type_headers, header.name);
    return contains(service.others_headers, header.name) ||
           (has_type && !contains(service.types, type_in(header.value)));
  });
}

/// Whether a link may be another person's, leads away from Meta, or is unclear.
bool may_be_others(const Link& link) {
  const auto url = read_url(link.target);
  if (!url) return true;
  const auto target = behind_redirectors(*url);
  const auto path = lower_case(target.path);
  const auto& pages = mail_facts().service.others_links;
  return !is_metas(target.host) || std::any_of(pages.begin(), pages.end(), [&](const auto& one) {
    return is_within(target.host, one.host) && path.starts_with(one.path);
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

/// Whether Auto-Submitted, "auto-generated; type=…", is missing or has a value that service mails have.
bool is_submitted_as_service(const Headers& headers) {
  const auto value = read_parameterised(value_of(headers, "auto-submitted")).value;
  return value.empty() || contains(mail_facts().service.auto_submitted, value);
}

}  // namespace

bool is_service_mail(const Headers& headers, const Mailbox& sender, const std::vector<Link>& links) {
  return is_services(sender.address, mail_facts().service.local_parts) && !may_be_notification(headers) &&
         !is_answered_to_others(headers, sender) && is_submitted_as_service(headers) &&
         std::none_of(links.begin(), links.end(), may_be_others);
}

bool answers_forms(const Mailbox& sender) {
  return is_services(sender.address, mail_facts().service.answering_local_parts);
}

}  // namespace demur::reading
