#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/browsers.hpp"

/// What `demur-host doctor` looks at. Nothing from the history is in the report, and nothing is changed.
namespace demur::command_line {

/// `ok`: as it should be. `note`: works, but the person may want to know. `problem`: must be fixed.
enum class State : std::uint8_t { ok, note, problem };

struct Check {
  std::string name;
  State state;
  std::string finding;  ///< A code for what was found.
  std::string text;
  std::string place;
  std::string advice = {};                        ///< The command that fixes it, or what to do where none does.
  std::optional<std::int64_t> milliseconds = {};  ///< How long the program took to answer, where it was started.
};

/// The home folder becomes "~": its name is often the person's.
std::string shown(const std::filesystem::path& place);

/// The data folder, its history and the disk.
std::vector<Check> check_data();

/// The reader of untrusted files, and what this system has to confine it.
std::vector<Check> check_reader();

/// What is known about where the extension comes from.
struct ExtensionSources {
  std::string_view packages;     ///< manifests/packages.json
  std::filesystem::path folder;  ///< The one that came with this program, with a folder for each family. May be empty.
};

ExtensionSources extension_sources();

/// How each of these browsers that is used here gets the extension, and whether it keeps it. Whether a browser has it
/// already, the browser alone knows.
std::vector<Check> check_extensions(const std::vector<Browser>& browsers, const ExtensionSources& sources);

/// One for each folder that is used here of each of these browsers, and one more where none can start the program.
std::vector<Check> check_browsers(const std::vector<Browser>& browsers);

}  // namespace demur::command_line
