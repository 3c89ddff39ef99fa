#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>

#include "command_line/commands.hpp"
#include "platform/browsers.hpp"
#include "platform/files.hpp"
#include "platform/host_manifests.hpp"
#include "platform/paths.hpp"

namespace demur::command_line {
namespace {

using Browsers = std::vector<Browser>;

Browsers used_browsers() {
  auto browsers = known_browsers();
  browsers.erase(
      std::remove_if(browsers.begin(), browsers.end(), [](const Browser& browser) { return !is_used(browser); }),
      browsers.end());
  return browsers;
}

/// The browsers with these names. Nothing, and a message, if one is unknown.
std::optional<Browsers> named_browsers(const std::vector<std::string>& names) {
  const auto known = known_browsers();
  Browsers chosen;
  for (const auto& name : names) {
    const auto found =
        std::find_if(known.begin(), known.end(), [&name](const Browser& browser) { return browser.name == name; });
    if (found == known.end()) {
      fmt::print(stderr, "Unknown browser \"{}\". Known browsers:", name);
      for (const auto& browser : known) fmt::print(stderr, " {}", browser.name);
      fmt::print(stderr, "\n");
      return std::nullopt;
    }
    chosen.push_back(*found);
  }
  return chosen;
}

/// The chosen browsers, each with the folders that its manifest goes to.
std::optional<Browsers> targets(const Registration& wish) {
  if (!wish.into) return wish.browsers.empty() ? std::optional{used_browsers()} : named_browsers(wish.browsers);
  if (wish.browsers.size() > 1) {
    fmt::print(stderr, "--into works with one browser only.\n");
    return std::nullopt;
  }
  auto chosen = named_browsers(wish.browsers.empty() ? std::vector<std::string>{"chromium"} : wish.browsers);
  if (chosen) chosen->front().directories = {std::filesystem::absolute(path_from(*wish.into))};
  return chosen;
}

/// A browser that was not named gets a manifest only where it is used.
bool is_wanted(const Registration& wish, const Browser& browser, const std::filesystem::path& directory) {
  return wish.into || !wish.browsers.empty() || is_used(browser, directory);
}

bool write_manifest(const Browser& browser, const std::filesystem::path& directory) {
  try {
    const auto file = put_manifest(directory, browser.family, host_manifest(browser.family, program_path()));
    fmt::print("{}: {}\n", browser.title, file.string());
    return true;
  } catch (const std::system_error& error) {
    fmt::print(stderr, "{}: can't write {}: {}\n", browser.title, manifest_at(directory).string(),
               error.code().message());
    return false;
  }
}

bool names_program_that_is_gone(const std::filesystem::path& file) {
  const auto manifest = nlohmann::json::parse(read_file(file), nullptr, false);
  if (!manifest.is_object() || manifest.value("name", nlohmann::json{}) != host_name()) return false;
  const auto program = manifest.value("path", nlohmann::json{});
  return program.is_string() && is_gone(path_from(program.get<std::string>()));
}

}  // namespace

ExitCode register_host(const Registration& wish) {
  const auto browsers = targets(wish);
  if (!browsers) return wrong_usage;
  if (browsers->empty()) {
    fmt::print(stderr,
               "No browser was found. Start your browser once, or name it: demur-host register --browser firefox\n");
    return failure;
  }
  bool is_done = true;
  for (const auto& browser : *browsers)
    for (const auto& directory : browser.directories)
      if (is_wanted(wish, browser, directory)) is_done = write_manifest(browser, directory) && is_done;
  if (is_done)
    fmt::print(
        "Your browser can now start demur-host. Go back to the page in your browser: it will check again\n"
        "automatically. If nothing changes there, press \"Try again\".\n");
  return is_done ? success : failure;
}

ExitCode unregister_host(const Registration& wish) {
  const auto browsers = wish.browsers.empty() && !wish.into ? std::optional{known_browsers()} : targets(wish);
  if (!browsers) return wrong_usage;
  bool is_done = true;
  for (const auto& browser : *browsers)
    for (const auto& directory : browser.directories) {
      std::error_code error;
      const auto file = manifest_at(directory);
      if (remove_manifest(directory, error)) fmt::print("Removed {}\n", file.string());
      is_done = is_done && !error;
      if (error) fmt::print(stderr, "Can't remove {}: {}\n", file.string(), error.message());
    }
  return is_done ? success : failure;
}

void repair_registrations() {
  for (const auto& browser : known_browsers())
    for (const auto& directory : browser.directories) try {
        const auto file = manifest_at(directory);
        if (is_there(file) && names_program_that_is_gone(file))
          write_file_atomically(file, host_manifest(browser.family, program_path()));
      } catch (const std::system_error&) {
        // It stays as it is: doctor says what is wrong with it.
        continue;
      }
}

}  // namespace demur::command_line
