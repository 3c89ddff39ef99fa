#include "history/export_entries.hpp"

namespace demur::history {
namespace {

constexpr int first_objection_column = 11;

std::optional<Content> content_of(const StoredEntry& entry, std::optional<std::string> evidence) {
  if (!entry.salt) return std::nullopt;
  if (entry.link.kind != "submitted") return Content{entry.detail.value_or(""), std::move(evidence)};
  return entry.objection ? std::optional{Content{content_of(*entry.objection), std::move(evidence)}} : std::nullopt;
}

std::optional<std::string> bytes_at(const store::Statement& row, int column) {
  auto bytes = row.bytes(column);
  return bytes.empty() ? std::nullopt : std::optional{std::move(bytes)};
}

}  // namespace

EntryReader::EntryReader(store::Database& database, const Place& after, std::int64_t last_sequence)
    : rows_(database,
            std::string("SELECT e.chain_id, e.position, e.id, e.objection_id, e.kind, e.at, e.recorded_at, "
                        "e.content_digest, e.previous_hash, e.hash, e.detail, ") +
                objection_columns +
                ", e.salt, e.evidence FROM events e LEFT JOIN objections o ON o.id = e.objection_id AND e.kind = "
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
  entry.salt = bytes_at(rows_, salt_column);
  if (rows_.optional_text(first_objection_column)) entry.objection = read_objection(rows_, first_objection_column);
  entry.content = content_of(entry, bytes_at(rows_, salt_column + 1));
  return entry;
}

std::int64_t last_sequence(store::Database& database) {
  store::Statement row{database, "SELECT ifnull(max(sequence), 0) FROM events"};
  row.step();
  return row.number(0);
}

}  // namespace demur::history
