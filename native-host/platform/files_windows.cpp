#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <ext/stdio_filebuf.h>
#include <iterator>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>

#include "platform/access_windows.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/long_path_windows.hpp"
#include "platform/secrets.hpp"
#include "platform/wide_text.hpp"
#include "platform/windows_handle.hpp"

namespace demur {
namespace {

using std::filesystem::path;

/// Not in every copy of the system's headers:
/// https://learn.microsoft.com/windows/win32/debug/system-error-codes--1000-1299-
constexpr DWORD disk_quota_exceeded = 1295;
constexpr DWORD shared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

[[noreturn]] void fail(const path& place) {
  throw std::system_error(last_system_fault(), place.string());
}

Handle open(const path& file, DWORD access, DWORD how, DWORD flags = 0) {
  return Handle{::CreateFileW(long_path(file).c_str(), access, shared, nullptr, how, flags, nullptr)};
}

/// The C library's number for a handle, which goes with it; negative for none.
int to_number(Handle handle, int flags) {
  return handle ? ::_open_osfhandle(reinterpret_cast<std::intptr_t>(handle.release()), flags) : -1;  // NOLINT
}

HANDLE handle_of(const Descriptor& file) {
  return reinterpret_cast<HANDLE>(::_get_osfhandle(file.number()));  // NOLINT
}

/// A name beside it that nobody else has.
path beside(path file) {
  return file += "." + random_uuid().substr(0, 8);
}

/// The file's folder exists when it is returned.
path with_folder(const path& file) {
  make_folders(file.parent_path());
  return file;
}

Descriptor new_file(const path& file) {
  Descriptor descriptor{to_number(open(file, GENERIC_WRITE | DELETE, CREATE_NEW), _O_BINARY)};
  if (descriptor.number() < 0) fail(file);
  return descriptor;
}

Descriptor lock_file(const path& folder) {
  Descriptor descriptor{
      to_number(open(folder / "demur.lock", GENERIC_READ | GENERIC_WRITE, OPEN_ALWAYS), _O_BINARY | _O_RDWR)};
  if (descriptor.number() < 0) throw Error(store_error(last_system_fault()));
  return descriptor;
}

/// A stream over an open file. The standard library's own would open it by a path that may not be long.
class FileStream final : public std::iostream {
 public:
  /// Closes the number.
  FileStream(int number, std::ios::openmode mode)
      : std::iostream(nullptr), buffer_(number, mode | std::ios::binary, piece) {
    rdbuf(&buffer_);
  }

 private:
  static constexpr std::size_t piece = 65'536;
  __gnu_cxx::stdio_filebuf<char> buffer_;
};

/// The C library's number for a file that is read; negative where it can't be.
int number_to_read(const path& file) {
  return to_number(open(file, GENERIC_READ, OPEN_EXISTING), _O_BINARY | _O_RDONLY);
}

bool is_missing(std::error_code fault) {
  return fault.value() == ERROR_FILE_NOT_FOUND || fault.value() == ERROR_PATH_NOT_FOUND;
}

/// A file can't be moved or replaced while somebody reads it: a browser reads a host manifest for some milliseconds,
/// and a virus scanner reads each new file.
void move_file(const path& from, const path& to, DWORD how = 0) {
  constexpr int tries = 50;
  constexpr std::chrono::milliseconds pause{20};
  // Sleeping may reset the system's last error.
  std::error_code fault;
  for (int i = 0; i < tries; ++i, std::this_thread::sleep_for(pause)) {
    if (::MoveFileExW(long_path(from).c_str(), long_path(to).c_str(), how | MOVEFILE_WRITE_THROUGH) != 0) return;
    fault = last_system_fault();
    if (fault.value() != ERROR_ACCESS_DENIED && fault.value() != ERROR_SHARING_VIOLATION) break;
  }
  throw std::system_error(fault, to.string());
}

/// What the token of this process says of this kind; a structure that begins with the SID's address.
bool is_of_this_process(PSID owner, TOKEN_INFORMATION_CLASS kind) {
  HANDLE opened = nullptr;
  if (::OpenProcessToken(::GetCurrentProcess(), TOKEN_QUERY, &opened) == 0) return false;
  const Handle token{opened};
  DWORD size = 0;
  ::GetTokenInformation(token.get(), kind, nullptr, 0, &size);
  std::vector<std::byte> bytes(size);
  if (size < sizeof(PSID) || ::GetTokenInformation(token.get(), kind, bytes.data(), size, &size) == 0) return false;
  PSID own = nullptr;
  std::copy_n(bytes.begin(), sizeof(own), reinterpret_cast<std::byte*>(&own));  // NOLINT
  return ::EqualSid(owner, own) != 0;
}

/// Everybody, in one word or another.
bool is_everybody(PSID who) {
  constexpr std::array<WELL_KNOWN_SID_TYPE, 5> groups{WinWorldSid, WinAuthenticatedUserSid, WinBuiltinUsersSid,
                                                      WinBuiltinGuestsSid, WinAnonymousSid};
  return std::any_of(groups.begin(), groups.end(), [who](auto group) { return ::IsWellKnownSid(who, group) != 0; });
}

}  // namespace

AtomicFile::AtomicFile(const path& path)
    : path_(with_folder(std::filesystem::absolute(path))), temporary_(beside(path_)), file_(new_file(temporary_)) {}

AtomicFile::~AtomicFile() {
  // Its own handle lets it be removed.
  if (!is_committed_) ::DeleteFileW(long_path(temporary_).c_str());
}

void AtomicFile::write(std::string_view bytes) {
  if (!file_->write(bytes)) fail(temporary_);
}

void AtomicFile::finish() {
  if (::FlushFileBuffers(handle_of(file_->descriptor())) == 0) fail(temporary_);
  file_.reset();
}

void AtomicFile::commit() {
  finish();
  move_file(temporary_, path_, MOVEFILE_REPLACE_EXISTING);
  is_committed_ = true;
}

void AtomicFile::commit_new() {
  finish();
  move_file(temporary_, path_);
  is_committed_ = true;
}

bool is_writable(const path& place) {
  // Only opening it asks the system for everything that may stand against it. In a folder the same bit adds a file.
  return static_cast<bool>(
      open(place, FILE_WRITE_DATA, OPEN_EXISTING, is_folder(place) ? FILE_FLAG_BACKUP_SEMANTICS : 0));
}

bool is_there(const path& place) {
  return ::GetFileAttributesW(long_path(place).c_str()) != INVALID_FILE_ATTRIBUTES;
}

bool is_gone(const path& place) {
  return ::GetFileAttributesW(long_path(place).c_str()) == INVALID_FILE_ATTRIBUTES && is_missing(last_system_fault());
}

bool is_own(const path& place) {
  const auto security = security_of(place);
  // What an administrator makes may belong to the group of them.
  return security.owner != nullptr &&
         (is_of_this_process(security.owner, TokenUser) || is_of_this_process(security.owner, TokenOwner));
}

bool is_open_to_others(const path& place) {
  const auto security = security_of(place);
  if (security.access == nullptr) return false;
  for (DWORD i = 0; i < security.access->AceCount; ++i) {
    void* entry = nullptr;
    if (::GetAce(security.access, i, &entry) == 0) continue;
    auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    if (allowed->Header.AceType == ACCESS_ALLOWED_ACE_TYPE && is_everybody(&allowed->SidStart)) return true;
  }
  return false;
}

bool is_program(const path& place) {
  DWORD kind = 0;
  return ::GetBinaryTypeW(long_path(place).c_str(), &kind) != 0;
}

std::string read_file(const path& place) {
  const int file = number_to_read(place);
  if (file < 0) fail(place);
  FileStream stream{file, std::ios::in};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::unique_ptr<std::istream> open_stream(const path& place) {
  const int file = is_file(place) ? number_to_read(place) : -1;
  return file < 0 ? nullptr : std::make_unique<FileStream>(file, std::ios::in);
}

bool remove_file(const path& place, std::error_code& fault) {
  fault.clear();
  if (::DeleteFileW(long_path(place).c_str()) != 0) return true;
  const auto why = last_system_fault();
  if (!is_missing(why)) fault = why;
  return false;
}

DatabaseName database_name(const path& file) {
  // SQLite's usual way to files has the limit of the old form.
  return {from_wide(long_path(file)), "win32-longpath"};
}

std::error_code system_fault(int number) {
  return {number, std::system_category()};
}

std::error_code last_system_fault() {
  return system_fault(static_cast<int>(::GetLastError()));
}

ErrorKind store_error(std::error_code fault) {
  const bool is_windows = fault.category() == std::system_category();
  const auto is = [&](DWORD number) { return is_windows && fault.value() == static_cast<int>(number); };
  if (fault == std::errc::no_space_on_device || is(ERROR_DISK_FULL) || is(ERROR_HANDLE_DISK_FULL) ||
      is(disk_quota_exceeded) || is(ERROR_FILE_TOO_LARGE))
    return ErrorKind::store_full;
  if (fault == std::errc::permission_denied || is(ERROR_ACCESS_DENIED) || is(ERROR_WRITE_PROTECT))
    return ErrorKind::store_read_only;
  return ErrorKind::store_unavailable;
}

FolderLock::FolderLock(const path& folder) : file_(lock_file(folder)) {
  OVERLAPPED beginning{};
  if (::LockFileEx(handle_of(file_), LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, &beginning) == 0)
    throw Error(ErrorKind::store_unavailable);
}

ScratchFile::ScratchFile(const path& folder) {
  const int file = to_number(open(folder / ("demur." + random_uuid()), GENERIC_READ | GENERIC_WRITE | DELETE,
                                  CREATE_NEW, FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE),
                             _O_BINARY | _O_RDWR);
  if (file < 0) throw Error(store_error(last_system_fault()));
  file_ = std::make_unique<FileStream>(file, std::ios::in | std::ios::out);
}

}  // namespace demur
