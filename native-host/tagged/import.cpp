#include "tagged/import.hpp"

#include "platform/error.hpp"
#include "tagged/items.hpp"

namespace demur::tagged {
namespace {

/// Between two looks at whether it is to stop, and two reports.
constexpr std::size_t step = 256;

std::int64_t keep(store::Database& database, const std::string& now, const FoundItems& items,
                  const ImportWatch& watch) {
  const auto total = static_cast<std::int64_t>(items.size());
  const auto tell = [&](std::int64_t done) { watch.on_progress({"contacts", done, total, total}); };
  // Other hosts wait while this one writes: with less cache, pages of the indexes would go out and in again.
  database.execute("PRAGMA cache_size = -16384");
  Recording recording{database, now};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i % step == 0) {
      if (watch.stop.stop_requested()) throw Error(ErrorKind::cancelled);
      tell(static_cast<std::int64_t>(i));
    }
    recording.add(items.at(i));
  }
  tell(total);
  if (!watch.may_keep()) throw Error(ErrorKind::cancelled);
  return recording.commit();
}

}  // namespace

ImportSummary import_downloads(store::Database& database, const std::string& now,
                               const std::vector<std::filesystem::path>& paths, const ImportWatch& watch) {
  auto contents = read_downloads(paths, watch.on_progress, watch.stop);
  const auto added = keep(database, now, contents.items, watch);
  return {contents.platforms.size() == 1 ? *contents.platforms.begin() : "meta",
          std::move(contents.emails),
          contents.items.distinct(),
          added,
          contents.items.sharers(),
          std::move(contents.skipped)};
}

}  // namespace demur::tagged
