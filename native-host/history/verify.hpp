#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "history/seal_mails.hpp"
#include "store/database.hpp"

namespace demur::history {

/// The first entry that is not what was written.
struct Break {
  std::string chain_id;
  std::int64_t position;
  std::optional<std::string> event_id;
  std::optional<std::string> objection_id;
  /// content-changed, link-broken or entry-missing; shown-differs: the entries are as they were written, but what is
  /// kept beside them, to be shown and searched, does not follow from them; seal-differs: the entries follow from each
  /// other, but are not those that a seal stands for, as many as `position` says.
  std::string reason;
};

struct Verdict {
  std::int64_t events;
  std::optional<Break> first_broken;
};

/// Recomputes every chain, entry by entry, this computer's own and those that came from others, and then what is shown
/// of each objection. Finds changed content, changed or reordered entries, and missing ones, even at the end. Someone
/// who can write the file and knows the method can make a whole new chain: only a seal that somebody else has reveals
/// that. `seals` have been compared with the history.
Verdict verify(store::Database& database, const std::vector<SealMail>& seals = {});

/// The same for one objection: its entries, what they follow and what follows them, and what is shown of it. Costs the
/// same however long the history is. Throws not-found where it has no entries.
Verdict verify(store::Database& database, const std::string& objection_id);

/// Whether what is kept beside the entries of an objection, to be shown and searched, follows from them.
bool is_shown_right(store::Database& database, const std::string& objection_id);

}  // namespace demur::history
