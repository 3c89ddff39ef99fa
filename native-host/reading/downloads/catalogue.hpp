#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Which files of a data download tell something, from manifests/downloads.json. The host asks it when it walks an
/// unpacked download, the reader when it reads the directory of an archive.
namespace demur::reading {

/// What a file tells, in the order in which files are to be read.
enum class Tells : std::uint8_t {
  addresses,          ///< Addresses of the account.
  earlier_addresses,  ///< Addresses that it had once: read only where the platform's other files told none.
  tagged,             ///< Photos and videos in which others tagged the person.
  posts,              ///< What others wrote on the person's timeline.
  notices,            ///< What happened lately; tags and mentions among it.
};

enum class Markup : std::uint8_t { json, html };

struct KnownFile {
  std::string name;      ///< By which the reader knows it, such as "photos_and_videos_you're_tagged_in.json".
  std::string platform;  ///< facebook or instagram.
  Tells tells;
  Markup markup;
  bool is_mark;  ///< Whether only downloads of the platform have such a file.
};

/// The file at a path within a download, whichever folders are above it. Nothing for one that isn't needed. A known
/// file's name is such a path, too.
std::optional<KnownFile> known_file(std::string_view path);

/// The platform whose downloads alone have such a path, of a file or of a folder. Nothing for a path that says nothing.
std::optional<std::string> platform_of(std::string_view path);

/// Whether a path leads out of the folder that it is to be in, or has letters that no download's has.
bool is_unsafe(std::string_view path);

}  // namespace demur::reading
