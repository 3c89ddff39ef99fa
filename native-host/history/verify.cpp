#include "history/verify.hpp"

#include "history/chain.hpp"
#include "history/export_entries.hpp"

namespace demur::history {
namespace {

using store::Database;
using store::Statement;

/// Whether the content was erased on the person's wish: then a chain itself says so.
bool was_removed(Database& database, const std::string& objection_id) {
  Statement row{database, "SELECT 1 FROM events WHERE objection_id = ? AND kind = 'removed'"};
  return row.bind(objection_id).step();
}

bool content_is_intact(Database& database, const StoredEntry& entry) {
  if (!entry.salt) return was_removed(database, entry.link.objection_id);
  return entry.content && bytes_of(content_digest(*entry.salt, *entry.content)) == entry.link.content_digest;
}

/// The first entry that does not follow from the one before, or whose content is another.
std::optional<Break> first_fault(Database& database, ChainWalk& walk) {
  EntryReader entries{database, {}, last_sequence(database)};
  while (const auto entry = entries.next()) {
    const auto& link = entry->link;
    const auto* fault = walk.step(link, entry->hash);
    if (fault != nullptr && std::string_view{fault} == "entry-missing")
      return Break{link.chain_id, walk.next_position(), std::nullopt, std::nullopt, fault};
    if (fault == nullptr && !content_is_intact(database, *entry)) fault = "content-changed";
    if (fault != nullptr) return Break{link.chain_id, link.position, link.event_id, link.objection_id, fault};
  }
  return std::nullopt;
}

/// The first end of a chain that is noted and not there: entries were taken away behind the last one that is left.
std::optional<Break> first_missing_end(Database& database) {
  Statement row{database,
                "SELECT chain_id, position FROM heads h WHERE position > 0 AND NOT EXISTS (SELECT 1 FROM events e "
                "WHERE e.chain_id = h.chain_id AND e.position = h.position AND e.hash = h.hash) "
                "ORDER BY chain_id, position"};
  if (!row.step()) return std::nullopt;
  return Break{row.text(0), row.number(1), std::nullopt, std::nullopt, "entry-missing"};
}

/// The first end of a chain that nobody noted: an entry that was put in behind Demur's back.
std::optional<Break> first_unknown_end(Database& database, ChainWalk& walk) {
  for (const auto& end : walk.finish()) {
    Statement row{database, "SELECT 1 FROM heads WHERE chain_id = ? AND hash = ?"};
    if (!row.bind(end.chain_id).bind_bytes(end.hash).step())
      return Break{end.chain_id, end.position, std::nullopt, std::nullopt, "link-broken"};
  }
  return std::nullopt;
}

}  // namespace

Verdict verify(Database& database) {
  const store::Snapshot snapshot{database};
  Statement count{database, "SELECT count(*) FROM events"};
  count.step();
  ChainWalk walk;
  auto broken = first_fault(database, walk);
  if (!broken) broken = first_missing_end(database);
  if (!broken) broken = first_unknown_end(database, walk);
  return {count.number(0), std::move(broken)};
}

}  // namespace demur::history
