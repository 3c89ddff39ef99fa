#include <sys/stat.h>

#include <cstdlib>

#include "platform/error.hpp"
#include "platform/paths.hpp"

namespace demur {
namespace {

std::filesystem::path environment_path(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::filesystem::path{} : std::filesystem::path{value};
}

}  // namespace

std::filesystem::path home_directory() {
  return environment_path("HOME");
}

std::filesystem::path data_directory() {
  if (auto chosen = environment_path("DEMUR_DATA_DIR"); !chosen.empty()) return std::filesystem::absolute(chosen);
  // XDG Base Directory Specification: a relative path is invalid and to be ignored.
  if (auto data = environment_path("XDG_DATA_HOME"); data.is_absolute()) return data / "demur";
  const auto home = home_directory();
  if (home.empty()) throw Error(ErrorKind::store_unavailable);
  return home / ".local" / "share" / "demur";
}

std::filesystem::path program_path() {
  return std::filesystem::canonical("/proc/self/exe");
}

const char* system_name() {
  return "linux";
}

void restrict_new_files() {
  ::umask(S_IRWXG | S_IRWXO);
}

}  // namespace demur
