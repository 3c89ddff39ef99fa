#include "reading/item_addresses.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "embedded/item_urls_json.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

using Parameters = std::vector<std::pair<std::string, std::string>>;

struct Location {
  std::vector<std::string> pieces;
  Parameters parameters;
};

struct Shape {
  std::string kind;
  Location location;
};

struct Site {
  std::string platform;
  std::string host;
  std::vector<std::string> domains;
  std::vector<std::string> parts;
  std::vector<std::string> tracking;
  std::vector<Shape> items;
  std::vector<Shape> profiles;
};

std::vector<std::string> split(std::string_view text, char mark) {
  std::vector<std::string> pieces;
  while (!text.empty()) {
    const auto end = std::min(text.find(mark), text.size());
    if (end > 0) pieces.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return pieces;
}

/// Of a path with its parameters.
Location location_of(std::string_view text) {
  text = text.substr(0, text.find('#'));
  const auto question = std::min(text.find('?'), text.size());
  Location location{split(text.substr(0, question), '/'), {}};
  for (const auto& parameter : split(text.substr(std::min(question + 1, text.size())), '&')) {
    const auto equals = std::min(parameter.find('='), parameter.size());
    location.parameters.emplace_back(parameter.substr(0, equals),
                                     parameter.substr(std::min(equals + 1, parameter.size())));
  }
  return location;
}

std::string text_of(const Location& location) {
  std::string text;
  for (const auto& piece : location.pieces) text += "/" + piece;
  if (text.empty()) text = "/";
  char mark = '?';
  for (const auto& [name, value] : location.parameters) {
    text.append(1, mark).append(name).append("=").append(value);
    mark = '&';
  }
  return text;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
  return text;
}

std::vector<Site> read_sites() {
  std::vector<Site> sites;
  const auto facts = json::parse(item_urls_json);
  for (const auto& entry : facts.at("sites")) {
    Site site{
        entry.at("platform"), entry.at("host"), entry.at("domains"), entry.at("parts"), entry.at("tracking"), {}, {}};
    for (const auto& item : entry.at("items"))
      site.items.push_back({item.at("kind"), location_of(item.at("shape").get<std::string>())});
    for (const auto& shape : entry.at("profiles"))
      site.profiles.push_back({"profile", location_of(shape.get<std::string>())});
    sites.push_back(std::move(site));
  }
  return sites;
}

const Site* site_of(std::string_view platform) {
  // Read when first needed: most hosts never see an item.
  static const auto sites = read_sites();
  const auto found =
      std::find_if(sites.begin(), sites.end(), [&](const Site& site) { return site.platform == platform; });
  return found == sites.end() ? nullptr : &*found;
}

bool is_on(const Site& site, const std::string& host) {
  return std::any_of(site.domains.begin(), site.domains.end(),
                     [&host](const std::string& domain) { return host == domain || host.ends_with("." + domain); });
}

/// Without what would have to be escaped somewhere: an address as browsers write it has none of it.
bool is_printable(std::string_view url) {
  return std::all_of(url.begin(), url.end(),
                     [](char c) { return c > ' ' && c <= '~' && c != '"' && c != '\\' && c != '<' && c != '>'; });
}

/// What follows the host, where the address is one on this site.
std::optional<Location> location_on(const Site& site, std::string_view url) {
  if (!is_printable(url)) return std::nullopt;
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const auto name = lower(std::string{url.substr(0, scheme)});
  if (name != "https" && name != "http") return std::nullopt;
  url.remove_prefix(scheme + std::string_view{"://"}.size());
  const auto end = std::min(url.find_first_of("/?#"), url.size());
  if (!is_on(site, lower(std::string{url.substr(0, end)}))) return std::nullopt;
  return location_of(url.substr(end));
}

const std::string* value_of(const Parameters& parameters, const std::string& name) {
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&name](const auto& entry) { return entry.first == name; });
  return found == parameters.end() || found->second.empty() ? nullptr : &found->second;
}

struct Fit {
  std::string id;
  Location location;  ///< With only the parameters that the shape names.
};

std::optional<Fit> fit(const Location& shape, const Location& given) {
  if (shape.pieces.size() != given.pieces.size()) return std::nullopt;
  Fit found{{}, {given.pieces, {}}};
  for (std::size_t i = 0; i < shape.pieces.size(); ++i) {
    if (shape.pieces[i] == "{id}")
      found.id = given.pieces[i];
    else if (shape.pieces[i] != "*" && shape.pieces[i] != given.pieces[i])
      return std::nullopt;
  }
  for (const auto& [name, meaning] : shape.parameters) {
    const auto* value = value_of(given.parameters, name);
    if (value == nullptr) return std::nullopt;
    if (meaning == "{id}") found.id = *value;
    found.location.parameters.emplace_back(name, *value);
  }
  return found;
}

/// The first shape that fits.
std::optional<std::pair<std::string, Fit>> recognised(const std::vector<Shape>& shapes, const Location& given) {
  for (const auto& shape : shapes)
    if (auto found = fit(shape.location, given)) return std::pair{shape.kind, std::move(*found)};
  return std::nullopt;
}

/// An address of a shape that is not known.
ItemAddress unrecognised(const Site& site, Location location) {
  std::erase_if(location.parameters, [&site](const auto& parameter) {
    return std::any_of(site.tracking.begin(), site.tracking.end(),
                       [&parameter](const std::string& start) { return parameter.first.starts_with(start); });
  });
  const auto text = text_of(location);
  return {"https://" + site.host + text, "page " + text};
}

}  // namespace

std::optional<ItemAddress> item_address(std::string_view platform, std::string_view url) {
  const auto* site = site_of(platform);
  if (site == nullptr) return std::nullopt;
  auto location = location_on(*site, url);
  if (!location) return std::nullopt;
  auto known = recognised(site->items, *location);
  if (!known) return unrecognised(*site, std::move(*location));
  auto& [kind, found] = *known;
  auto key = kind + " " + found.id;
  for (const auto& part : site->parts)
    if (const auto* value = value_of(location->parameters, part)) {
      found.location.parameters.emplace_back(part, *value);
      key += " " + part + " " + *value;
    }
  return ItemAddress{"https://" + site->host + text_of(found.location), std::move(key)};
}

std::optional<ItemAddress> profile_address(std::string_view platform, std::string_view url) {
  const auto* site = site_of(platform);
  if (site == nullptr) return std::nullopt;
  auto location = location_on(*site, url);
  if (!location) return std::nullopt;
  const auto known = recognised(site->profiles, *location);
  if (!known) return unrecognised(*site, std::move(*location));
  return ItemAddress{"https://" + site->host + text_of(known->second.location), "profile " + lower(known->second.id)};
}

}  // namespace demur::reading
