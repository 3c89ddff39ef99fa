#include "platform/long_path_windows.hpp"

#include <windows.h>

namespace demur {
namespace {

/// A folder's path must leave room for a name of the old form.
constexpr std::size_t longest_short = MAX_PATH - 13;

/// Absolute, with backslashes and without "." and "..": in the long form nothing is read in any other way.
std::wstring plain(const std::filesystem::path& path) {
  std::wstring text(::GetFullPathNameW(path.c_str(), 0, nullptr, nullptr), L'\0');
  text.resize(::GetFullPathNameW(path.c_str(), static_cast<DWORD>(text.size()), text.data(), nullptr));
  return text;
}

}  // namespace

std::wstring long_path(const std::filesystem::path& path) {
  auto text = plain(path);
  if (text.size() <= longest_short) return path.native();
  if (text.starts_with(L"\\\\?\\") || text.starts_with(L"\\\\.\\")) return text;
  return text.starts_with(L"\\\\") ? L"\\\\?\\UNC" + text.substr(1) : L"\\\\?\\" + text;
}

}  // namespace demur
