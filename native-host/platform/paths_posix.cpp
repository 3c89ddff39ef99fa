#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <system_error>

#include "platform/error.hpp"
#include "platform/paths.hpp"

namespace demur {
namespace {

/// What a line `NAME="$HOME/folder"` or `NAME="/folder"` names; empty where there is none. The last one counts, as in
/// the shell, for which the file is written.
std::filesystem::path user_directory(const std::filesystem::path& file, const std::string& name,
                                     const std::filesystem::path& home) {
  constexpr std::string_view at_home = "$HOME/";
  std::filesystem::path found;
  std::ifstream lines{file};
  for (std::string line; std::getline(lines, line);) {
    const auto start = name + "=\"";
    if (!line.starts_with(start) || !line.ends_with('"') || line.size() == start.size()) continue;
    auto value = line.substr(start.size(), line.size() - start.size() - 1);
    std::erase(value, '\\');
    if (value.starts_with(at_home)) found = home / value.substr(at_home.size());
    if (value.starts_with('/')) found = value;
  }
  return found;
}

}  // namespace

std::filesystem::path environment_path(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::filesystem::path{} : std::filesystem::path{value};
}

std::filesystem::path home_directory() {
  auto home = environment_path("HOME");
  return home.is_absolute() ? home : std::filesystem::path{};
}

bool is_root_in_foreign_home() {
  struct stat home {};
  return ::geteuid() == 0 && ::stat(home_directory().c_str(), &home) == 0 && home.st_uid != 0;
}

std::filesystem::path downloads_directory() {
  const auto home = home_directory();
  auto settings = environment_path("XDG_CONFIG_HOME");
  if (!settings.is_absolute()) settings = home / ".config";
  auto chosen = user_directory(settings / "user-dirs.dirs", "XDG_DOWNLOAD_DIR", home);
  return chosen.empty() ? home / "Downloads" : chosen;
}

bool is_data_directory_chosen() {
  return !environment_path("DEMUR_DATA_DIR").empty();
}

std::filesystem::path data_directory() {
  if (auto chosen = environment_path("DEMUR_DATA_DIR"); !chosen.empty()) return std::filesystem::absolute(chosen);
  // XDG Base Directory Specification: a relative path is invalid and to be ignored.
  if (auto data = environment_path("XDG_DATA_HOME"); data.is_absolute()) return data / "demur";
  const auto home = home_directory();
  if (home.empty()) throw Error(ErrorKind::store_unavailable);
  return home / ".local" / "share" / "demur";
}

std::filesystem::path temporary_directory() {
  // What the environment names may be no folder.
  std::error_code none;
  auto folder = std::filesystem::temp_directory_path(none);
  return none ? home_directory() : folder;
}

std::filesystem::path program_path() {
  // Asked once: an upgrade puts another file in its place while it runs.
  static const auto path = std::filesystem::canonical("/proc/self/exe");
  return path;
}

std::filesystem::path program_beside(const std::string& name) {
  return program_path().parent_path() / name;
}

const char* system_name() {
  return "linux";
}

void restrict_new_files() {
  ::umask(S_IRWXG | S_IRWXO);
}

}  // namespace demur
