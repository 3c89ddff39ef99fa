#pragma once
#include <cstdint>
#include <filesystem>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "reading/exports/catalogue.hpp"

namespace demur::tagged {

/// A file of an unpacked export that is needed.
struct NeededFile {
  std::filesystem::path path;
  std::string within;  ///< The path within the folder.
  reading::KnownFile known;
  std::int64_t bytes;
};

struct UnpackedExport {
  std::set<std::string> platforms;  ///< None: it is no export's folder.
  std::vector<NeededFile> needed;   ///< In the order in which they are to be read.
};

/// Looks through a folder. Follows no links, opens nothing, and goes only as deep and as far as exports do. Throws
/// demur::Error: export-unreadable with too-large, cancelled.
UnpackedExport look_through(const std::filesystem::path& folder, const std::stop_token& stop);

/// The platforms of the export that was unpacked into a folder, by what is at its top.
std::set<std::string> platforms_at_top(const std::filesystem::path& folder);

}  // namespace demur::tagged
