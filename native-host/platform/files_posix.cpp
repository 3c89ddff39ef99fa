#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/secrets.hpp"

namespace demur {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

[[noreturn]] void fail(std::errc fault, const std::filesystem::path& path) {
  throw std::system_error(std::make_error_code(fault), path.string());
}

Descriptor new_file(const std::filesystem::path& path) {
  constexpr mode_t readable = 0644;
  // The variadic interface is the system's.
  Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                         readable)};  // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (file.number() < 0) fail(path);
  return file;
}

Descriptor lock_file(const std::filesystem::path& folder) {
  constexpr mode_t own = 0600;
  // The variadic interface is the system's.
  Descriptor file{::open((folder / "demur.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
                         own)};  // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (file.number() < 0) throw Error(store_error({errno, std::generic_category()}));
  return file;
}

/// Without this a crash could undo the renaming of a file in the folder.
void make_durable(const std::filesystem::path& folder) {
  const Descriptor directory{
      ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};  // NOLINT(cppcoreguidelines-pro-type-vararg)
  // A folder may be writable but not readable, and some network file systems can't synchronise folders (EINVAL).
  if (directory.number() >= 0 && ::fsync(directory.number()) != 0 && errno != EINVAL) fail(folder);
}

void replace(const std::filesystem::path& from, const std::filesystem::path& to) {
  std::filesystem::rename(from, to);
  make_durable(to.parent_path());
}

/// A name in the same folder that nobody else uses.
std::filesystem::path beside(std::filesystem::path path) {
  return path += "." + random_uuid().substr(0, 8);
}

/// The file's folder exists when it is returned.
std::filesystem::path with_folder(const std::filesystem::path& path) {
  make_folders(path.parent_path());
  return path;
}

}  // namespace

AtomicFile::AtomicFile(const std::filesystem::path& path)
    : path_(with_folder(std::filesystem::absolute(path))), temporary_(beside(path_)), file_(new_file(temporary_)) {}

AtomicFile::~AtomicFile() {
  std::error_code ignored;
  if (!is_committed_) std::filesystem::remove(temporary_, ignored);
}

void AtomicFile::write(std::string_view bytes) {
  if (!file_->write(bytes)) fail(temporary_);
}

void AtomicFile::finish() {
  if (::fsync(file_->descriptor().number()) != 0) fail(temporary_);
  file_.reset();
}

void AtomicFile::commit() {
  finish();
  replace(temporary_, path_);
  is_committed_ = true;
}

/// Renaming would replace what has appeared there meanwhile; a hard link doesn't. The first name goes with the object.
void AtomicFile::commit_new() {
  finish();
  if (::link(temporary_.c_str(), path_.c_str()) == 0) return make_durable(path_.parent_path());
  // Some file systems have no hard links.
  if (errno == EEXIST || is_there(path_)) fail(std::errc::file_exists, path_);
  replace(temporary_, path_);
  is_committed_ = true;
}

bool is_writable(const std::filesystem::path& path) {
  return ::access(path.c_str(), W_OK) == 0;
}

bool is_there(const std::filesystem::path& path) {
  std::error_code unreadable;
  return std::filesystem::exists(path, unreadable);
}

bool is_gone(const std::filesystem::path& path) {
  std::error_code unreadable;
  return !std::filesystem::exists(path, unreadable) && !unreadable;
}

bool is_own(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && (::geteuid() == 0 || status.st_uid == ::geteuid());
}

bool is_open_to_others(const std::filesystem::path& path) {
  using std::filesystem::perms;
  std::error_code error;
  const auto permissions = std::filesystem::status(path, error).permissions();
  return !error && (permissions & (perms::group_all | perms::others_all)) != perms::none;
}

bool is_program(const std::filesystem::path& path) {
  std::error_code unreachable;
  return std::filesystem::is_regular_file(path, unreachable) && ::access(path.c_str(), X_OK) == 0;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) fail(path);
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::unique_ptr<std::istream> open_stream(const std::filesystem::path& path) {
  if (!is_file(path)) return nullptr;
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  return *file ? std::move(file) : nullptr;
}

bool remove_file(const std::filesystem::path& path, std::error_code& fault) {
  return std::filesystem::remove(path, fault);
}

DatabaseName database_name(const std::filesystem::path& file) {
  return {file.string(), nullptr};
}

std::error_code system_fault(int number) {
  return {number, std::generic_category()};
}

std::error_code last_system_fault() {
  return system_fault(errno);
}

ErrorKind store_error(std::error_code fault) {
  switch (fault.value()) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return ErrorKind::store_full;
    case EACCES:
    case EPERM:
    case EROFS:
      return ErrorKind::store_read_only;
    default:
      return ErrorKind::store_unavailable;
  }
}

FolderLock::FolderLock(const std::filesystem::path& folder) : file_(lock_file(folder)) {
  int result = 0;
  do result = ::flock(file_.number(), LOCK_EX);
  while (result != 0 && errno == EINTR);
  if (result != 0) throw Error(ErrorKind::store_unavailable);
}

ScratchFile::ScratchFile(const std::filesystem::path& folder) {
  const auto path = folder / ("demur." + random_uuid());
  file_ = std::make_unique<std::fstream>(path, std::ios::in | std::ios::out | std::ios::trunc | std::ios::binary);
  if (!*file_) throw Error(store_error(last_system_fault()));
  // It stays open, but nobody finds it any more.
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
}

}  // namespace demur
