#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "history/chain.hpp"
#include "history/objections.hpp"
#include "store/database.hpp"

namespace demur::history {

/// An entry of the history as it is in the database now.
struct StoredEntry {
  ChainEntry link;
  std::string hash;
  /// What the digest was made of; absent where it was erased or is missing.
  std::optional<EntryContent> content;
  std::optional<std::string> salt;  ///< Absent where the content was erased.
  /// Of a `submitted` entry.
  std::optional<Objection> objection;
  std::optional<std::string> detail;
  Provenance provenance = {};
  bool is_set_aside = false;  ///< It came with another computer's history, and the person has not agreed to it.
};

/// The place of an entry. An empty one is before all others.
using EntryPlace = Head;

/// Reads entries in the order of chain, position and hash, one after the other.
class EntryReader {
 public:
  /// Those after `after` that came no later than the one with this `sequence`.
  EntryReader(store::Database& database, const EntryPlace& after, std::int64_t last_sequence);
  /// Those of one objection.
  EntryReader(store::Database& database, const std::string& objection_id);

  std::optional<StoredEntry> next();

 private:
  store::Statement rows_;
};

/// The `sequence` of the entry that came last; 0 when there is none.
std::int64_t last_sequence(store::Database& database);

}  // namespace demur::history
