#pragma once
#include <cstdint>
#include <filesystem>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "reading/downloads/catalogue.hpp"

namespace demur::tagged {

/// A file of an unpacked download that is needed.
struct NeededFile {
  std::filesystem::path path;
  std::string within;  ///< The path within the folder.
  reading::KnownFile known;
  std::int64_t bytes;
};

struct UnpackedDownload {
  std::set<std::string> platforms;  ///< None: it is no download's folder.
  std::vector<NeededFile> needed;   ///< In the order in which they are to be read.
};

/// Looks through a folder. Follows no links, opens nothing, and goes only as deep and as far as downloads do. Throws
/// demur::Error: download-unreadable with too-large, cancelled.
UnpackedDownload look_through(const std::filesystem::path& folder, const std::stop_token& stop);

/// The platforms of the download that was unpacked into a folder, by what is at its top.
std::set<std::string> platforms_at_top(const std::filesystem::path& folder);

}  // namespace demur::tagged
