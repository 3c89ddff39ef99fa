#pragma once
#include <cstdint>
#include <filesystem>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "platform/error.hpp"
#include "platform/streams.hpp"

namespace demur {

/// A file that is written piece by piece and appears whole or not at all: a temporary file beside it is made durable,
/// then renamed. Makes the folder if it is missing. Every member throws std::system_error.
class AtomicFile {
 public:
  explicit AtomicFile(const std::filesystem::path& path);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  /// What was not committed is discarded.
  ~AtomicFile();
  void write(std::string_view bytes);
  /// Replaces what is there.
  void commit();
  /// Only where nothing is there; otherwise fails with file_exists.
  void commit_new();

 private:
  /// Makes what was written durable and closes the file: Windows lets nobody replace a file that somebody has open.
  void finish();

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  std::optional<DescriptorSink> file_;
  bool is_committed_ = false;
};

/// The same in one piece.
void write_file_atomically(const std::filesystem::path& path, std::string_view content);

/// The system's last error, where a library has kept its number: `errno`, or Windows' last error.
std::error_code system_fault(int number);

/// The same where nobody has kept it.
std::error_code last_system_fault();

/// What a fault of the file system means for the store: store-full, store-read-only or store-unavailable.
ErrorKind store_error(std::error_code fault);

/// A temporary file for what is too long for memory. It goes away with the process, however that ends. Throws
/// demur::Error: store-full, store-read-only, store-unavailable.
class ScratchFile {
 public:
  explicit ScratchFile(const std::filesystem::path& folder);
  void append(std::string_view bytes);
  /// All of it, from the beginning.
  std::istream& read();

 private:
  std::unique_ptr<std::iostream> file_;
};

/// Where a folder is stored.
enum class FileSystem : std::uint8_t {
  local,    ///< Only on this computer.
  network,  ///< Other computers may use it, or a program serves it.
};

/// The file system of a folder that exists; local where it can't be told.
FileSystem file_system_of(const std::filesystem::path& folder);

/// How many bytes this person may still write there; nothing where it can't be told.
std::optional<std::uintmax_t> free_space(const std::filesystem::path& folder);

/// The file system with this number of the system's: `f_type` of statfs(2), what GetDriveType answers on Windows.
FileSystem file_system_of_type(std::uint32_t type);

/// Lets Demur's processes work in a folder one at a time: waits for the one that holds it, and holds it until
/// destroyed. The lock is on a separate file, `demur.lock`, since network file systems can't lock folders. Throws
/// demur::Error: store-full, store-read-only, store-unavailable.
class FolderLock {
 public:
  explicit FolderLock(const std::filesystem::path& folder);

 private:
  Descriptor file_;
};

/// Whether this person may write the file or into the folder.
bool is_writable(const std::filesystem::path& path);

/// Whether something is at this place; false where that can't be told.
bool is_there(const std::filesystem::path& path);

/// Whether nothing is at this place; false where that can't be told.
bool is_gone(const std::filesystem::path& path);

/// Whether it belongs to this person. To root everything does; what can't be looked at belongs to nobody.
bool is_own(const std::filesystem::path& path);

/// Whether other users of this computer, apart from administrators, may read or change it. False where that can't be
/// told.
bool is_open_to_others(const std::filesystem::path& path);

/// Whether this person may run the file.
bool is_program(const std::filesystem::path& path);

/// The whole file. Throws std::system_error.
std::string read_file(const std::filesystem::path& path);

/// A regular file from its beginning. Null where it can't be read, or is none: opening a named pipe would wait for
/// somebody to write.
std::unique_ptr<std::istream> open_stream(const std::filesystem::path& path);

/// False where there was none, or it failed.
bool remove_file(const std::filesystem::path& path, std::error_code& fault);

/// How SQLite finds a file, however long its path is.
struct DatabaseName {
  std::string file;  ///< In UTF-8.
  const char* vfs;   ///< Null for the usual one: https://www.sqlite.org/vfs.html
};

DatabaseName database_name(const std::filesystem::path& file);

}  // namespace demur
