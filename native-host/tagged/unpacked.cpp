#include "tagged/unpacked.hpp"

#include <algorithm>
#include <system_error>

#include "platform/error.hpp"

namespace demur::tagged {
namespace {

namespace fs = std::filesystem;

/// Downloads are nested by about six, under a folder or two of the person's.
constexpr int deepest = 12;
/// The largest described has some hundred thousand files.
constexpr int most_entries = 1'000'000;
constexpr std::size_t most_needed = 1000;
/// What tells a download from another folder is at its top, or below one or two folders that are named after it.
constexpr int deepest_mark = 2;
constexpr int most_at_top = 2000;

/// Calls `take` for each thing below the folder, with its path in it, until it gives false.
template <typename Take>
void walk(const fs::path& folder, int depth, Take take) {
  std::error_code fault;
  // Links to folders are not followed unless one asks for it.
  fs::recursive_directory_iterator entry{folder, fs::directory_options::skip_permission_denied, fault};
  for (const fs::recursive_directory_iterator end; !fault && entry != end; entry.increment(fault)) {
    if (entry.depth() >= depth) entry.disable_recursion_pending();
    const auto within = entry->path().lexically_relative(folder).generic_string();
    if (!take(*entry, within)) return;
  }
}

[[noreturn]] void refuse_as_too_large(const fs::path& folder) {
  throw Error(ErrorKind::download_unreadable, {{"reason", "too-large"}, {"file", folder.filename().string()}});
}

}  // namespace

UnpackedDownload look_through(const fs::path& folder, const std::stop_token& stop) {
  UnpackedDownload found;
  int count = 0;
  walk(folder, deepest, [&](const fs::directory_entry& entry, const std::string& within) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled);
    if (++count > most_entries) refuse_as_too_large(folder);
    std::error_code fault;
    if (entry.symlink_status(fault).type() != fs::file_type::regular) return true;
    if (auto platform = reading::platform_of(within)) found.platforms.insert(std::move(*platform));
    auto known = reading::known_file(within);
    if (!known) return true;
    if (found.needed.size() == most_needed) refuse_as_too_large(folder);
    if (known->is_mark) found.platforms.insert(known->platform);
    const auto bytes = entry.file_size(fault);
    found.needed.push_back({entry.path(), within, std::move(*known), fault ? 0 : static_cast<std::int64_t>(bytes)});
    return true;
  });
  std::sort(found.needed.begin(), found.needed.end(), [](const auto& a, const auto& b) {
    return std::tie(a.known.tells, a.within) < std::tie(b.known.tells, b.within);
  });
  return found;
}

std::set<std::string> platforms_at_top(const fs::path& folder) {
  std::set<std::string> platforms;
  int count = 0;
  walk(folder, deepest_mark, [&](const fs::directory_entry&, const std::string& within) {
    if (auto platform = reading::platform_of(within)) platforms.insert(std::move(*platform));
    return ++count < most_at_top;
  });
  return platforms;
}

}  // namespace demur::tagged
