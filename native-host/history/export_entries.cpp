#include "history/export_entries.hpp"

namespace demur::history {
namespace {

constexpr int first_objection_column = 16;

std::optional<EntryContent> content_of(const StoredEntry& entry, std::optional<std::string> evidence) {
  if (!entry.salt) return std::nullopt;
  const auto source = entry.provenance.source.value_or("");
  if (entry.link.kind != "submitted") return EntryContent{entry.detail.value_or(""), std::move(evidence), source};
  return entry.objection ? std::optional{EntryContent{content_of(*entry.objection), std::move(evidence), source}}
                         : std::nullopt;
}

std::optional<std::string> bytes_at(const store::Statement& row, int column) {
  auto bytes = row.bytes(column);
  return bytes.empty() ? std::nullopt : std::optional{std::move(bytes)};
}

std::string entry_columns() {
  return std::string(
             "SELECT e.chain_id, e.position, e.id, e.objection_id, e.kind, e.at, e.recorded_at, "
             "e.content_digest, e.previous_hash, e.hash, e.detail, e.format, e.precision, e.source, e.came_at, "
             "e.set_aside, ") +
         objection_columns +
         ", e.salt, e.evidence FROM events e LEFT JOIN objections o ON o.id = e.objection_id AND e.kind = 'submitted'";
}

}  // namespace

EntryReader::EntryReader(store::Database& database, const EntryPlace& after, std::int64_t last_sequence)
    : rows_(database,
            entry_columns() +
                " WHERE (e.chain_id, e.position, e.hash) > (?, ?, ?) AND e.sequence <= ? ORDER BY e.chain_id, "
                "e.position, e.hash") {
  rows_.bind(after.chain_id).bind(after.position).bind_bytes(after.hash).bind(last_sequence);
}

EntryReader::EntryReader(store::Database& database, const std::string& objection_id)
    : rows_(database, entry_columns() + " WHERE e.objection_id = ? ORDER BY e.chain_id, e.position, e.hash") {
  rows_.bind(objection_id);
}

std::optional<StoredEntry> EntryReader::next() {
  constexpr int format_column = 11, salt_column = first_objection_column + objection_column_count;
  if (!rows_.step()) return std::nullopt;
  StoredEntry entry{{rows_.text(0), rows_.number(1), rows_.text(2), rows_.text(3), rows_.text(4), rows_.text(5),
                     rows_.text(6), rows_.bytes(7), rows_.bytes(8), static_cast<int>(rows_.number(format_column)),
                     precision_named(rows_.text(format_column + 1)).value_or(Precision::instant)},
                    rows_.bytes(9),
                    {},
                    {},
                    {},
                    rows_.optional_text(10),
                    {rows_.optional_text(format_column + 2), rows_.text(0), rows_.optional_text(format_column + 3)},
                    rows_.number(format_column + 4) != 0};
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
