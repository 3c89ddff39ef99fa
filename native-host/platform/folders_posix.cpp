#include "platform/folders.hpp"

#include <chrono>
#include <system_error>

namespace demur {

namespace fs = std::filesystem;

void for_each_entry(const fs::path& folder, int levels, const std::function<bool(const FolderEntry&)>& take) {
  std::error_code fault;
  fs::recursive_directory_iterator entry{folder, fs::directory_options::skip_permission_denied, fault};
  for (const fs::recursive_directory_iterator end; !fault && entry != end; entry.increment(fault)) {
    if (entry.depth() >= levels) entry.disable_recursion_pending();
    std::error_code gone;
    if (!take({entry->path(), entry->symlink_status(gone).type()})) return;
  }
}

std::optional<std::vector<FolderEntry>> entries_in(const fs::path& folder) {
  std::error_code fault;
  fs::directory_iterator entry{folder, fault};
  if (fault) return std::nullopt;
  std::vector<FolderEntry> entries;
  for (const fs::directory_iterator end; !fault && entry != end; entry.increment(fault)) {
    std::error_code gone;
    entries.push_back({entry->path(), entry->symlink_status(gone).type()});
  }
  return entries;
}

fs::file_type type_of(const fs::path& place) {
  std::error_code fault;
  return fs::symlink_status(place, fault).type();
}

bool is_folder(const fs::path& place) {
  std::error_code fault;
  return fs::is_directory(place, fault);
}

bool is_file(const fs::path& place) {
  std::error_code fault;
  return fs::is_regular_file(place, fault);
}

bool is_same(const fs::path& one, const fs::path& other) {
  std::error_code fault;
  return fs::equivalent(one, other, fault);
}

std::int64_t size_of(const fs::path& file) {
  std::error_code fault;
  const auto bytes = fs::file_size(file, fault);
  return fault ? 0 : static_cast<std::int64_t>(bytes);
}

Time modified_at(const fs::path& place) {
  std::error_code fault;
  const auto time = fs::last_write_time(place, fault);
  if (fault) return Time{};
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::file_clock::to_sys(time));
}

void make_folders(const fs::path& folder) {
  fs::create_directories(folder);
}

void remove_folder(const fs::path& folder) {
  std::error_code left;
  fs::remove_all(folder, left);
}

}  // namespace demur
