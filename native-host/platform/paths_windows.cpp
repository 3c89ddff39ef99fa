#include <windows.h>
// After it:
#include <knownfolders.h>
#include <shlobj.h>

#include <string>
#include <system_error>

#include "platform/error.hpp"
#include "platform/paths.hpp"
#include "platform/wide_text.hpp"

namespace demur {
namespace {

/// A folder that Windows knows by its purpose, wherever the person has moved it; empty where it doesn't.
std::filesystem::path known_folder(const KNOWNFOLDERID& purpose) {
  wchar_t* text = nullptr;
  std::filesystem::path folder;
  if (::SHGetKnownFolderPath(purpose, KF_FLAG_DONT_VERIFY, nullptr, &text) == S_OK) folder = text;
  ::CoTaskMemFree(text);
  return folder;
}

}  // namespace

std::filesystem::path environment_path(const std::string& name) {
  const auto wide_name = to_wide(name);
  std::wstring value(::GetEnvironmentVariableW(wide_name.c_str(), nullptr, 0), L'\0');
  value.resize(::GetEnvironmentVariableW(wide_name.c_str(), value.data(), static_cast<DWORD>(value.size())));
  return value;
}

std::filesystem::path home_directory() {
  auto home = environment_path("USERPROFILE");
  return home.is_absolute() ? home : std::filesystem::path{};
}

bool is_root_in_foreign_home() {
  // An administrator who runs a program here does so as themselves, with their own profile.
  return false;
}

std::filesystem::path downloads_directory() {
  auto folder = known_folder(FOLDERID_Downloads);
  return folder.empty() ? home_directory() / "Downloads" : folder;
}

bool is_data_directory_chosen() {
  return !environment_path("DEMUR_DATA_DIR").empty();
}

std::filesystem::path data_directory() {
  if (auto chosen = environment_path("DEMUR_DATA_DIR"); !chosen.empty()) return std::filesystem::absolute(chosen);
  if (auto local = environment_path("LOCALAPPDATA"); local.is_absolute()) return local / "Demur";
  auto local = known_folder(FOLDERID_LocalAppData);
  if (local.empty()) throw Error(ErrorKind::store_unavailable);
  return local / "Demur";
}

std::filesystem::path temporary_directory() {
  // What the environment names may be no folder.
  std::error_code none;
  auto folder = std::filesystem::temp_directory_path(none);
  return none ? home_directory() : folder;
}

std::filesystem::path program_path() {
  constexpr std::size_t longest = 32'768;
  std::wstring file(longest, L'\0');
  file.resize(::GetModuleFileNameW(nullptr, file.data(), static_cast<DWORD>(file.size())));
  return file;
}

std::filesystem::path program_beside(const std::string& name) {
  return program_path().parent_path() / (name + ".exe");
}

const char* system_name() {
  return "windows";
}

void restrict_new_files() {
  // What is made in the person's profile belongs to them, the system and administrators alone: it takes the folder's
  // permissions.
}

}  // namespace demur
