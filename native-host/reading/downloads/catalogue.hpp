#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Which files of a data download are needed, from manifests/downloads.json. The host uses it to look through an
/// unpacked download, the reader to read the directory of an archive.
namespace demur::reading {

/// What a file contains, in the order in which files must be read.
enum class FileContent : std::uint8_t {
  addresses,          ///< E-mail addresses of the account.
  earlier_addresses,  ///< Its former ones: read only where the platform's other files have none.
  tagged,             ///< Photos and videos in which others tagged the person.
  none,               ///< Meta's way of saying that there are no such photos and videos.
  posts,              ///< What others wrote on the person's timeline.
  notices,            ///< Recent notifications; tags and mentions are among them.
};

enum class Markup : std::uint8_t { json, html, text };

struct KnownFile {
  std::string name;      ///< In the catalogue, such as "photos_and_videos_you're_tagged_in.json".
  std::string platform;  ///< facebook or instagram.
  FileContent content;
  Markup markup;
  bool identifies_platform;  ///< Whether only this platform's downloads have such a file.
};

/// The needed file at a path within a download, whatever folders are above it; nothing for any other file. The name of
/// a known file is a valid path, too.
std::optional<KnownFile> known_file(std::string_view path);

/// The only platform whose downloads have such a path, of a file or of a folder. Nothing for any other path.
std::optional<std::string> platform_of(std::string_view path);

/// Whether a path leads out of the download's folder, or has characters that no download has.
bool is_unsafe(std::string_view path);

}  // namespace demur::reading
