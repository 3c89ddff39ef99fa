#include "tagged/local_downloads.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "embedded/download_names_json.hpp"
#include "platform/error.hpp"
#include "platform/folders.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::tagged {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::size_t max_part_digits = 3;
/// A folder with more in it is somebody's store of files; the rest of it is not looked at.
constexpr int max_folder_entries = 20000;
/// Downloads are nested by about six, under a folder or two of the person's.
constexpr int max_depth = 12;
/// The largest described has some hundred thousand files.
constexpr int max_unpacked_files = 1'000'000;
constexpr std::size_t max_needed_files = 1000;
/// What distinguishes a download from another folder is at its top, or below one or two folders named after it.
constexpr int max_platform_depth = 2;
constexpr int max_entries_at_top = 2000;

struct NameShape {
  std::string platform;
  std::string text;
};

struct Naming {
  std::vector<NameShape> shapes;
  std::vector<std::string> parts;
  std::vector<std::string> copies;
};

const Naming& naming() {
  // Read when first needed: most hosts never look for a download.
  static const auto read = [] {
    const auto facts = json::parse(download_names_json);
    Naming names{{}, facts.at("parts"), facts.at("copies")};
    for (const auto& name : facts.at("names")) names.shapes.push_back({name.at("platform"), name.at("shape")});
    return names;
  }();
  return read;
}

bool fits(char place, char c) {
  return place == '#' ? is_digit(c) : place == '@' ? is_letter(c) : place == c;
}

/// How much of the name the shape takes, at least; nothing where it does not fit.
std::optional<std::size_t> length_of(std::string_view shape, std::string_view name) {
  std::size_t taken = 0;
  for (; !shape.empty() && shape.front() != '*'; shape.remove_prefix(1), ++taken)
    if (taken == name.size() || !fits(shape.front(), name[taken])) return std::nullopt;
  const bool goes_on_alike = taken < name.size() && (is_digit(name[taken]) || is_letter(name[taken]));
  if (shape.empty()) return goes_on_alike ? std::nullopt : std::optional{taken};
  for (auto rest = taken + 1; rest < name.size(); ++rest)
    if (const auto more = length_of(shape.substr(1), name.substr(rest))) return rest + *more;
  return std::nullopt;
}

std::size_t digits_at_end(std::string_view text) {
  const auto end = std::find_if_not(text.rbegin(), text.rend(), is_digit);
  return static_cast<std::size_t>(end - text.rbegin());
}

/// The name that a browser has numbered.
std::optional<std::string> original_of(std::string_view name) {
  for (const std::string_view copy : naming().copies) {
    const auto number = copy.find('#');
    const auto before = copy.substr(0, number), after = copy.substr(number + 1);
    if (!name.ends_with(after)) continue;
    auto start = name.substr(0, name.size() - after.size());
    const auto digits = digits_at_end(start);
    start.remove_suffix(digits);
    if (digits > 0 && start.ends_with(before)) return std::string{start.substr(0, start.size() - before.size())};
  }
  return std::nullopt;
}

/// `tail` is the end of the name, after the batch.
std::optional<DownloadName::Part> part_of(std::string_view name, std::string_view tail) {
  const auto digits = digits_at_end(tail);
  if (digits == 0 || digits > max_part_digits) return std::nullopt;
  const auto before = tail.substr(0, tail.size() - digits);
  const auto& parts = naming().parts;
  if (std::none_of(parts.begin(), parts.end(), [before](const auto& end) { return before.ends_with(end); }))
    return std::nullopt;
  return DownloadName::Part{std::string{name.substr(0, name.size() - digits)},
                            read_number<int>(tail.substr(before.size())).value_or(0)};
}

/// An archive whose name is that of a download.
struct NamedArchive {
  fs::path path;
  DownloadName name;

  [[nodiscard]] int number() const { return name.part ? name.part->number : 0; }
};

/// Calls `take` for each entry of the folder, which may be missing.
template <typename Take>
void for_each_in(const fs::path& folder, Take take) {
  int count = 0;
  for_each_entry(folder, 0, [&](const FolderEntry& entry) {
    take(entry);
    return ++count < max_folder_entries;
  });
}

std::string path_within(const fs::path& folder, const FolderEntry& entry) {
  return entry.path.lexically_relative(folder).generic_string();
}

/// The archives of downloads in a folder, in the order of their parts, without second copies.
std::vector<NamedArchive> archives_in(const fs::path& folder) {
  std::vector<NamedArchive> found;
  std::set<std::string> names;
  for_each_in(folder, [&](const FolderEntry& entry) {
    if (!is_zip(entry.path) || entry.type != fs::file_type::regular) return;
    const auto stem = entry.path.stem().string();
    auto name = read_download_name(stem);
    if (!name) return;
    names.insert(stem);
    found.push_back({entry.path, std::move(*name)});
  });
  std::erase_if(found, [&names](const auto& one) { return one.name.copy_of && names.contains(*one.name.copy_of); });
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tuple{a.name.batch, a.number(), a.path} < std::tuple{b.name.batch, b.number(), b.path};
  });
  return found;
}

/// The platforms of the download that was unpacked into a folder, by what is at its top.
std::set<std::string> platforms_at_top(const fs::path& folder) {
  std::set<std::string> platforms;
  int count = 0;
  for_each_entry(folder, max_platform_depth, [&](const FolderEntry& entry) {
    if (auto platform = reading::platform_of(path_within(folder, entry))) platforms.insert(std::move(*platform));
    return ++count < max_entries_at_top;
  });
  return platforms;
}

/// Unpacked downloads: their contents decide the platform, whatever their names are.
std::vector<LocalDownload> folders_in(const fs::path& folder) {
  std::vector<LocalDownload> found;
  for_each_in(folder, [&found](const FolderEntry& entry) {
    if (entry.type != fs::file_type::directory) return;
    const auto platforms = platforms_at_top(entry.path);
    if (platforms.empty()) return;
    found.push_back({entry.path, platforms.size() == 1 ? *platforms.begin() : "meta", 1, 0, modified_at(entry.path)});
  });
  return found;
}

LocalDownload download_of(const std::vector<const NamedArchive*>& parts) {
  const auto& first = *parts.front();
  LocalDownload download{first.path, first.name.platform, static_cast<std::int64_t>(parts.size()), 0, {}};
  for (const auto* part : parts) {
    download.bytes += size_of(part->path);
    download.modified_at = std::max(download.modified_at, modified_at(part->path));
  }
  return download;
}

/// The parts of one numbering must all be there, up to the last that is.
void refuse_gaps(const std::vector<const NamedArchive*>& parts) {
  std::map<std::string, std::set<int>> numbers;
  for (const auto* part : parts)
    if (part->name.part) numbers[part->name.part->before].insert(part->number());
  for (const auto& [before, present] : numbers)
    for (int number = std::min(1, *present.begin()); number < *present.rbegin(); ++number)
      if (!present.contains(number))
        throw Error(ErrorKind::download_unreadable,
                    {{"reason", "part-missing"}, {"file", before + std::to_string(number) + ".zip"}});
}

/// All parts of the batch that an archive belongs to; none where its name does not say.
std::vector<fs::path> parts_of(const fs::path& archive) {
  const auto name = is_zip(archive) ? read_download_name(archive.stem().string()) : std::nullopt;
  if (!name) return {};
  const auto all = archives_in(archive.parent_path());
  std::vector<const NamedArchive*> parts;
  for (const auto& one : all)
    if (one.name.batch == name->batch) parts.push_back(&one);
  refuse_gaps(parts);
  std::vector<fs::path> paths(parts.size());
  std::transform(parts.begin(), parts.end(), paths.begin(), [](const auto* part) { return part->path; });
  return paths;
}

/// The last names of a path.
fs::path names_from_above(const fs::path& path, int count) {
  fs::path names;
  auto name = path.end();
  for (const auto first = path.begin(); name != first && count > 0; --count) --name;
  for (; name != path.end(); ++name)
    if (!name->is_absolute() || name->has_filename()) names /= *name;
  return names.relative_path();
}

[[noreturn]] void refuse_as_too_large(const fs::path& folder) {
  throw Error(ErrorKind::download_unreadable, {{"reason", "too-large"}, {"file", folder.filename().string()}});
}

}  // namespace

std::optional<DownloadName> read_download_name(std::string_view name) {
  for (const auto& [platform, shape] : naming().shapes) {
    const auto length = length_of(shape, name);
    if (!length) continue;
    auto copy_of = original_of(name);
    const std::string_view original = copy_of ? std::string_view{*copy_of} : name;
    const auto tail = original.substr(std::min(*length, original.size()));
    return DownloadName{platform, std::string{name.substr(0, *length)}, part_of(original, tail), copy_of};
  }
  return std::nullopt;
}

bool is_zip(const fs::path& path) {
  return equal_ignoring_case(path.extension().string(), ".zip");
}

std::vector<LocalDownload> find_downloads(const fs::path& folder) {
  const auto archives = archives_in(folder);
  std::map<std::string, std::vector<const NamedArchive*>> batches;
  for (const auto& archive : archives) batches[archive.name.batch].push_back(&archive);
  std::vector<LocalDownload> found(batches.size());
  std::transform(batches.begin(), batches.end(), found.begin(),
                 [](const auto& batch) { return download_of(batch.second); });
  for (auto& unpacked : folders_in(folder)) {
    // Beside its archive it is the same download.
    const auto name = read_download_name(unpacked.path.filename().string());
    if (!name || !batches.contains(name->batch)) found.push_back(std::move(unpacked));
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(b.modified_at, a.path) < std::tie(a.modified_at, b.path);
  });
  if (found.size() > max_local_downloads) found.resize(max_local_downloads);
  return found;
}

std::vector<fs::path> with_parts(const std::vector<fs::path>& archives) {
  std::vector<fs::path> all;
  const auto add = [&all](const fs::path& path) {
    if (!contains(all, path)) all.push_back(path);
  };
  for (const auto& archive : archives) {
    const auto parts = parts_of(archive);
    // A copy, or a link, is not among them.
    if (!contains(parts, archive)) add(archive);
    std::for_each(parts.begin(), parts.end(), add);
  }
  return all;
}

std::optional<FileWithin> file_within_download(const fs::path& file) {
  const auto ending = lower_case(file.extension().string());
  if (ending != ".json" && ending != ".html" && ending != ".htm") return std::nullopt;
  const auto names = names_from_above(file, max_depth);
  for (auto part = names.begin(); part != names.end(); ++part) {
    fs::path within;
    std::for_each(part, names.end(), [&within](const auto& name) { within /= name; });
    const bool is_its_folder = std::next(part) != names.end() && read_download_name(part->string());
    if (is_its_folder || reading::platform_of(within.generic_string()))
      return FileWithin{reading::known_file(within.generic_string())};
  }
  auto known = reading::known_file(names.generic_string());
  if (!known || !known->identifies_platform) return std::nullopt;
  return FileWithin{std::move(known)};
}

UnpackedDownload look_through(const fs::path& folder, const std::stop_token& stop) {
  UnpackedDownload found;
  int count = 0;
  // A folder within the download is told by its own name and that of the one around it.
  constexpr int levels_above = 2;
  const auto above = names_from_above((folder / "").parent_path(), levels_above);
  for_each_entry(folder, max_depth, [&](const FolderEntry& entry) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled);
    if (++count > max_unpacked_files) refuse_as_too_large(folder);
    if (entry.type != fs::file_type::regular) return true;
    const auto within = path_within(folder, entry);
    const auto from_above = (above / within).generic_string();
    for (const auto& path : {within, from_above})
      if (auto platform = reading::platform_of(path)) found.platforms.insert(std::move(*platform));
    auto known = reading::known_file(within);
    if (!known) known = reading::known_file(from_above);
    if (!known) return true;
    if (found.files.size() == max_needed_files) refuse_as_too_large(folder);
    if (known->identifies_platform) found.platforms.insert(known->platform);
    found.files.push_back({entry.path, within, std::move(*known), size_of(entry.path)});
    return true;
  });
  std::sort(found.files.begin(), found.files.end(), [](const auto& a, const auto& b) {
    return std::tie(a.known.content, a.within) < std::tie(b.known.content, b.within);
  });
  return found;
}

}  // namespace demur::tagged
