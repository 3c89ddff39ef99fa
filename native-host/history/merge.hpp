#pragma once
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <variant>

#include "history/merge_entry.hpp"
#include "store/database.hpp"

namespace demur::history {

/// What a merge brought.
struct Merged {
  std::int64_t entries;     ///< That were not here before.
  std::int64_t objections;  ///< That were not here before.
  std::int64_t removed;     ///< Objections that were here and had been removed on the other computer.
};

/// Why a file was not merged.
struct Refusal {
  /// not-a-history, newer-version, damaged (the file ends early or is no JSON), malformed, link-broken,
  /// content-changed, entry-missing, entry-differs (from the one with its id that is here), objection-missing
  std::string reason;
  /// The entry where it was found.
  std::optional<EntryName> entry;
};

/// Merges the history that `begin_export` wrote as JSON, here or on another computer. The result is the union of all
/// entries, each as it stands in its chain: merging twice is merging once, and the order of merging does not matter. An
/// objection that was removed on one of the computers is erased on this one too. Every fingerprint is computed again.
/// All or nothing: a refused file changes nothing. Throws demur::Error for the store's faults.
std::variant<Merged, Refusal> merge(store::Database& database, std::istream& file);

}  // namespace demur::history
