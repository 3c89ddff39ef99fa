#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "history/ancestors.hpp"
#include "history/chain.hpp"
#include "store/database.hpp"
#include "text/seal_line.hpp"

/// Seals of the history, as docs/history-format.md describes them.
namespace demur::history {

/// What a seal is made of besides the ends: entries, in any order.
class Sealed {
 public:
  /// `waits`: whether the person has yet to agree to it.
  void take(const std::string& hash, const std::string& recorded_at, bool waits);

  /// The line with these ends. Nothing where there are none, or too many.
  [[nodiscard]] std::optional<SealLine> line(const std::vector<Head>& ends) const;
  [[nodiscard]] std::int64_t entries() const { return entries_; }
  [[nodiscard]] std::string day() const;
  /// A digest of those that wait; empty where none do.
  [[nodiscard]] std::string waiting() const;

 private:
  std::int64_t entries_ = 0;
  std::string newest_;
  std::vector<std::string> waiting_;  ///< Their hashes.
};

/// The seal of the table `events` up to the entry with this `sequence`.
std::optional<SealLine> seal_of(store::Database& database, std::int64_t last_sequence);

/// The ends of all chains up to the entry with this `sequence`, in order.
std::vector<Head> ends_of(store::Database& database, std::int64_t last_sequence);

/// How a history compares with a seal.
enum class Likeness : std::uint8_t {
  differs,       ///< Entries are missing, or there are others between them.
  agreed_since,  ///< All are there, but the person has since agreed to different parts of other computers' histories.
  same,
};

/// For each seal whether all entries that it stands for are in the table `events`. What came later makes no difference.
/// Whether each of them is what its hash says is not checked here.
std::vector<Likeness> compare(store::Database& database, const std::vector<SealLine>& seals);

}  // namespace demur::history
