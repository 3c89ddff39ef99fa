#include "platform/browsers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "embedded/browsers_json.hpp"
#include "embedded/host_manifest_json.hpp"
#include "platform/files.hpp"
#include "platform/paths.hpp"

namespace demur {
namespace {

using nlohmann::json;

const char* family_name(BrowserFamily family) {
  return family == BrowserFamily::firefox ? "firefox" : "chromium";
}
const char* caller_list(BrowserFamily family) {
  return family == BrowserFamily::firefox ? "allowed_extensions" : "allowed_origins";
}

/// Where a person's browser looks. Nothing for a person without a home.
std::optional<std::filesystem::path> expanded(const std::string& path) {
  constexpr std::string_view in_home = "~/";
  if (!path.starts_with(in_home)) return path_from(path);
  const auto home = home_directory();
  return home.empty() ? std::nullopt : std::optional{home / path_from(path.substr(in_home.size()))};
}

/// The places that an entry names for this system, without those in the home folder where the person has none.
std::vector<std::filesystem::path> places(const json& entry, const std::string& list) {
  std::vector<std::filesystem::path> places;
  for (const auto& path : entry.value(list, json::array()))
    if (auto place = expanded(path)) places.push_back(std::move(*place));
  return places;
}

json callers_of(BrowserFamily family) {
  return json::parse(host_manifest_json).at(family_name(family)).at(caller_list(family));
}

}  // namespace

std::vector<Browser> known_browsers() {
  std::vector<Browser> browsers;
  const auto catalogue = json::parse(browsers_json);
  for (const auto& entry : catalogue.at("browsers")) {
    const std::string system = system_name();
    Browser browser{entry.at("name"),
                    entry.at("title"),
                    entry.at("family") == "firefox" ? BrowserFamily::firefox : BrowserFamily::chromium,
                    places(entry, system),
                    places(entry, system + "System"),
                    places(entry, system + "Profiles"),
                    places(entry, system + "Policies"),
                    places(entry, "flatpak"),
                    places(entry, "snap")};
    if (!browser.directories.empty()) browsers.push_back(std::move(browser));
  }
  return browsers;
}

bool is_used(const Browser& browser, const std::filesystem::path& directory) {
  if (browser.profiles.empty()) return is_there(directory.parent_path());
  return std::any_of(browser.profiles.begin(), browser.profiles.end(), is_there);
}

bool is_used(const Browser& browser) {
  return std::any_of(browser.directories.begin(), browser.directories.end(),
                     [&browser](const auto& directory) { return is_used(browser, directory); });
}

std::string extension_id(BrowserFamily family) {
  const std::string caller = callers_of(family).at(0);
  constexpr std::string_view scheme = "chrome-extension://";
  return caller.starts_with(scheme) ? caller.substr(scheme.size(), caller.size() - scheme.size() - 1) : caller;
}

std::string host_name() {
  return json::parse(host_manifest_json).at("name");
}

std::string host_manifest(BrowserFamily family, const std::filesystem::path& program) {
  const auto source = json::parse(host_manifest_json);
  nlohmann::ordered_json manifest;
  for (const char* key : {"name", "description"}) manifest[key] = source.at(key);
  manifest["path"] = program.string();
  manifest["type"] = source.at("type");
  manifest[caller_list(family)] = source.at(family_name(family)).at(caller_list(family));
  return manifest.dump(2) + "\n";
}

bool is_allowed_caller(BrowserFamily family, const std::string& caller) {
  const auto callers = callers_of(family);
  return std::find(callers.begin(), callers.end(), caller) != callers.end();
}

}  // namespace demur
