#include "history/seal.hpp"

#include <algorithm>

#include "platform/secrets.hpp"

namespace demur::history {
namespace {

using store::Database;
using store::Statement;

struct Row {
  std::int64_t position;
  std::string hash, previous_hash, recorded_at;
  bool waits;
};

/// Compares one seal with a history, whose entries are given from the last position of each chain to the first.
class SealComparison {
 public:
  explicit SealComparison(const SealLine& seal) : seal_(seal), ancestors_({seal.ends.begin(), seal.ends.end()}) {}

  void take(const Row& row) {
    if (ancestors_.take(row.position, row.hash, row.previous_hash)) found_.take(row.hash, row.recorded_at, row.waits);
  }

  [[nodiscard]] Likeness result() const {
    if (!ancestors_.are_all_there() || found_.entries() != seal_.entries || found_.day() != seal_.day)
      return Likeness::differs;
    return found_.waiting() == seal_.waiting ? Likeness::same : Likeness::agreed_since;
  }

 private:
  const SealLine& seal_;
  Ancestors ancestors_;
  Sealed found_;
};

/// Calls `take` with each entry, from the last position of each chain to the first.
template <typename Take>
void read_backwards(Database& database, std::int64_t last_sequence, Take take) {
  Statement rows{
      database,
      "SELECT position, hash, previous_hash, recorded_at, set_aside FROM events WHERE sequence <= ? ORDER BY "
      "chain_id DESC, position DESC"};
  rows.bind(last_sequence);
  constexpr int waits_column = 4;
  while (rows.step())
    take(Row{rows.number(0), rows.bytes(1), rows.bytes(2), rows.text(3), rows.number(waits_column) != 0});
}

}  // namespace

void Sealed::take(const std::string& hash, const std::string& recorded_at, bool waits) {
  ++entries_;
  newest_ = std::max(newest_, recorded_at);
  if (waits) waiting_.push_back(hash);
}

std::string Sealed::day() const {
  constexpr std::size_t day_length = 10;
  return newest_.substr(0, day_length);
}

std::string Sealed::waiting() const {
  if (waiting_.empty()) return {};
  auto sorted = waiting_;
  std::sort(sorted.begin(), sorted.end());
  std::string bytes = "demur-waiting-1\n";
  for (const auto& hash : sorted) bytes += hash;
  return std::string(bytes_of(sha256(bytes)));
}

std::optional<SealLine> Sealed::line(const std::vector<Head>& ends) const {
  if (ends.empty() || ends.size() > max_seal_ends) return std::nullopt;
  SealLine seal{entries_, day(), {}, waiting()};
  for (const auto& end : ends) seal.ends.push_back(end.hash);
  std::sort(seal.ends.begin(), seal.ends.end());
  return seal;
}

std::vector<Head> ends_of(Database& database, std::int64_t last_sequence) {
  Statement rows{database,
                 "SELECT chain_id, position, hash FROM events e WHERE sequence <= ?1 AND NOT EXISTS (SELECT 1 "
                 "FROM events f WHERE f.chain_id = e.chain_id AND f.position = e.position + 1 AND "
                 "f.previous_hash = e.hash AND f.sequence <= ?1) ORDER BY chain_id, position, hash"};
  rows.bind(last_sequence);
  std::vector<Head> ends;
  while (rows.step()) ends.push_back({rows.text(0), rows.number(1), rows.bytes(2)});
  return ends;
}

std::optional<SealLine> seal_of(Database& database, std::int64_t last_sequence) {
  Sealed sealed;
  read_backwards(database, last_sequence,
                 [&sealed](const Row& row) { sealed.take(row.hash, row.recorded_at, row.waits); });
  return sealed.line(ends_of(database, last_sequence));
}

std::vector<Likeness> compare(Database& database, const std::vector<SealLine>& seals) {
  std::vector<SealComparison> comparisons(seals.begin(), seals.end());
  if (!seals.empty())
    read_backwards(database, INT64_MAX, [&comparisons](const Row& row) {
      for (auto& one : comparisons) one.take(row);
    });
  std::vector<Likeness> likenesses;
  likenesses.reserve(comparisons.size());
  for (const auto& one : comparisons) likenesses.push_back(one.result());
  return likenesses;
}

}  // namespace demur::history
