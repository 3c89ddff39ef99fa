#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "store/database.hpp"

namespace demur::history {

/// The first entry that is not as it was written.
struct Break {
  std::string chain_id;
  std::int64_t position;
  std::optional<std::string> event_id;
  std::optional<std::string> objection_id;
  std::string reason;  ///< content-changed, link-broken or entry-missing
};

struct Verdict {
  std::int64_t events;
  std::optional<Break> first_broken;
};

/// Computes every chain again, entry by entry, this computer's own and those that came from others. Finds changed
/// content, changed or reordered entries, and missing ones, also at the end. Someone who can write the file and knows
/// the method can make a whole new chain: that no verification here can find.
Verdict verify(store::Database& database);

}  // namespace demur::history
