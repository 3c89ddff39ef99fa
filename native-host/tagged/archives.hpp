#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "platform/time.hpp"

namespace demur::tagged {

/// A data download on this computer.
struct Archive {
  std::filesystem::path path;  ///< The archive, the first of its parts, or the unpacked folder.
  std::string platform;        ///< facebook, instagram or meta.
  std::int64_t parts;
  std::int64_t bytes;  ///< Of all parts; 0 for a folder.
  Time modified_at;
};

inline constexpr std::size_t most_archives = 50;

/// Whether a file is named as archives are, in large letters or small.
bool is_zip(const std::filesystem::path& path);

/// The downloads in a folder, newest first. Looks at names, sizes and times alone, and follows no links.
std::vector<Archive> find_archives(const std::filesystem::path& folder);

/// The archives with all parts that lie beside them, each once, in order. Throws demur::Error: download-unreadable with
/// part-missing where a number is left out.
std::vector<std::filesystem::path> with_parts(const std::vector<std::filesystem::path>& archives);

}  // namespace demur::tagged
