#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <system_error>
#include <vector>

#include "command_line/commands.hpp"
#include "embedded/version.hpp"
#include "platform/browsers.hpp"
#include "platform/files.hpp"
#include "platform/paths.hpp"
#include "store/inspect.hpp"
#include "store/migrations.hpp"

namespace demur::command_line {
namespace {

using nlohmann::ordered_json;
using std::filesystem::path;

/// `ok`: as it should be. `note`: works, but the person may want to know. `problem`: must be fixed.
enum class State : std::uint8_t { ok, note, problem };

struct Check {
  std::string name;
  State state;
  std::string finding;  ///< What was found, as a code.
  std::string text;
  std::string place;
  std::string advice;
};

const char* name_of(State state) {
  if (state == State::ok) return "ok";
  return state == State::note ? "note" : "problem";
}

/// The home folder becomes "~": its name is often the person's.
std::string shown(const path& place) {
  const auto home = home_directory();
  const auto inside = home.empty() ? path{} : place.lexically_relative(home);
  const bool is_inside = !inside.empty() && *inside.begin() != "..";
  return is_inside ? (path{"~"} / inside).string() : place.string();
}

bool is_open_to_others(const path& place) {
  using std::filesystem::perms;
  std::error_code error;
  const auto permissions = std::filesystem::status(place, error).permissions();
  return !error && (permissions & (perms::group_all | perms::others_all)) != perms::none;
}

Check data_folder(const path& folder) {
  const auto check = [&folder](State state, const char* finding, const char* text, const std::string& advice = {}) {
    return Check{"data folder", state, finding, text, shown(folder), advice};
  };
  std::error_code error;
  const auto status = std::filesystem::status(folder, error);
  if (!std::filesystem::exists(status)) return check(State::ok, "absent", "Created on first use.");
  if (!std::filesystem::is_directory(status))
    return check(State::problem, "no-folder", "A file is in the way.", "Move it away.");
  if (!is_writable(folder))
    return check(State::problem, "read-only", "You can't write to it.", "chmod u+rwx " + shown(folder));
  if (is_open_to_others(folder))
    return check(State::problem, "open-to-others", "Other users of this computer can access it.",
                 "chmod 700 " + shown(folder));
  if (file_system_of(folder) == FileSystem::network)
    return check(
        State::note, "network-file-system",
        "It is on a network file system, or on one that a program provides. Demur writes there in a slower way, "
        "which is safe if that file system lets one computer lock a file against the others.");
  return check(State::ok, "private", "Only you have access.");
}

Check database_file(const path& folder) {
  const auto file = folder / "demur.sqlite3";
  const auto found = store::inspect(folder);
  const auto check = [&](State state, const char* finding, const std::string& text, const std::string& advice = {}) {
    return Check{"history", state, finding, text, shown(file), advice};
  };
  const auto schema = "schema " + std::to_string(found.schema_version);
  switch (found.state) {
    case store::StoreState::absent:
      return check(State::ok, "absent", "Nothing is recorded yet.");
    case store::StoreState::newer:
      return check(State::problem, "newer", "It was written by a newer version of Demur (" + schema + ").",
                   "Install that version.");
    case store::StoreState::damaged:
      return check(State::problem, "damaged", "It is damaged, or not a history of Demur's.",
                   "Move it away but keep it. Then restore a backup, or import an exported history.");
    case store::StoreState::unreadable:
      return check(State::problem, "unreadable", "You can't read it.", "chmod 600 " + shown(file));
    case store::StoreState::older:
      return check(State::note, "older",
                   "It was written by an older version of Demur (" + schema + ") and is updated on next use.");
    case store::StoreState::usable:
      break;
  }
  if (is_open_to_others(file))
    return check(State::problem, "open-to-others", "Other users of this computer can read it.",
                 "chmod 600 " + shown(file));
  return check(State::ok, "usable", "It is intact (" + schema + ").");
}

Check reader() {
  const auto file = program_path().parent_path() / "demur-reader";
  if (is_program(file))
    return {"reader", State::ok, "present", "E-mails and data downloads can be read.", shown(file), {}};
  return {"reader",    State::note,
          "missing",   "E-mails and data downloads can't be read. Everything else works.",
          shown(file), "Put demur-reader next to demur-host."};
}

/// The program that a host manifest names. Nothing unless it is exactly what `register` writes for this family.
std::optional<path> program_in(const path& file, BrowserFamily family) {
  try {
    const auto manifest = nlohmann::json::parse(read_file(file));
    const path program = manifest.at("path").get<std::string>();
    const auto as_written = nlohmann::json::parse(host_manifest(family, program));
    return manifest == as_written ? std::optional{program} : std::nullopt;
  } catch (const std::system_error&) {
    return std::nullopt;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

/// The host manifest that the browser finds: the person's own in this folder, or else the one for everybody.
path manifest_for(const Browser& browser, const path& folder) {
  const auto name = host_name() + ".json";
  auto own = folder / name;
  if (std::filesystem::exists(own)) return own;
  for (const auto& common : browser.system_directories)
    if (std::filesystem::exists(common / name)) return common / name;
  return own;
}

Check registration(const Browser& browser, const path& folder) {
  const auto file = manifest_for(browser, folder);
  const auto check = [&](State state, const char* finding, const char* text) {
    const auto advice = state == State::ok ? std::string{} : "demur-host register --browser " + browser.name;
    return Check{browser.title, state, finding, text, shown(file), advice};
  };
  if (!std::filesystem::exists(file)) return check(State::note, "missing", "It can't find demur-host.");
  const auto program = program_in(file, browser.family);
  if (!program) return check(State::problem, "foreign", "This host manifest was not written by this version of Demur.");
  if (!is_program(*program)) return check(State::problem, "stale", "It points to a program that no longer exists.");
  std::error_code error;
  if (!std::filesystem::equivalent(*program, program_path(), error))
    return check(State::note, "other-program", "It starts another copy of demur-host.");
  return check(State::ok, "registered", "It can start demur-host.");
}

/// One for each folder of each browser that is used here. It is a problem if none of them can start a program.
std::vector<Check> registrations() {
  std::vector<Check> checks;
  for (const auto& browser : known_browsers())
    for (const auto& folder : browser.directories)
      if (std::filesystem::exists(folder.parent_path())) checks.push_back(registration(browser, folder));
  const bool is_any = std::any_of(checks.begin(), checks.end(), [](const Check& check) {
    return check.finding == "registered" || check.finding == "other-program";
  });
  if (!is_any)
    checks.push_back(
        {"browsers",
         State::problem,
         "none-registered",
         "No browser can start demur-host.",
         {},
         checks.empty() ? "Start your browser once, then run: demur-host register" : "demur-host register"});
  return checks;
}

std::vector<Check> all_checks() {
  const auto folder = data_directory();
  std::vector<Check> checks{data_folder(folder), database_file(folder), reader()};
  for (auto& check : registrations()) checks.push_back(std::move(check));
  return checks;
}

void print_text(const std::vector<Check>& checks) {
  for (const auto& check : checks) {
    fmt::print("{:<8} {}: {}\n", name_of(check.state), check.name, check.text);
    if (!check.place.empty()) fmt::print("         {}\n", check.place);
    if (!check.advice.empty()) fmt::print("         To do: {}\n", check.advice);
  }
}

void print_json(const std::vector<Check>& checks, bool is_well) {
  ordered_json report{{"version", demur_version}, {"system", system_name()}, {"ok", is_well}};
  for (const auto& check : checks) {
    ordered_json object{{"name", check.name}, {"state", name_of(check.state)}, {"finding", check.finding}};
    if (!check.place.empty()) object["place"] = check.place;
    if (!check.advice.empty()) object["advice"] = check.advice;
    report["checks"].push_back(std::move(object));
  }
  fmt::print("{}\n", report.dump(2, ' ', false, ordered_json::error_handler_t::replace));
}

}  // namespace

ExitCode doctor(DoctorFormat format) {
  const auto checks = all_checks();
  const bool is_well =
      std::none_of(checks.begin(), checks.end(), [](const Check& check) { return check.state == State::problem; });
  if (format == DoctorFormat::json)
    print_json(checks, is_well);
  else
    print_text(checks);
  return is_well ? success : failure;
}

}  // namespace demur::command_line
