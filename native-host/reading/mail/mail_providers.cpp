#include "reading/mail/mail_providers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "embedded/mail_providers_json.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

ResultsPlace place_of(const std::string& name) {
  if (name == "top") return ResultsPlace::top;
  return name == "under" ? ResultsPlace::under : ResultsPlace::unknown;
}

MailProvider read_provider(const json& entry) {
  MailProvider provider{entry.at("hosts").get<Texts>(), entry.value("innerHosts", Texts{}), {}};
  const auto results = entry.find("results");
  if (results == entry.end()) return provider;
  provider.names = results->at("names").get<Texts>();
  provider.place = place_of(results->at("place"));
  provider.has_several_headers = results->at("headers") == "several";
  provider.is_always_there = results->at("isAlwaysThere");
  provider.has_dmarc = results->value("hasDmarc", false);
  provider.names_no_signer = results->value("namesNoSigner", false);
  return provider;
}

/// Whether a text has this form, in which a * stands for any characters but dots.
bool has_form(std::string_view text, std::string_view form) {
  if (form.empty()) return text.empty();
  if (form.front() != '*')
    return !text.empty() && text.front() == form.front() && has_form(text.substr(1), form.substr(1));
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (has_form(text.substr(i), form.substr(1))) return true;
    if (i < text.size() && text[i] == '.') return false;
  }
  return false;
}

}  // namespace

bool MailProvider::has_host(std::string_view host) const {
  return std::any_of(hosts.begin(), hosts.end(), [&](const auto& own) { return is_within(host, own); });
}

bool MailProvider::has_inner_host(std::string_view host) const {
  return std::any_of(inner_hosts.begin(), inner_hosts.end(), [&](const auto& form) { return has_form(host, form); });
}

const std::vector<MailProvider>& mail_providers() {
  static const auto read = [] {
    const auto manifest = json::parse(mail_providers_json);
    std::vector<MailProvider> providers;
    for (const auto& entry : manifest.at("providers")) providers.push_back(read_provider(entry));
    return providers;
  }();
  return read;
}

}  // namespace demur::reading
