#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "platform/streams.hpp"

namespace demur {

/// Writes a file whole or not at all: a temporary file beside it, made durable, then renamed. Makes the folder where it
/// is missing. Throws std::system_error.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// Lets one of Demur's processes after the other work in a folder: waits for the one that holds it, and holds it until
/// destroyed. Throws demur::Error: store-unavailable.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);

 private:
  Descriptor folder_;
};

/// The whole file. Throws std::system_error.
std::string read_file(const std::filesystem::path& path);

}  // namespace demur
