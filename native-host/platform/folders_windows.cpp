#include <windows.h>

#include <limits>
#include <optional>
#include <ranges>
#include <system_error>

#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/long_path_windows.hpp"
#include "platform/windows_handle.hpp"

namespace demur {
namespace {

namespace fs = std::filesystem;

/// A search that is closed at the end.
class Search {
 public:
  explicit Search(const fs::path& folder)
      : search_(::FindFirstFileExW(long_path(folder / L"*").c_str(), FindExInfoBasic, &found_, FindExSearchNameMatch,
                                   nullptr, FIND_FIRST_EX_LARGE_FETCH)),
        has_found_(search_ != INVALID_HANDLE_VALUE),
        // Only the uppermost folder of a drive has not even itself in it.
        is_readable_(has_found_ || ::GetLastError() == ERROR_FILE_NOT_FOUND) {}
  Search(const Search&) = delete;
  Search& operator=(const Search&) = delete;
  ~Search() {
    if (search_ != INVALID_HANDLE_VALUE) ::FindClose(search_);
  }
  [[nodiscard]] bool is_readable() const { return is_readable_; }
  [[nodiscard]] bool has_found() const { return has_found_; }
  [[nodiscard]] const WIN32_FIND_DATAW& found() const { return found_; }
  void go_on() { has_found_ = ::FindNextFileW(search_, &found_) != 0; }

 private:
  WIN32_FIND_DATAW found_{};
  HANDLE search_;
  bool has_found_, is_readable_;
};

/// What stands for another place is a link; what is stored elsewhere until somebody reads it is not.
fs::file_type type_by(DWORD attributes, DWORD tag) {
  if ((attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0 && IsReparseTagNameSurrogate(tag)) return fs::file_type::symlink;
  return (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0 ? fs::file_type::directory : fs::file_type::regular;
}

/// Calls `take` for what is found, but not for the folder itself and the one above, until it returns false. False where
/// it did.
template <typename Take>
bool give_found(Search& search, const fs::path& folder, Take take) {
  for (; search.has_found(); search.go_on()) {
    const auto& found = search.found();
    const fs::path name{static_cast<const wchar_t*>(found.cFileName)};
    if (name == "." || name == "..") continue;
    if (!take(FolderEntry{folder / name, type_by(found.dwFileAttributes, found.dwReserved0)})) return false;
  }
  return true;
}

/// False where the taker wants no more.
bool give_entries(const fs::path& folder, int levels, const std::function<bool(const FolderEntry&)>& take) {
  Search search{folder};
  return give_found(search, folder, [&](const FolderEntry& entry) {
    if (!take(entry)) return false;
    const bool is_entered = entry.type == fs::file_type::directory && levels > 0;
    return !is_entered || give_entries(entry.path, levels - 1, take);
  });
}

/// Opened for nothing but its properties; with `flags` the link itself.
Handle look_at(const fs::path& place, DWORD flags = 0) {
  constexpr DWORD shared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
  return Handle{::CreateFileW(long_path(place).c_str(), FILE_READ_ATTRIBUTES, shared, nullptr, OPEN_EXISTING,
                              FILE_FLAG_BACKUP_SEMANTICS | flags, nullptr)};
}

std::optional<BY_HANDLE_FILE_INFORMATION> information_on(const fs::path& place) {
  BY_HANDLE_FILE_INFORMATION information{};
  const auto opened = look_at(place);
  const bool is_told = opened && ::GetFileInformationByHandle(opened.get(), &information) != 0;
  return is_told ? std::optional{information} : std::nullopt;
}

constexpr std::int64_t joined(DWORD high, DWORD low) {
  constexpr int bits = 32;
  return static_cast<std::int64_t>((static_cast<std::uint64_t>(high) << bits) | low);
}

}  // namespace

void for_each_entry(const fs::path& folder, int levels, const std::function<bool(const FolderEntry&)>& take) {
  give_entries(folder, levels, take);
}

std::optional<std::vector<FolderEntry>> entries_in(const fs::path& folder) {
  Search search{folder};
  if (!search.is_readable()) return std::nullopt;
  std::vector<FolderEntry> entries;
  give_found(search, folder, [&entries](const FolderEntry& entry) {
    entries.push_back(entry);
    return true;
  });
  return entries;
}

fs::file_type type_of(const fs::path& place) {
  const auto opened = look_at(place, FILE_FLAG_OPEN_REPARSE_POINT);
  FILE_ATTRIBUTE_TAG_INFO information{};
  if (!opened || ::GetFileType(opened.get()) != FILE_TYPE_DISK ||
      ::GetFileInformationByHandleEx(opened.get(), FileAttributeTagInfo, &information, sizeof(information)) == 0)
    return fs::file_type::none;
  return type_by(information.FileAttributes, information.ReparseTag);
}

bool is_folder(const fs::path& place) {
  const auto information = information_on(place);
  return information && (information->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

bool is_file(const fs::path& place) {
  const auto information = information_on(place);
  return information && (information->dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

bool is_same(const fs::path& one, const fs::path& other) {
  const auto a = information_on(one), b = information_on(other);
  return a && b && a->dwVolumeSerialNumber == b->dwVolumeSerialNumber && a->nFileIndexHigh == b->nFileIndexHigh &&
         a->nFileIndexLow == b->nFileIndexLow;
}

std::int64_t size_of(const fs::path& file) {
  const auto information = information_on(file);
  return information ? joined(information->nFileSizeHigh, information->nFileSizeLow) : 0;
}

Time modified_at(const fs::path& place) {
  const auto information = information_on(place);
  if (!information) return Time{};
  // In units of 100 ns since 1601.
  constexpr std::int64_t in_millisecond = 10'000, before_1970 = 11'644'473'600'000;
  const auto& written = information->ftLastWriteTime;
  return Time{
      std::chrono::milliseconds{joined(written.dwHighDateTime, written.dwLowDateTime) / in_millisecond - before_1970}};
}

void make_folders(const fs::path& folder) {
  if (folder.empty() || is_folder(folder)) return;
  if (folder.has_relative_path()) make_folders(folder.parent_path());
  if (::CreateDirectoryW(long_path(folder).c_str(), nullptr) != 0) return;
  const auto fault = last_system_fault();
  // Another program may have made it meanwhile.
  if (!is_folder(folder)) throw std::system_error(fault, folder.string());
}

void remove_folder(const fs::path& folder) {
  std::vector<fs::path> places{folder};
  const auto list = [&places](const FolderEntry& entry) {
    places.push_back(entry.path);
    return true;
  };
  if (type_of(folder) == fs::file_type::directory) for_each_entry(folder, std::numeric_limits<int>::max(), list);
  // What is in a folder comes after it in the list.
  for (const auto& place : places | std::views::reverse)
    if (::RemoveDirectoryW(long_path(place).c_str()) == 0) ::DeleteFileW(long_path(place).c_str());
}

}  // namespace demur
