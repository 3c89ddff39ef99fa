// Any bytes as another computer's history: what is refused changes nothing, and what is accepted is intact.
#include <cstdlib>

#include "history/merge.hpp"
#include "history/verify.hpp"
#include "listener.hpp"
#include "platform/time.hpp"
#include "support.hpp"

using namespace demur;

namespace {

std::int64_t entries(store::Database& database) {
  store::Statement row{database, "SELECT count(*) FROM events"};
  row.step();
  return row.number(0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const test::TemporaryFolder folder;
  static store::Database database{folder.path()};
  MemorySource file{test::as_text(bytes, size)};
  const auto before = entries(database);
  const auto outcome = history::merge(database, file, system_now(), history::Agreement::changed);
  const auto* merged = std::get_if<history::Merged>(&outcome);
  if (entries(database) - before != (merged == nullptr ? 0 : merged->entries)) std::abort();
  if (merged != nullptr && history::verify(database).first_broken) std::abort();
  return 0;
}
