#include "tagged/archives.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <system_error>
#include <tuple>

#include "platform/error.hpp"
#include "tagged/download_names.hpp"
#include "tagged/unpacked.hpp"

namespace demur::tagged {
namespace {

namespace fs = std::filesystem;

/// A folder with more in it is somebody's store of files; the rest of it is not looked at.
constexpr int most_entries = 20000;

/// An archive, or an unpacked folder, with what its name tells.
struct Entry {
  fs::path path;
  DownloadName name;

  [[nodiscard]] int number() const { return name.part ? name.part->number : 0; }
};

/// Calls `take` for each thing in the folder, which may be missing.
template <typename Take>
void walk(const fs::path& folder, Take take) {
  std::error_code fault;
  int count = 0;
  for (fs::directory_iterator entry{folder, fs::directory_options::skip_permission_denied, fault}, end;
       !fault && entry != end && count < most_entries; entry.increment(fault), ++count)
    take(*entry);
}

/// The archives of downloads in a folder, in the order of their parts. A second download of one is left out.
std::vector<Entry> archives_in(const fs::path& folder) {
  std::vector<Entry> found;
  std::set<std::string> names;
  walk(folder, [&](const fs::directory_entry& entry) {
    std::error_code fault;
    if (!is_zip(entry.path()) || entry.symlink_status(fault).type() != fs::file_type::regular) return;
    const auto name = entry.path().stem().string();
    auto told = read_download_name(name);
    if (!told) return;
    names.insert(name);
    found.push_back({entry.path(), std::move(*told)});
  });
  std::erase_if(found,
                [&names](const Entry& entry) { return entry.name.copy_of && names.contains(*entry.name.copy_of); });
  std::sort(found.begin(), found.end(), [](const Entry& a, const Entry& b) {
    return std::tuple{a.name.batch, a.number(), a.path} < std::tuple{b.name.batch, b.number(), b.path};
  });
  return found;
}

Time modified_at(const fs::path& path) {
  std::error_code fault;
  const auto time = fs::last_write_time(path, fault);
  if (fault) return Time{};
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::file_clock::to_sys(time));
}

/// Unpacked downloads. Their platform is what they hold, whatever their names are.
std::vector<Archive> folders_in(const fs::path& folder) {
  std::vector<Archive> found;
  walk(folder, [&found](const fs::directory_entry& entry) {
    std::error_code fault;
    if (entry.symlink_status(fault).type() != fs::file_type::directory) return;
    const auto platforms = platforms_at_top(entry.path());
    if (platforms.empty()) return;
    found.push_back(
        {entry.path(), platforms.size() == 1 ? *platforms.begin() : "meta", 1, 0, modified_at(entry.path())});
  });
  return found;
}

std::int64_t size_of(const fs::path& path) {
  std::error_code fault;
  const auto size = fs::file_size(path, fault);
  return fault ? 0 : static_cast<std::int64_t>(size);
}

Archive archive_of(const std::vector<const Entry*>& parts) {
  const auto& first = *parts.front();
  Archive archive{first.path, first.name.platform, static_cast<std::int64_t>(parts.size()), 0, {}};
  for (const auto* part : parts) {
    archive.bytes += size_of(part->path);
    archive.modified_at = std::max(archive.modified_at, modified_at(part->path));
  }
  return archive;
}

/// The parts of one numbering must be all there, up to the last that is.
void refuse_gaps(const std::vector<const Entry*>& parts) {
  std::map<std::string, std::set<int>> numbers;
  for (const auto* part : parts)
    if (part->name.part) numbers[part->name.part->before].insert(part->number());
  for (const auto& [before, present] : numbers)
    for (int number = std::min(1, *present.begin()); number < *present.rbegin(); ++number)
      if (!present.contains(number))
        throw Error(ErrorKind::download_unreadable,
                    {{"reason", "part-missing"}, {"file", before + std::to_string(number) + ".zip"}});
}

/// All parts of the batch that an archive belongs to; none where its name does not tell.
std::vector<fs::path> parts_of(const fs::path& archive) {
  const auto name = is_zip(archive) ? read_download_name(archive.stem().string()) : std::nullopt;
  if (!name) return {};
  const auto all = archives_in(archive.parent_path());
  std::vector<const Entry*> parts;
  for (const auto& entry : all)
    if (entry.name.batch == name->batch) parts.push_back(&entry);
  refuse_gaps(parts);
  std::vector<fs::path> paths(parts.size());
  std::transform(parts.begin(), parts.end(), paths.begin(), [](const Entry* part) { return part->path; });
  return paths;
}

}  // namespace

bool is_zip(const fs::path& path) {
  auto extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](char c) { return static_cast<char>(c | ' '); });
  return extension == ".zip";
}

std::vector<Archive> find_archives(const fs::path& folder) {
  const auto entries = archives_in(folder);
  std::map<std::string, std::vector<const Entry*>> batches;
  for (const auto& entry : entries) batches[entry.name.batch].push_back(&entry);
  std::vector<Archive> found(batches.size());
  std::transform(batches.begin(), batches.end(), found.begin(),
                 [](const auto& batch) { return archive_of(batch.second); });
  for (auto& unpacked : folders_in(folder)) {
    // Beside its archive it is the same download.
    const auto name = read_download_name(unpacked.path.filename().string());
    if (!name || !batches.contains(name->batch)) found.push_back(std::move(unpacked));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(b.modified_at, a.path) < std::tie(a.modified_at, b.path);
  });
  if (found.size() > most_archives) found.resize(most_archives);
  return found;
}

std::vector<fs::path> with_parts(const std::vector<fs::path>& archives) {
  std::vector<fs::path> all;
  const auto add = [&all](const fs::path& path) {
    if (std::find(all.begin(), all.end(), path) == all.end()) all.push_back(path);
  };
  for (const auto& archive : archives) {
    const auto parts = parts_of(archive);
    // A copy, or a link, is not among them.
    if (std::find(parts.begin(), parts.end(), archive) == parts.end()) add(archive);
    std::for_each(parts.begin(), parts.end(), add);
  }
  return all;
}

}  // namespace demur::tagged
