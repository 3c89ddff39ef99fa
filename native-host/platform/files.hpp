#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "platform/error.hpp"
#include "platform/streams.hpp"

namespace demur {

/// A file that is written piece by piece, and is there whole or not at all: a temporary file beside it, made durable,
/// then renamed. Makes the folder where it is missing. Every member throws std::system_error.
class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path& path);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  /// What was not committed is thrown away.
  ~AtomicFile();
  void write(std::string_view bytes);
  void commit();

 private:
  std::filesystem::path path_;
  std::filesystem::path temporary_;
  DescriptorSink file_;
  bool is_committed_ = false;
};

/// The same in one piece.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// What a fault of the file system means for the store: store-full, store-read-only or store-unavailable.
ErrorKind store_error(std::error_code fault);

/// Lets one of Demur's processes after the other work in a folder: waits for the one that holds it, and holds it until
/// destroyed. The lock is on a file of its own, `demur.lock`, for network drives lock no folders. Throws demur::Error:
/// store-full, store-read-only, store-unavailable.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);

 private:
  Descriptor file_;
};

/// Whether this person may write the file or into the folder.
bool is_writable(const std::filesystem::path& path);

/// Whether this person may run the file.
bool is_program(const std::filesystem::path& path);

/// The whole file. Throws std::system_error.
std::string read_file(const std::filesystem::path& path);

}  // namespace demur
