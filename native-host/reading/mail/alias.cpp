#include "reading/mail/alias.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "embedded/mailboxes_json.hpp"
#include "reading/mail/mail_facts.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

std::vector<std::string> read_services() {
  const auto manifest = nlohmann::json::parse(mailboxes_json);
  std::vector<std::string> domains;
  for (const auto& service : manifest.at("relays"))
    for (const auto& domain : service) domains.push_back(domain);
  return domains;
}

/// Whether a text names a domain as those services write it in an address: with its dots, or "_" instead.
bool names_domain(const std::string& text, std::string domain) {
  if (text.find(domain) != std::string::npos) return true;
  std::replace(domain.begin(), domain.end(), '.', '_');
  return text.find(domain) != std::string::npos;
}

}  // namespace

bool came_through_alias(const Mailbox& from) {
  static const auto services = read_services();
  const auto domain = domain_of(from.address);
  if (std::none_of(services.begin(), services.end(), [&](const auto& one) { return is_within(domain, one); }))
    return false;
  const auto text = lower_case(from.name) + " " + from.address.substr(0, from.address.rfind('@'));
  const auto& senders = mail_facts().senders;
  return std::any_of(senders.begin(), senders.end(),
                     [&](const auto& sender) { return names_domain(text, sender.domain); });
}

}  // namespace demur::reading
