#include "command_line/system_advice.hpp"

#include <algorithm>

#include "platform/files.hpp"
#include "platform/folders.hpp"

namespace demur::command_line {
namespace {

bool is_plain(char c) {
  constexpr std::string_view signs = "/._-+,:@%";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         signs.find(c) != std::string_view::npos;
}

/// One word for the shell, whatever the text contains.
std::string word(const std::string& text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return quoted + "'";
}

/// Quoted for the shell, still without the person's name.
std::string quoted(const std::filesystem::path& place) {
  constexpr std::string_view in_home = "~/";
  const auto text = shown(place);
  // In quotation marks the shell would not expand it to the home folder.
  if (text.starts_with(in_home)) return std::string{in_home} + word(text.substr(in_home.size()));
  return text == "~" ? text : word(text);
}

}  // namespace

std::string own_command(const std::string& words) {
  return "demur-host " + words;
}

std::string take_over(const std::filesystem::path& place) {
  return "sudo chown -R \"$(id -un)\" " + quoted(place);
}

std::string make_private(const std::filesystem::path& place) {
  return (is_folder(place) ? "chmod 700 " : "chmod 600 ") + quoted(place);
}

std::string make_usable(const std::filesystem::path& place) {
  return (is_folder(place) ? "chmod u+rwx " : "chmod 600 ") + quoted(place);
}

std::string move_away(const std::filesystem::path& place) {
  auto aside = place;
  aside += ".old";
  return "mv " + quoted(place) + " " + quoted(aside);
}

std::string after_making_writable(const std::filesystem::path& place, const std::string& command) {
  auto nearest = place;
  while (!is_there(nearest) && nearest.has_relative_path()) nearest = nearest.parent_path();
  if (is_own(nearest) && is_writable(nearest)) return command;
  return (is_own(nearest) ? "" : take_over(nearest) + " && ") + make_usable(nearest) + " && " + command;
}

SandboxSupport sandbox_here() {
  return sandbox_support();
}

Check check_sandbox(const SandboxSupport& support) {
  if (!support.has_seccomp)
    return {"sandbox",
            State::note,
            "no-seccomp",
            "This system can't keep the program that reads files from outside away from your files and the "
            "internet, so it reads none (seccomp is missing).",
            {}};
  if (!support.has_landlock)
    return {"sandbox",
            State::note,
            "no-landlock",
            "The program that reads files from outside can't open your files or go online. This system lacks a "
            "second safeguard, which would also keep demur-host from writing outside its own folder (Landlock).",
            {}};
  return {"sandbox",
          State::ok,
          "complete",
          "The program that reads files from outside can't open your files or go online. While your browser uses "
          "demur-host, it can write only in its own folder (seccomp and Landlock).",
          {}};
}

}  // namespace demur::command_line
