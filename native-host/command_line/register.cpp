#include "command_line/register.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "platform/browsers.hpp"
#include "platform/files.hpp"
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

/// The named browsers, or nothing and a word on stderr where one is unknown.
std::optional<Browsers> named_browsers(const std::vector<std::string>& names) {
  const auto known = known_browsers();
  Browsers chosen;
  for (const auto& name : names) {
    const auto found =
        std::find_if(known.begin(), known.end(), [&name](const Browser& browser) { return browser.name == name; });
    if (found == known.end()) {
      fmt::print(stderr, "Demur knows no browser called \"{}\". It knows:", name);
      for (const auto& browser : known) fmt::print(stderr, " {}", browser.name);
      fmt::print(stderr, "\n");
      return std::nullopt;
    }
    chosen.push_back(*found);
  }
  return chosen;
}

std::filesystem::path manifest_file(const std::filesystem::path& directory) {
  return directory / (host_name() + ".json");
}

/// The browsers that are meant, each with the folders that are meant.
std::optional<Browsers> targets(const Registration& wish) {
  if (!wish.into) return wish.browsers.empty() ? std::optional{used_browsers()} : named_browsers(wish.browsers);
  if (wish.browsers.size() > 1) {
    fmt::print(stderr, "--into takes one browser.\n");
    return std::nullopt;
  }
  auto chosen = named_browsers(wish.browsers.empty() ? std::vector<std::string>{"chromium"} : wish.browsers);
  if (chosen) chosen->front().directories = {std::filesystem::absolute(*wish.into)};
  return chosen;
}

/// Whether a browser that the person did not name has this folder's parent: `--browser` and `--into` need none.
bool is_wanted(const Registration& wish, const std::filesystem::path& directory) {
  return wish.into || !wish.browsers.empty() || std::filesystem::exists(directory.parent_path());
}

bool write_manifest(const Browser& browser, const std::filesystem::path& directory) {
  try {
    write_file_atomically(manifest_file(directory), host_manifest(browser.family, program_path()));
    fmt::print("{}: {}\n", browser.title, manifest_file(directory).string());
    return true;
  } catch (const std::system_error& error) {
    fmt::print(stderr, "{}: cannot write {}: {}\n", browser.title, manifest_file(directory).string(),
               error.code().message());
    return false;
  }
}

}  // namespace

ExitCode register_host(const Registration& wish) {
  const auto browsers = targets(wish);
  if (!browsers) return wrong_usage;
  if (browsers->empty()) {
    fmt::print(stderr,
               "No browser was found for this person. Start your browser once, or name it: demur-host register "
               "--browser firefox\n");
    return failure;
  }
  bool is_done = true;
  for (const auto& browser : *browsers)
    for (const auto& directory : browser.directories)
      if (is_wanted(wish, directory)) is_done = write_manifest(browser, directory) && is_done;
  if (is_done) fmt::print("Your browser can now start Demur's program. Go back to it and press \"Try again\".\n");
  return is_done ? success : failure;
}

ExitCode unregister_host(const Registration& wish) {
  const auto browsers = wish.browsers.empty() && !wish.into ? std::optional{known_browsers()} : targets(wish);
  if (!browsers) return wrong_usage;
  bool is_done = true;
  for (const auto& browser : *browsers)
    for (const auto& directory : browser.directories) {
      std::error_code error;
      if (std::filesystem::remove(manifest_file(directory), error))
        fmt::print("Removed {}\n", manifest_file(directory).string());
      is_done = is_done && !error;
      if (error) fmt::print(stderr, "Cannot remove {}: {}\n", manifest_file(directory).string(), error.message());
    }
  return is_done ? success : failure;
}

}  // namespace demur::command_line
