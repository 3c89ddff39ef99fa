#include "platform/chooser_programs_posix.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <string>
#include <system_error>

#include "platform/child_process.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"

namespace demur {
namespace {

/// A program that shows a file chooser and prints a line for each file. The desktop portal is not among them: it
/// answers on the bus connection that asked, so a program that makes a single call can't use it
/// (https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Request.html).
struct Chooser {
  const char* program;
  std::vector<std::string> arguments;
};

/// What such a program needs to find the screen and the person's language and theme. Not the whole environment: a
/// browser may have set library paths of its own.
constexpr std::array<std::string_view, 14> needed{"DISPLAY=",    "WAYLAND_DISPLAY=",
                                                  "XAUTHORITY=", "XDG_",
                                                  "DBUS_",       "HOME=",
                                                  "USER=",       "PATH=",
                                                  "LANG",        "LC_",
                                                  "GTK_",        "GDK_",
                                                  "QT_",         "KDE_"};

/// A person may take a long time to choose.
constexpr ChildLimits patience{std::chrono::hours{24}, 64UL * 1024UL};

std::vector<Chooser> choosers() {
  return {{"zenity", {"--file-selection", "--multiple", "--separator=\n", "--file-filter=*.zip"}},
          {"kdialog", {"--getopenfilename", ".", "*.zip", "--multiple", "--separate-output"}}};
}

std::vector<std::string> environment() {
  std::vector<std::string> variables;
  for (auto** variable = ::environ; *variable != nullptr; ++variable) {
    const std::string_view text{*variable};
    if (std::any_of(needed.begin(), needed.end(), [text](auto start) { return text.starts_with(start); }))
      variables.emplace_back(text);
  }
  return variables;
}

bool has_screen() {
  const auto is_set = [](const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
  };
  return is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

/// The program of this name in PATH; empty where there is none.
std::filesystem::path find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  std::istringstream folders{path == nullptr ? "" : path};
  for (std::string folder; std::getline(folders, folder, ':');)
    if (auto file = std::filesystem::path{folder} / name; file.is_absolute() && is_program(file)) return file;
  return {};
}

/// The first that is installed.
std::optional<Program> find_chooser(const std::filesystem::path& folder) {
  if (!has_screen()) return std::nullopt;
  for (auto& [name, arguments] : choosers()) {
    if (auto file = find_program(name); !file.empty())
      return Program{std::move(file), std::move(arguments), environment(), folder};
  }
  return std::nullopt;
}

}  // namespace

bool has_chooser() {
  return find_chooser("/").has_value();
}

std::vector<std::filesystem::path> choose_archives(const std::filesystem::path& folder, const std::stop_token& stop) {
  std::error_code missing;
  const auto chooser = find_chooser(std::filesystem::is_directory(folder, missing) ? folder : "/");
  if (!chooser) throw Error(ErrorKind::chooser_missing);
  std::vector<std::filesystem::path> chosen;
  const auto take = [&chosen](std::string_view line) {
    const std::filesystem::path path{line};
    if (path.is_absolute()) chosen.push_back(path);
    return true;
  };
  const auto end = run_child(*chooser, std::string_view{}, patience, take, stop);
  if (end == ChildEnd::not_started) throw Error(ErrorKind::chooser_missing);
  if (end != ChildEnd::finished || chosen.empty()) throw Error(ErrorKind::cancelled);
  return chosen;
}

}  // namespace demur
