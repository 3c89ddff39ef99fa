#include "history/export_entries.hpp"

namespace demur::history {
namespace {

constexpr int first_objection_column = 11;

std::optional<std::string> content_of(const StoredEntry& entry) {
  if (!entry.salt) return std::nullopt;
  if (entry.link.kind != "submitted") return entry.detail.value_or("");
  return entry.objection ? std::optional{content_of(*entry.objection)} : std::nullopt;
}

}  // namespace

EntryReader::EntryReader(store::Database& database, const Place& after, std::int64_t last_sequence)
    : rows_(database, std::string("SELECT e.chain_id, e.position, e.id, e.objection_id, e.kind, e.at, e.recorded_at, "
                                  "e.content_digest, e.previous_hash, e.hash, e.detail, ") +
                          objection_columns +
                          ", e.salt FROM events e LEFT JOIN objections o ON o.id = e.objection_id AND e.kind = "
                          "'submitted' WHERE (e.chain_id, e.position, e.hash) > (?, ?, ?) AND e.sequence <= ? "
                          "ORDER BY e.chain_id, e.position, e.hash") {
  rows_.bind(after.chain_id).bind(after.position).bind_bytes(after.hash).bind(last_sequence);
}

std::optional<StoredEntry> EntryReader::next() {
  constexpr int salt_column = first_objection_column + 10;
  if (!rows_.step()) return std::nullopt;
  StoredEntry entry{{rows_.text(0), rows_.number(1), rows_.text(2), rows_.text(3), rows_.text(4), rows_.text(5),
                     rows_.text(6), rows_.bytes(7), rows_.bytes(8)},
                    rows_.bytes(9),
                    {},
                    {},
                    {},
                    rows_.optional_text(10)};
  if (auto salt = rows_.bytes(salt_column); !salt.empty()) entry.salt = std::move(salt);
  if (rows_.optional_text(first_objection_column)) entry.objection = read_objection(rows_, first_objection_column);
  entry.content = content_of(entry);
  return entry;
}

std::int64_t last_sequence(store::Database& database) {
  store::Statement row{database, "SELECT ifnull(max(sequence), 0) FROM events"};
  row.step();
  return row.number(0);
}

}  // namespace demur::history
