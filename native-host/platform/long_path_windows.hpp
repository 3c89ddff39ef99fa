#pragma once
#include <filesystem>
#include <string>

namespace demur {

/// The path in the form in which Windows takes it at any length, whether or not an administrator has allowed long ones.
/// Only for Windows' own functions: the C library's would read its question mark as a wildcard.
/// https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
std::wstring long_path(const std::filesystem::path& path);

}  // namespace demur
