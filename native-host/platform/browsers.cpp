#include "platform/browsers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "embedded/browsers_json.hpp"
#include "embedded/host_manifest_json.hpp"
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
  if (!path.starts_with(in_home)) return path;
  const auto home = home_directory();
  return home.empty() ? std::nullopt : std::optional{home / path.substr(in_home.size())};
}

}  // namespace

std::vector<Browser> known_browsers() {
  std::vector<Browser> browsers;
  const auto catalogue = json::parse(browsers_json);
  for (const auto& entry : catalogue.at("browsers")) {
    Browser browser{entry.at("name"),
                    entry.at("title"),
                    entry.at("family") == "firefox" ? BrowserFamily::firefox : BrowserFamily::chromium,
                    {},
                    {}};
    for (const auto& path : entry.at(system_name()))
      if (auto directory = expanded(path)) browser.directories.push_back(std::move(*directory));
    for (const auto& path : entry.value(std::string{system_name()} + "System", json::array()))
      browser.system_directories.emplace_back(path.get<std::string>());
    if (!browser.directories.empty()) browsers.push_back(std::move(browser));
  }
  return browsers;
}

bool is_used(const Browser& browser) {
  return std::any_of(browser.directories.begin(), browser.directories.end(),
                     [](const auto& directory) { return std::filesystem::exists(directory.parent_path()); });
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
  const auto callers = json::parse(host_manifest_json).at(family_name(family)).at(caller_list(family));
  return std::find(callers.begin(), callers.end(), caller) != callers.end();
}

}  // namespace demur
