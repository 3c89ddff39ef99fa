#include <fmt/core.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "command_line/doctor.hpp"
#include "embedded/packages_json.hpp"
#include "platform/browser_policies.hpp"
#include "platform/files.hpp"
#include "platform/paths.hpp"

namespace demur::command_line {
namespace {

using nlohmann::json;
using std::filesystem::path;

const char* family_name(const Browser& browser) {
  return browser.family == BrowserFamily::firefox ? "firefox" : "chromium";
}

/// The store of this browser, if Demur is in it.
json store_for(const Browser& browser, const json& packages) {
  for (const auto& store : packages.at("stores"))
    if (store.at("family") == family_name(browser) && store.value("browser", browser.title) == browser.title &&
        !store.at("url").get_ref<const std::string&>().empty())
      return store;
  return nullptr;
}

/// What of this browser has the extension for everybody, if anything.
json preinstalled_for(const Browser& browser, const json& packages) {
  for (const auto& place : packages.at("preinstalled"))
    if (place.at("browser") == browser.title && is_there(path_from(place.at("path").get<std::string>()))) return place;
  return nullptr;
}

/// The folder to choose, as far as it is known.
std::string folder_for(const Browser& browser, const ExtensionSources& sources) {
  const path folder = sources.folder.empty() ? path{"extension"} : sources.folder;
  return shown(folder / family_name(browser));
}

/// How to load the extension by hand.
std::string by_hand(const Browser& browser, const ExtensionSources& sources) {
  const auto folder = folder_for(browser, sources);
  if (browser.family == BrowserFamily::chromium)
    return fmt::format("open chrome://extensions, switch on developer mode, press \"Load unpacked\" and choose {}",
                       folder);
  const bool is_snap = std::any_of(browser.snap.begin(), browser.snap.end(), is_there);
  return fmt::format(
      "open about:debugging#/runtime/this-firefox, press \"Load Temporary Add-on\" and choose manifest.json in {}{}",
      is_snap ? "a copy of this folder in your home, as a Snap can read no other: " : "", folder);
}

Check extension_in(const Browser& browser, const json& packages, const ExtensionSources& sources) {
  const auto check = [&](State state, const char* finding, const std::string& text, const std::string& advice) {
    return Check{browser.title + " (extension)", state, finding, text, {}, advice};
  };
  if (const auto store = store_for(browser, packages); !store.is_null())
    return check(
        State::ok, "in-store",
        fmt::format("It gets the extension from {}, which keeps it up to date.", store.at("name").get<std::string>()),
        "If it hasn't got it yet: " + store.at("url").get<std::string>());
  if (const auto place = preinstalled_for(browser, packages); !place.is_null())
    return check(State::ok, "for-everybody",
                 place.at("title").get<std::string>() + " has the extension, for everybody on this computer.",
                 fmt::format("In any other {}: {}.", browser.title, by_hand(browser, sources)));
  const auto advice = fmt::format("Add it by hand: {}.", by_hand(browser, sources));
  if (browser.family == BrowserFamily::firefox)
    return check(State::note, "temporary",
                 "The extension isn't in a store yet: loaded by hand, it is gone as soon as this browser is closed.",
                 advice);
  return check(State::note, "by-hand",
               "The extension isn't in a store yet: loaded by hand, it stays as long as its folder does.", advice);
}

}  // namespace

ExtensionSources extension_sources() {
  const auto program = program_path().parent_path();
  // Beside the program, below the same prefix, and in a build.
  for (const char* place : {"extension", "../../share/demur/extension", "../extension"})
    if (const auto folder = (program / place).lexically_normal(); is_there(folder / "chromium"))
      return {packages_json, folder};
  return {packages_json, {}};
}

std::vector<Check> check_extensions(const std::vector<Browser>& browsers, const ExtensionSources& sources) {
  const auto packages = json::parse(sources.packages);
  std::vector<Check> checks;
  for (const auto& browser : browsers)
    if (is_used(browser) && policy_of(browser) != Policy::forbids_extension)
      checks.push_back(extension_in(browser, packages, sources));
  return checks;
}

}  // namespace demur::command_line
