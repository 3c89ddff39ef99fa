#include "reading/urls.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "embedded/item_urls_json.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

/// What follows the host of a URL.
struct Location {
  std::vector<std::string> pieces;
  QueryParameters parameters;
};

struct UrlShape {
  std::string kind;
  Location location;
};

/// A platform's site.
struct PlatformSite {
  std::string platform;
  std::string host;
  std::vector<std::string> domains;
  std::vector<std::string> parts;
  std::vector<std::string> tracking;
  std::vector<UrlShape> items;
  std::vector<UrlShape> profiles;
};

/// The pieces between separators, without empty ones.
std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

Location location_of(const Url& url) {
  return {split(url.path, '/'), read_query(url.query)};
}

std::string text_of(const Location& location) {
  std::string text;
  for (const auto& piece : location.pieces) text += "/" + piece;
  if (text.empty()) text = "/";
  char separator = '?';
  for (const auto& [name, value] : location.parameters) {
    text.append(1, separator).append(name).append("=").append(value);
    separator = '&';
  }
  return text;
}

/// A shape of the manifest, such as "/photo/?fbid={id}".
Location shape_of(const std::string& host, const std::string& shape) {
  return location_of(read_url("https://" + host + shape).value());
}

std::vector<PlatformSite> read_sites() {
  std::vector<PlatformSite> sites;
  const auto facts = json::parse(item_urls_json);
  for (const auto& entry : facts.at("sites")) {
    PlatformSite site{
        entry.at("platform"), entry.at("host"), entry.at("domains"), entry.at("parts"), entry.at("tracking"), {}, {}};
    for (const auto& item : entry.at("items"))
      site.items.push_back({item.at("kind"), shape_of(site.host, item.at("shape"))});
    for (const auto& shape : entry.at("profiles")) site.profiles.push_back({"profile", shape_of(site.host, shape)});
    sites.push_back(std::move(site));
  }
  return sites;
}

const std::vector<PlatformSite>& all_sites() {
  // Read when first needed: most hosts never see an item.
  static const auto sites = read_sites();
  return sites;
}

/// A place on one of a platform's sites.
struct Place {
  const PlatformSite& site;
  Location location;
};

std::optional<Place> place_of(std::string_view platform, std::string_view text) {
  if (!needs_no_escaping(text)) return std::nullopt;
  const auto url = read_url(text);
  if (!url || !url->port.empty()) return std::nullopt;
  for (const auto& site : all_sites())
    if (site.platform == platform && std::any_of(site.domains.begin(), site.domains.end(),
                                                 [&](const auto& domain) { return is_within(url->host, domain); }))
      return Place{site, location_of(*url)};
  return std::nullopt;
}

/// Whether this is a host of the platform's, by the usual name of its site.
bool is_host_of(std::string_view platform, std::string_view host) {
  return std::any_of(all_sites().begin(), all_sites().end(), [&](const PlatformSite& site) {
    return site.platform == platform && is_within(host, site.domains.front());
  });
}

/// A link may name several items, "1,2".
std::vector<std::string> ids_in(std::string value) {
  constexpr std::string_view comma = "%2C";
  for (auto at = value.find(comma); at != std::string::npos; at = value.find(comma, at))
    value.replace(at, comma.size(), ",");
  auto ids = split(value, ',');
  std::erase(ids, std::string{});
  return ids;
}

/// The parameter's value; nullptr where it is missing or empty.
const std::string* value_of(const QueryParameters& parameters, const std::string& name) {
  const auto* value = find_parameter(parameters, name);
  return value == nullptr || value->empty() ? nullptr : value;
}

struct Fit {
  std::string id;
  std::int64_t others = 0;  ///< How many further ids there are.
  Location location;        ///< With only the parameters that the shape names.
};

std::optional<Fit> fit(const Location& shape, const Location& given) {
  if (shape.pieces.size() != given.pieces.size()) return std::nullopt;
  Fit found{{}, 0, {given.pieces, {}}};
  for (std::size_t i = 0; i < shape.pieces.size(); ++i) {
    if (shape.pieces[i] == "{id}")
      found.id = given.pieces[i];
    else if (shape.pieces[i] != "*" && shape.pieces[i] != given.pieces[i])
      return std::nullopt;
  }
  for (const auto& [name, meaning] : shape.parameters) {
    const auto* value = value_of(given.parameters, name);
    if (value == nullptr) return std::nullopt;
    if (meaning != "{id}") {
      found.location.parameters.emplace_back(name, *value);
      continue;
    }
    const auto ids = ids_in(*value);
    if (ids.empty()) return std::nullopt;
    found.id = ids.front();
    found.others = static_cast<std::int64_t>(ids.size()) - 1;
    found.location.parameters.emplace_back(name, ids.front());
  }
  return found;
}

/// The first shape that fits.
std::optional<std::pair<std::string, Fit>> recognised(const std::vector<UrlShape>& shapes, const Location& given) {
  for (const auto& shape : shapes)
    if (auto found = fit(shape.location, given)) return std::pair{shape.kind, std::move(*found)};
  return std::nullopt;
}

/// A URL of an unknown shape.
ItemUrl unrecognised(const PlatformSite& site, Location location) {
  std::erase_if(location.parameters, [&site](const auto& parameter) {
    return std::any_of(site.tracking.begin(), site.tracking.end(),
                       [&parameter](const std::string& start) { return parameter.first.starts_with(start); });
  });
  const auto text = text_of(location);
  return {"https://" + site.host + text, "page " + text};
}

}  // namespace

std::optional<Url> read_url(std::string_view text) {
  text = trimmed(text);
  Url url;
  for (const std::string_view scheme : {"https", "http"})
    if (starts_ignoring_case(text, scheme) && text.substr(scheme.size()).starts_with("://")) url.scheme = scheme;
  if (url.scheme.empty()) return std::nullopt;
  text.remove_prefix(url.scheme.size() + std::string_view{"://"}.size());
  if (const auto hash = text.find('#'); hash != std::string_view::npos) {
    url.fragment = text.substr(hash + 1);
    text = text.substr(0, hash);
  }
  // Browsers read a backslash as a slash.
  const auto authority = text.substr(0, text.find_first_of("/\\?"));
  const auto host = authority.substr(authority.rfind('@') + 1);
  const auto colon = std::min(host.find(':'), host.size());
  url.host = lower_case(host.substr(0, colon));
  while (url.host.ends_with('.')) url.host.pop_back();
  url.port = host.substr(std::min(colon + 1, host.size()));
  text.remove_prefix(authority.size());
  url.path = text.substr(0, text.find('?'));
  if (const auto query = text.find('?'); query != std::string_view::npos) url.query = text.substr(query + 1);
  return url;
}

QueryParameters read_query(std::string_view query) {
  QueryParameters parameters;
  for (const auto& parameter : split(query, '&')) {
    const auto equals = std::min(parameter.find('='), parameter.size());
    parameters.emplace_back(parameter.substr(0, equals), parameter.substr(std::min(equals + 1, parameter.size())));
  }
  return parameters;
}

const std::string* find_parameter(const QueryParameters& parameters, std::string_view name) {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&](const auto& entry) { return entry.first == name; });
  return found == parameters.end() ? nullptr : &found->second;
}

bool is_on_platform(std::string_view text, std::string_view platform) {
  if (text.size() > max_item_url || !needs_no_escaping(text)) return false;
  const auto url = read_url(text);
  if (!url || !is_host_of(platform, url->host)) return false;
  const auto is_plain = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; };
  // As browsers write it, nothing else comes before the path.
  const auto origin = "https://" + url->host;
  const bool is_canonical = text.starts_with(origin) &&
                            (text.size() == origin.size() || contains(std::string_view{"/?#"}, text[origin.size()]));
  return is_canonical && std::all_of(url->host.begin(), url->host.end(), is_plain);
}

std::optional<ItemUrl> item_url(std::string_view platform, std::string_view url) {
  auto place = place_of(platform, url);
  if (!place) return std::nullopt;
  auto& [site, location] = *place;
  auto known = recognised(site.items, location);
  if (!known) return unrecognised(site, std::move(location));
  auto& [kind, found] = *known;
  auto key = kind + " " + found.id;
  for (const auto& part : site.parts)
    if (const auto* value = value_of(location.parameters, part)) {
      found.location.parameters.emplace_back(part, *value);
      key += " " + part + " " + *value;
    }
  return ItemUrl{"https://" + site.host + text_of(found.location), std::move(key), found.others};
}

std::optional<ItemUrl> profile_url(std::string_view platform, std::string_view url) {
  auto place = place_of(platform, url);
  if (!place) return std::nullopt;
  auto& [site, location] = *place;
  const auto known = recognised(site.profiles, location);
  if (!known) return unrecognised(site, std::move(location));
  return ItemUrl{"https://" + site.host + text_of(known->second.location), "profile " + lower_case(known->second.id)};
}

}  // namespace demur::reading
