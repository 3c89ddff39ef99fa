#include <windows.h>

#include <string>

#include "platform/files.hpp"

namespace demur {

FileSystem file_system_of_type(std::uint32_t type) {
  return type == DRIVE_REMOTE ? FileSystem::network : FileSystem::local;
}

FileSystem file_system_of(const std::filesystem::path& folder) {
  constexpr std::size_t longest = 32'768;
  std::wstring root(longest, L'\0');
  if (::GetVolumePathNameW(folder.c_str(), root.data(), static_cast<DWORD>(root.size())) == 0) return FileSystem::local;
  return file_system_of_type(::GetDriveTypeW(root.c_str()));
}

}  // namespace demur
