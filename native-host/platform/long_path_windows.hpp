#pragma once
#include <filesystem>
#include <string>

namespace demur {

/// The path in the form in which Windows takes it at any length, whether or not an administrator has allowed long ones.
/// For Windows' own functions alone: the C library's take its question mark for a wildcard.
/// https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation
std::wstring long_path(const std::filesystem::path& path);

}  // namespace demur
