#include "command_line/system_advice.hpp"

#include "platform/child_process_windows.hpp"
#include "platform/paths.hpp"

namespace demur::command_line {
namespace {

/// As a command prompt takes it, still without the person's name.
std::string quoted(const std::filesystem::path& place) {
  auto text = shown(place);
  if (text.starts_with('~')) text.replace(0, 1, "%USERPROFILE%");
  return '"' + text + '"';
}

}  // namespace

std::string own_command(const std::string& words) {
  return quoted(program_path()) + " " + words;
}

std::string take_over(const std::filesystem::path& place) {
  return "takeown /r /f " + quoted(place);
}

std::string make_private(const std::filesystem::path& place) {
  return "icacls " + quoted(place) + " /inheritance:r /grant:r \"%USERNAME%:(OI)(CI)F\"";
}

std::string make_usable(const std::filesystem::path& place) {
  return "icacls " + quoted(place) + " /grant \"%USERNAME%:(OI)(CI)F\"";
}

std::string move_away(const std::filesystem::path& place) {
  auto aside = place;
  aside += ".old";
  return "move " + quoted(place) + " " + quoted(aside);
}

std::string after_making_writable(const std::filesystem::path& /*place*/, const std::string& command) {
  // A person's part of the registry is always theirs.
  return command;
}

SandboxSupport sandbox_here() {
  auto support = sandbox_support();
  support.has_app_container = support.has_app_container && lives_in_container(program_beside("demur-reader"));
  return support;
}

Check check_sandbox(const SandboxSupport& support) {
  if (support.has_app_container)
    return {"sandbox",
            State::ok,
            "complete",
            "The program that reads files from outside can't open your files or go online (job and AppContainer).",
            {}};
  return {"sandbox",
          State::note,
          "no-app-container",
          "The program that reads files from outside can't change your files here, but it could read them and go "
          "online (no AppContainer).",
          {}};
}

}  // namespace demur::command_line
