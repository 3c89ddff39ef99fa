#include "reading/mail/links.hpp"

#include <algorithm>

#include "reading/mail/mail_facts.hpp"
#include "reading/mail/transfer.hpp"
#include "reading/sentences.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// A redirector may lead to another one.
constexpr int max_redirections = 5;
constexpr std::size_t min_form_id = 6, max_form_id = 20;

/// A parameter of the query, decoded; empty where it is missing, nothing where it has several values: servers don't
/// agree on which of them counts.
std::optional<std::string> only_parameter(std::string_view query, std::string_view name) {
  std::optional<std::string> only;
  for (const auto& [key, value] : read_query(query)) {
    if (key != name) continue;
    auto plain = percent_decoded(value);
    if (only && *only != plain) return std::nullopt;
    only = std::move(plain);
  }
  return only.value_or(std::string{});
}

/// A parameter of the query, decoded; empty where it is missing.
std::string decoded_parameter(std::string_view query, std::string_view name) {
  const auto parameters = read_query(query);
  const auto* value = find_parameter(parameters, name);
  return value == nullptr ? std::string{} : percent_decoded(*value);
}

std::string_view without_end_slash(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

const Redirector* redirector_at(const Url& url) {
  const auto& redirectors = mail_facts().redirectors;
  const auto path = lower_case(without_end_slash(url.path));
  const auto found = std::find_if(redirectors.begin(), redirectors.end(), [&](const auto& one) {
    return is_within(url.host, one.host) && path == without_end_slash(one.path);
  });
  return found == redirectors.end() ? nullptr : &*found;
}

/// Used where a redirector's target can't be told: a URL without a host.
Url nowhere() {
  return {};
}

/// The host in a URL's authority: "anna@example.org:443" is example.org's.
std::string host_in(std::string_view authority) {
  authority = authority.substr(authority.rfind('@') + 1);
  return lower_case(authority.substr(0, authority.find(':')));
}

/// Whether a text contains a URL whose host isn't Meta's: at its beginning, or after a scheme, a name or a path.
bool holds_others(std::string_view text) {
  constexpr std::string_view before_addresses = ":=?#&; \t";
  const auto& stores = mail_facts().app_stores;
  for (auto at = text.find("//"); at != std::string_view::npos; at = text.find("//", at + 2)) {
    if (at > 0 && before_addresses.find(text[at - 1]) == std::string_view::npos) continue;
    const auto rest = text.substr(at + 2);
    const auto host = host_in(rest.substr(0, rest.find_first_of("/?#")));
    if (!is_metas(host) && !contains(stores, host)) return true;
  }
  return false;
}

/// The same, however often the text is encoded; where that is too often, it can't be told.
bool leads_away(std::string text) {
  for (int i = 0; i <= max_redirections; ++i) {
    std::replace(text.begin(), text.end(), '\\', '/');
    if (holds_others(text)) return true;
    auto plain = percent_decoded(text);
    if (plain == text) return false;
    text = std::move(plain);
  }
  return true;
}

/// Whether a parameter of a URL other than this one contains somebody else's URL.
bool leads_away(const Url& url, std::string_view redirecting) {
  const auto is_others = [&](const auto& parameter) {
    const auto& [name, value] = parameter;
    return (redirecting.empty() || name != redirecting) && (leads_away(name) || leads_away(value));
  };
  const auto query = read_query(url.query), fragment = read_query(url.fragment);
  return std::any_of(query.begin(), query.end(), is_others) || std::any_of(fragment.begin(), fragment.end(), is_others);
}

/// Where a redirector leads; nothing where the URL isn't one, or leads nowhere else. Which of Meta's other pages lead
/// on to a URL that they are given is not known.
std::optional<Url> redirected(const Url& url) {
  const auto* redirector = redirector_at(url);
  if (is_metas(url.host) && leads_away(url, redirector == nullptr ? "" : redirector->parameter)) return nowhere();
  if (redirector == nullptr) return std::nullopt;
  const auto target = only_parameter(url.query, redirector->parameter);
  if (!target) return nowhere();
  std::string text(trimmed(*target));
  if (text.empty()) return std::nullopt;
  std::replace(text.begin(), text.end(), '\\', '/');
  if (text.starts_with("//"))
    text = "https:" + text;
  else if (text.starts_with('/'))
    text = url.scheme + "://" + url.host + text;
  auto next = read_url(text);
  return next ? std::move(next) : nowhere();
}

bool is_form_id(std::string_view text) {
  return text.size() >= min_form_id && text.size() <= max_form_id && std::all_of(text.begin(), text.end(), is_digit);
}

/// "fr-fr.facebook.com", "fil-ph.facebook.com": languages have hosts of their own there.
bool is_locale_host(std::string_view host, const FormSite& site) {
  if (host.size() <= site.domain.size() || !host.ends_with("." + site.domain)) return false;
  const auto tag = host.substr(0, host.size() - site.domain.size() - 1);
  const auto is_of_letters = [](std::string_view part, std::size_t most) {
    return part.size() >= 2 && part.size() <= most && std::all_of(part.begin(), part.end(), is_letter);
  };
  const auto hyphen = std::min(tag.find('-'), tag.size());
  return is_of_letters(tag.substr(0, hyphen), 3) && is_of_letters(tag.substr(std::min(hyphen + 1, tag.size())), 4);
}

bool is_host_of(std::string_view host, const FormSite& site) {
  return contains(site.hosts, host) || (site.has_locale_hosts && is_locale_host(host, site));
}

/// The id of the form at one of the site's paths.
std::string form_id(const Url& url, const FormSite& site) {
  const auto whole_path = lower_case(url.path);
  const auto path = without_end_slash(whole_path);
  for (const auto& form_path : site.form_paths) {
    if (!path.starts_with(form_path)) continue;
    const auto rest = path.substr(form_path.size());
    if (rest.empty()) {
      auto id = decoded_parameter(url.query, "id");
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

std::optional<FoundForm> form_at(const Url& url) {
  if (url.scheme != "https") return std::nullopt;
  for (const auto& site : mail_facts().sites) {
    if (!is_host_of(url.host, site)) continue;
    const auto id = form_id(url, site);
    if (id.empty()) continue;
    const auto& forms = mail_facts().forms;
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
    const auto& products = mail_facts().products;
    return std::any_of(products.begin(), products.end(), [&](const auto& product) {
      return word == product || (product.size() > distinctive && word.starts_with(product));
    });
  });
}

}  // namespace

Url behind_redirectors(Url url) {
  for (int i = 0; i < max_redirections; ++i) {
    auto target = redirected(url);
    if (!target) return url;
    url = std::move(*target);
  }
  return redirected(url) ? nowhere() : url;
}

bool is_metas(std::string_view host) {
  const auto& own = mail_facts().own_domains;
  return find_sender(host) != nullptr ||
         std::any_of(own.begin(), own.end(), [&](const auto& domain) { return is_within(host, domain); });
}

std::optional<LinkedForm> find_form(const std::vector<Link>& links) {
  std::optional<LinkedForm> unknown;
  for (const auto& link : links) {
    const auto url = read_url(link.target);
    auto found = url ? form_at(behind_redirectors(*url)) : std::nullopt;
    if (!found) continue;
    if (found->is_known) return std::move(found->form);
    if (!unknown) unknown = std::move(found->form);
  }
  return unknown;
}

bool pretends_to_be_metas(const Link& link) {
  const auto url = read_url(link.target);
  if (!url || !names_meta(link.text)) return false;
  const auto host = behind_redirectors(*url).host;
  const auto& stores = mail_facts().app_stores;
  return !is_metas(host) && !contains(stores, host);
}

bool is_lookalike(std::string_view host) {
  if (is_metas(host)) return false;
  const auto& lookalikes = mail_facts().lookalikes;
  return std::any_of(lookalikes.begin(), lookalikes.end(),
                     [&](const auto& name) { return host.find(name) != std::string_view::npos; });
}

}  // namespace demur::reading
