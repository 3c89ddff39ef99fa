#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "reading/record.hpp"
#include "tagged/found_items.hpp"

namespace demur::tagged {

/// What a download tells.
struct DownloadContents {
  std::set<std::string> platforms;  ///< facebook, instagram.
  std::vector<reading::AccountEmail> emails;
  FoundItems items;
  std::vector<reading::SkippedFile> skipped;  ///< The first of them.
};

inline constexpr std::size_t most_emails = 20;
inline constexpr std::size_t most_skipped = 100;

/// How far an import has come. `stage` is one of manifests/protocol.json.
struct ImportProgress {
  std::string_view stage;
  std::int64_t done, total;  ///< Bytes; items in the stage contacts.
  std::int64_t found;        ///< Items.
};

using OnImportProgress = std::function<void(const ImportProgress&)>;

/// Has demur-reader read archives and unpacked folders, as one download. Writes nothing. Throws demur::Error:
/// file-unreadable, download-unreadable, reader-failed, cancelled.
DownloadContents read_downloads(const std::vector<std::filesystem::path>& paths, const OnImportProgress& on_progress,
                                const std::stop_token& stop);

}  // namespace demur::tagged
