#pragma once
#include "history/chain.hpp"
#include "store/database.hpp"

/// The end of this computer's own chain: whoever remembers it can tell later whether what was answered is still there.
namespace demur::history {

/// For a chain without entries the position is 0, and the hash is what its first entry follows.
Head own_head(store::Database& database);

/// `gone`: entries were lost or changed. `other_history`: this database's own chain is another one, as in a new
/// profile.
enum class Remembered : std::uint8_t { held, gone, other_history };

/// Whether an earlier end of the own chain is still there.
Remembered look_for(store::Database& database, const Head& remembered);

}  // namespace demur::history
