#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace demur {

/// Writes a file whole or not at all: a temporary file beside it, made durable, then renamed. Makes the folder where it
/// is missing. Throws std::system_error.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// The whole file. Throws std::system_error.
std::string read_file(const std::filesystem::path& path);

}  // namespace demur
