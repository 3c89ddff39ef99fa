#include <fmt/core.h>

#include <filesystem>

#include "command_line/doctor.hpp"
#include "command_line/system_advice.hpp"
#include "embedded/version.hpp"
#include "history/open_history.hpp"
#include "history/verify.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/paths.hpp"
#include "store/extensions.hpp"
#include "store/inspect.hpp"

namespace demur::command_line {
namespace {

using std::filesystem::path;

Check data_folder(const path& folder) {
  const auto check = [&folder](State state, const char* finding, const char* text, const std::string& advice = {}) {
    return Check{"data folder", state, finding, text, shown(folder), advice};
  };
  if (!is_there(folder)) return check(State::ok, "absent", "It is created on first use.");
  if (!is_folder(folder)) return check(State::problem, "no-folder", "There is a file in its place.", move_away(folder));
  if (!is_own(folder))
    return check(State::problem, "not-yours", "It belongs to another user, so you can't use it.", take_over(folder));
  if (!is_writable(folder)) return check(State::problem, "read-only", "You can't write to it.", make_usable(folder));
  if (is_open_to_others(folder))
    return check(State::problem, "open-to-others", "Other users of this computer can access it.", make_private(folder));
  if (file_system_of(folder) == FileSystem::network)
    return check(
        State::note, "network-file-system",
        "It is on a network drive, or on a drive that another program provides. Demur writes more slowly there, and "
        "safely if the drive keeps two computers from writing to a file at the same time (file locking).");
  return check(State::ok, "private", "Only you have access.");
}

Check database_file(const path& folder) {
  const auto file = folder / "demur.sqlite3";
  const auto found = store::inspect(folder);
  const auto check = [&](State state, const char* finding, const std::string& text, const std::string& advice = {}) {
    return Check{"history", state, finding, text, shown(file), advice};
  };
  const auto format = "file format " + std::to_string(found.schema_version);
  switch (found.state) {
    case store::StoreState::absent:
      return check(State::ok, "absent", "Nothing is recorded yet.");
    case store::StoreState::newer:
      return check(State::problem, "newer", "It was written by a newer version of Demur (" + format + ").",
                   "Install that version.");
    case store::StoreState::damaged:
      return check(State::problem, "damaged", "It is damaged, or was not written by Demur.",
                   "Move it away, but keep it. Then restore a backup, or import an exported history.");
    case store::StoreState::unreadable:
      return check(State::problem, "unreadable", "You can't read it.",
                   is_own(file) ? make_usable(file) : take_over(folder));
    case store::StoreState::older:
      return check(State::note, "older",
                   "It was written by an older version of Demur (" + format + ") and is updated on next use.");
    case store::StoreState::usable:
      break;
  }
  if (is_open_to_others(file))
    return check(State::problem, "open-to-others", "Other users of this computer can read it.", make_private(file));
  return check(State::ok, "usable", "It is intact (" + format + ").");
}

/// The versions of the extensions that have talked to this program.
std::vector<Check> extensions(const path& folder) {
  std::vector<Check> checks;
  try {
    const auto database = history::open_history(folder);
    for (const auto& [browser, version] : store::seen_extensions(*database)) {
      const auto* const title = browser == "firefox" ? "Firefox" : "Chromium";
      const auto text = fmt::format("Last used in {} or a related browser: version {}.", title, version);
      const auto differs = fmt::format("{} This program is version {}.", text, demur_version);
      if (version == demur_version)
        checks.push_back({"extension", State::ok, "same-version", text, {}});
      else
        checks.push_back({"extension",
                          State::note,
                          "other-version",
                          differs,
                          {},
                          "Update the older of the two: until then Demur can do less."});
    }
  } catch (const Error&) {
    // That it can't be read is reported with the entries.
  }
  return checks;
}

/// Whether every entry is as it was written. Only where the history can be opened without changing it.
Check entries(const path& folder) {
  const auto check = [&](State state, const char* finding, const std::string& text, const std::string& advice = {}) {
    return Check{"entries", state, finding, text, shown(folder / "demur.sqlite3"), advice};
  };
  try {
    const auto database = history::open_history(folder);
    const auto verdict = history::verify(*database);
    const auto count = "Entries: " + std::to_string(verdict.events) + ".";
    if (!verdict.first_broken) return check(State::ok, "intact", "Every entry is as it was written. " + count);
    return check(State::problem, "changed", "An entry is not as it was written. " + count, own_command("verify"));
  } catch (const Error&) {
    return check(State::problem, "unreadable", "They can't be read now.", "Close your browsers and try again.");
  }
}

/// A history takes a few kilobytes for each objection; below this a kept e-mail may not fit.
constexpr std::uintmax_t little_space = 50'000'000;

Check disk(path folder) {
  // It may not exist yet.
  while (!is_there(folder) && folder.has_relative_path()) folder = folder.parent_path();
  const auto space = free_space(folder);
  if (!space) return {"disk", State::note, "unknown", "It isn't known how much space is left.", shown(folder)};
  const auto left = std::to_string(*space / 1'000'000) + " MB are free.";
  if (*space < little_space)
    return {"disk", State::problem, "full", left, shown(folder), "Delete something you don't need."};
  return {"disk", State::ok, "space", left, shown(folder)};
}

}  // namespace

std::vector<Check> check_data() {
  const auto folder = data_directory();
  std::vector<Check> checks{data_folder(folder), database_file(folder)};
  if (const auto& found = checks.back().finding; found == "usable" || found == "open-to-others") {
    checks.push_back(entries(folder));
    for (auto& check : extensions(folder)) checks.push_back(std::move(check));
  }
  checks.push_back(disk(folder));
  return checks;
}

std::vector<Check> check_reader() {
  const auto file = program_beside("demur-reader");
  std::vector<Check> checks;
  if (is_program(file))
    checks.push_back(
        {"reader", State::ok, "present", "E-mails, data downloads and exported histories can be read.", shown(file)});
  else
    checks.push_back({"reader", State::note, "missing",
                      "E-mails, data downloads and exported histories can't be read. Everything else works.",
                      shown(file), "Put demur-reader next to demur-host."});
  checks.push_back(check_sandbox(sandbox_here()));
  return checks;
}

}  // namespace demur::command_line
