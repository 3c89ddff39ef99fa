#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "platform/time.hpp"
#include "reading/downloads/catalogue.hpp"

/// Finds data downloads on this computer, by names, sizes and times alone: no file is opened, no link is followed.
namespace demur::tagged {

/// What the name of an archive or of an unpacked folder says, by manifests/download-names.json.
struct DownloadName {
  struct Part {
    std::string before;  ///< The name without the number.
    int number;
  };
  std::string platform;  ///< facebook, instagram or meta.
  std::string batch;     ///< Platform, account and day: what the names of all parts of a download begin with.
  std::optional<Part> part;
  std::optional<std::string> copy_of;  ///< The name that was already taken when a browser chose this one.
};

/// Reads a name without `.zip`. Nothing where it isn't that of a download.
std::optional<DownloadName> read_download_name(std::string_view name);

/// Whether a file has the extension of an archive, in upper or lower case.
bool is_zip(const std::filesystem::path& path);

/// A data download in a folder.
struct LocalDownload {
  std::filesystem::path path;  ///< The archive, the first of its parts, or the unpacked folder.
  std::string platform;        ///< facebook, instagram or meta.
  std::int64_t parts;
  std::int64_t bytes;  ///< Of all parts; 0 for a folder.
  Time modified_at;
};

inline constexpr std::size_t max_local_downloads = 50;

/// The downloads in a folder, newest first, at most `max_local_downloads`.
std::vector<LocalDownload> find_downloads(const std::filesystem::path& folder);

/// The archives with all the parts that lie beside them, each once, in order. Throws demur::Error: download-unreadable
/// with part-missing where a number is left out.
std::vector<std::filesystem::path> with_parts(const std::vector<std::filesystem::path>& archives);

/// A file of an unpacked download that is needed.
struct UnpackedFile {
  std::filesystem::path path;
  std::string within;  ///< The path within the folder.
  reading::KnownFile known;
  std::int64_t bytes;
};

struct UnpackedDownload {
  std::set<std::string> platforms;  ///< None where the folder is not a download.
  std::vector<UnpackedFile> files;  ///< In the order in which they are to be read.
};

/// A file that lies within an unpacked download.
struct FileWithin {
  std::optional<reading::KnownFile> known;  ///< Nothing where it is not needed.
};

/// What a file is that was chosen in place of the download around it, by the names of the folders above it. Nothing for
/// any other file.
std::optional<FileWithin> file_within_download(const std::filesystem::path& file);

/// Looks through a folder, which may lie within the download, only as deep and as far as downloads go. Throws
/// demur::Error: download-unreadable with too-large, cancelled.
UnpackedDownload look_through(const std::filesystem::path& folder, const std::stop_token& stop);

}  // namespace demur::tagged
