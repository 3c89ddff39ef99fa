#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "history/history_file.hpp"
#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::history {

/// The result of a merge.
struct Merged {
  std::int64_t entries;     ///< That were not here before.
  std::int64_t objections;  ///< That were not here before.
  std::int64_t removed;     ///< Objections that were here and had been removed on the other computer.
  /// New entries about objections that were here before: they wait for the person's agreement.
  std::int64_t set_aside;
  std::int64_t agreed;  ///< Entries that were here, waited, and count now.
};

/// An objection of this computer whose status a file would change.
struct StatusChange {
  std::string objection_id;
  std::string from, to;
};

/// An address with which somebody objected here, and whose account's standing a file would change: it has a better
/// objection now, or one that was withdrawn.
struct StandingChange {
  std::string platform, email;
  std::string from, to;
};

/// What a merge would do.
struct Preview {
  std::int64_t adds;                      ///< Objections that are not here yet.
  std::vector<StatusChange> changes;      ///< At most `protocol::max_changes`.
  std::int64_t erases;                    ///< Objections that are here and were removed on the other computer.
  std::int64_t entries;                   ///< That `added` would set aside, or leave so.
  std::vector<StandingChange> standings;  ///< At most `protocol::max_changes`.
};

/// What a file may do to objections that were here before it and did not come from the same chain in a file: `added`
/// sets entries about them aside, so that they decide nothing and erase nothing; likewise what the file newly says
/// about its own objection that it withdraws, where the withdrawal would end others of the account that were here
/// before. A later merge with `changed` agrees. What a file said about an objection before that came is set aside when
/// it comes, whatever was agreed to: nobody could be asked.
enum class Agreement : std::uint8_t { added, changed };

/// Merges the history that `begin_export` wrote as JSON, here or on another computer. The result is the union of all
/// entries, each as it is in its chain: merging twice is the same as once, and the order of merging does not matter. An
/// objection that was removed on one of the computers is erased on this one too, where the person agreed. Every
/// fingerprint is computed again. All or nothing: a refused file changes nothing. Throws demur::Error: reader-failed,
/// and the store's faults.
std::variant<Merged, Refusal> merge(store::Database& database, ByteSource& file, Time now,
                                    Agreement agreement = Agreement::added);

/// What merging the file with all its changes would do. Changes nothing. Throws likewise.
std::variant<Preview, Refusal> preview(store::Database& database, ByteSource& file, Time now);

}  // namespace demur::history
