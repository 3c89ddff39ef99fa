#include <windows.h>

#include <string>

#include "platform/files.hpp"
#include "platform/long_path_windows.hpp"

namespace demur {

FileSystem file_system_of_type(std::uint32_t type) {
  return type == DRIVE_REMOTE ? FileSystem::network : FileSystem::local;
}

std::optional<std::uintmax_t> free_space(const std::filesystem::path& folder) {
  ULARGE_INTEGER bytes{};
  // On another computer the last sign must be a backslash.
  const bool is_told = ::GetDiskFreeSpaceExW(long_path(folder / "").c_str(), &bytes, nullptr, nullptr) != 0;
  return is_told ? std::optional<std::uintmax_t>{bytes.QuadPart} : std::nullopt;
}

FileSystem file_system_of(const std::filesystem::path& folder) {
  constexpr std::size_t longest = 32'768;
  std::wstring root(longest, L'\0');
  if (::GetVolumePathNameW(long_path(folder).c_str(), root.data(), static_cast<DWORD>(root.size())) == 0)
    return FileSystem::local;
  return file_system_of_type(::GetDriveTypeW(root.c_str()));
}

}  // namespace demur
