#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "reading/record.hpp"
#include "store/database.hpp"

namespace demur::tagged {

/// How far an import has come. `stage` is one of manifests/protocol.json.
struct ImportProgress {
  std::string_view stage;
  std::int64_t done, total;  ///< Bytes; items in the stage contacts.
  std::int64_t found;        ///< Items.
};

using OnImportProgress = std::function<void(const ImportProgress&)>;

/// What a download of Facebook has of the list of what others tagged the person in.
enum class TaggedListState : std::uint8_t {
  there,
  none,     ///< Meta says in its place that there is nothing to list.
  missing,  ///< It was not asked for, or lies in another part.
};

/// Meta's notices in a download: how many there are, and how many of these say that somebody tagged or mentioned the
/// person.
struct Notices {
  std::int64_t read = 0, about = 0;
};

/// The result of an import.
struct ImportSummary {
  std::string platform;  ///< facebook, instagram or meta, which is both.
  std::vector<reading::AccountEmail> emails;
  std::int64_t items;     ///< In the download, each counted once.
  std::int64_t added;     ///< How many of them were new.
  std::int64_t contacts;  ///< Who shared them.
  std::vector<reading::SkippedFile> skipped;
  std::optional<TaggedListState> tagged_list;  ///< Nothing where no download of Facebook's was read.
  Notices notices;
};

/// How an import is followed and stopped.
struct ImportWatch {
  OnImportProgress on_progress = [](const ImportProgress&) {};
  std::stop_token stop = {};
  /// Asked once, before the last items are kept for good: false to leave them out after all.
  std::function<bool()> may_keep = [] { return true; };
};

/// Has demur-reader read archives and unpacked folders, with the parts that lie beside them, and keeps the items that
/// include the person. Nothing is kept before all is read; then they are kept in small steps, so that no other host
/// waits long, and where that ends early, those of the steps before stay. Importing twice is importing once. Throws
/// demur::Error: file-unreadable, download-unreadable, reader-failed, cancelled (with how many new items are kept) and
/// the store's errors.
ImportSummary import_downloads(store::Database& database, const std::string& now,
                               const std::vector<std::filesystem::path>& paths, const ImportWatch& watch);

}  // namespace demur::tagged
