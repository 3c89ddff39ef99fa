#include "reading/links.hpp"

#include <algorithm>

#include "reading/facts.hpp"
#include "reading/transfer.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// Redirectors may lead to redirectors, but not for ever.
constexpr int most_redirections = 5;
constexpr std::size_t shortest_form_id = 6, longest_form_id = 20;

std::string percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      plain += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

/// A parameter of the query, decoded; empty where it is missing.
std::string query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const auto pair = query.substr(0, query.find('&'));
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name)
      return percent_decoded(pair.substr(equals + 1));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
  }
  return {};
}

std::string_view without_end_slash(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

std::optional<Address> redirected(const Address& address) {
  for (const auto& redirector : facts().redirectors) {
    if (!is_within(address.host, redirector.host)) continue;
    if (without_end_slash(address.path) != without_end_slash(redirector.path)) continue;
    if (auto target = read_address(query_value(address.query, redirector.parameter))) return target;
  }
  return std::nullopt;
}

bool is_form_id(std::string_view text) {
  return text.size() >= shortest_form_id && text.size() <= longest_form_id &&
         std::all_of(text.begin(), text.end(), is_digit);
}

/// "fr-fr.facebook.com", as languages have their own hosts there.
bool is_locale_host(std::string_view host, const Site& site) {
  constexpr std::size_t tag = 5;
  return host.size() == tag + 1 + site.domain.size() && host[2] == '-' && host[tag] == '.' &&
         host.ends_with(site.domain);
}

bool is_host_of(std::string_view host, const Site& site) {
  return std::find(site.hosts.begin(), site.hosts.end(), host) != site.hosts.end() ||
         (site.has_locale_hosts && is_locale_host(host, site));
}

/// The number of the form behind one of the site's paths.
std::string form_id(const Address& address, const Site& site) {
  const auto whole_path = lower_case(address.path);
  const auto path = without_end_slash(whole_path);
  for (const auto& form_path : site.form_paths) {
    if (!path.starts_with(form_path)) continue;
    const auto rest = path.substr(form_path.size());
    if (rest.empty()) {
      auto id = query_value(address.query, "id");
      if (is_form_id(id)) return id;
    } else if (rest.front() == '/' && is_form_id(rest.substr(1))) {
      return std::string(rest.substr(1));
    }
  }
  return {};
}

struct FoundForm {
  LinkedForm form;
  bool is_known;
};

std::optional<FoundForm> form_at(const Address& address) {
  if (address.scheme != "https") return std::nullopt;
  for (const auto& site : facts().sites) {
    if (!is_host_of(address.host, site)) continue;
    const auto id = form_id(address, site);
    if (id.empty()) continue;
    const auto& forms = facts().forms;
    const auto known = std::find_if(forms.begin(), forms.end(), [&](const auto& form) { return form.id == id; });
    if (known == forms.end())
      return FoundForm{{"https://" + site.hosts.front() + site.form_paths.front() + "/" + id, site.platform}, false};
    if (known->is_objection) return FoundForm{{known->url, known->platform}, true};
  }
  return std::nullopt;
}

bool names_meta(std::string_view text) {
  constexpr std::size_t distinctive = 6;
  const auto words = folded_words(text);
  return std::any_of(words.begin(), words.end(), [&](const auto& word) {
    const auto& products = facts().products;
    return std::any_of(products.begin(), products.end(), [&](const auto& product) {
      return word == product || (product.size() > distinctive && word.starts_with(product));
    });
  });
}

}  // namespace

std::optional<Address> read_address(std::string_view text) {
  text = trimmed(text);
  Address address;
  for (const std::string_view scheme : {"https", "http"})
    if (starts_ignoring_case(text, scheme) && text.substr(scheme.size()).starts_with("://")) address.scheme = scheme;
  if (address.scheme.empty()) return std::nullopt;
  text.remove_prefix(address.scheme.size() + 3);
  text = text.substr(0, text.find('#'));
  // Browsers read a backslash as a slash.
  const auto authority = text.substr(0, text.find_first_of("/\\?"));
  const auto host = authority.substr(authority.rfind('@') + 1);
  address.host = lower_case(host.substr(0, host.find(':')));
  while (address.host.ends_with('.')) address.host.pop_back();
  text.remove_prefix(authority.size());
  address.path = text.substr(0, text.find('?'));
  if (const auto query = text.find('?'); query != std::string_view::npos) address.query = text.substr(query + 1);
  return address;
}

Address behind_redirectors(Address address) {
  for (int i = 0; i < most_redirections; ++i) {
    auto target = redirected(address);
    if (!target) break;
    address = std::move(*target);
  }
  return address;
}

bool is_metas(std::string_view host) {
  const auto& own = facts().own_domains;
  return find_sender(host) != nullptr ||
         std::any_of(own.begin(), own.end(), [&](const auto& domain) { return is_within(host, domain); });
}

std::optional<LinkedForm> find_form(const std::vector<Link>& links) {
  std::optional<LinkedForm> unknown;
  for (const auto& link : links) {
    const auto address = read_address(link.target);
    auto found = address ? form_at(behind_redirectors(*address)) : std::nullopt;
    if (!found) continue;
    if (found->is_known) return std::move(found->form);
    if (!unknown) unknown = std::move(found->form);
  }
  return unknown;
}

bool pretends_to_be_metas(const Link& link) {
  const auto address = read_address(link.target);
  if (!address || !names_meta(link.text)) return false;
  const auto host = behind_redirectors(*address).host;
  const auto& stores = facts().app_stores;
  return !is_metas(host) && std::find(stores.begin(), stores.end(), host) == stores.end();
}

bool is_lookalike(std::string_view host) {
  if (is_metas(host)) return false;
  const auto& lookalikes = facts().lookalikes;
  return std::any_of(lookalikes.begin(), lookalikes.end(),
                     [&](const auto& name) { return host.find(name) != std::string_view::npos; });
}

}  // namespace demur::reading
