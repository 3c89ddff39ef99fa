#include "history/verify.hpp"

#include <algorithm>

#include "history/ancestors.hpp"
#include "history/chain.hpp"
#include "history/export_entries.hpp"
#include "history/head.hpp"
#include "history/objections.hpp"
#include "platform/error.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

using store::Database;
using store::Statement;

/// Whether the content was erased at the person's request: then a chain itself says so.
bool was_removed(Database& database, const std::string& objection_id) {
  Statement row{database, "SELECT 1 FROM events WHERE objection_id = ? AND kind = 'removed' AND set_aside = 0"};
  return row.bind(objection_id).step();
}

/// Whether it came without its content, because the other computer's person had erased it there.
bool came_erased(Database& database, const StoredEntry& entry) {
  Statement row{database, "SELECT 1 FROM events WHERE objection_id = ? AND kind = 'removed'"};
  return entry.provenance.came_at && row.bind(entry.link.objection_id).step();
}

bool content_is_intact(Database& database, const StoredEntry& entry) {
  if (!entry.salt) return was_removed(database, entry.link.objection_id) || came_erased(database, entry);
  return entry.content &&
         bytes_of(content_digest(entry.link.format, *entry.salt, *entry.content)) == entry.link.content_digest;
}

/// The first entry that does not follow from the one before, or whose content was changed.
std::optional<Break> first_fault(Database& database, ChainWalk& walk) {
  EntryReader entries{database, {}, last_sequence(database)};
  while (const auto entry = entries.next()) {
    const auto& link = entry->link;
    if (const auto fault = walk.step(link, entry->hash)) {
      if (fault->position != link.position)
        return Break{link.chain_id, fault->position, std::nullopt, std::nullopt, fault->reason};
      return Break{link.chain_id, link.position, link.event_id, link.objection_id, fault->reason};
    }
    if (!content_is_intact(database, *entry))
      return Break{link.chain_id, link.position, link.event_id, link.objection_id, "content-changed"};
  }
  return std::nullopt;
}

/// The first end of a chain that is noted but missing: entries after the last remaining one were taken away.
std::optional<Break> first_missing_end(Database& database) {
  Statement row{database,
                "SELECT chain_id, position FROM heads h WHERE position > 0 AND NOT EXISTS (SELECT 1 FROM events e "
                "WHERE e.chain_id = h.chain_id AND e.position = h.position AND e.hash = h.hash) "
                "ORDER BY chain_id, position"};
  if (!row.step()) return std::nullopt;
  return Break{row.text(0), row.number(1), std::nullopt, std::nullopt, "entry-missing"};
}

/// The first end of a chain that was not noted: an entry that was put in behind Demur's back.
std::optional<Break> first_unknown_end(Database& database, ChainWalk& walk) {
  for (const auto& end : walk.finish()) {
    Statement row{database, "SELECT 1 FROM heads WHERE chain_id = ? AND hash = ?"};
    if (!row.bind(end.chain_id).bind_bytes(end.hash).step())
      return Break{end.chain_id, end.position, std::nullopt, std::nullopt, "link-broken"};
  }
  return std::nullopt;
}

/// No fingerprint covers whether an entry came from another computer, and whether it waits for the person to agree.
/// Only what came can wait, a submission never does, and what is in another chain has come.
bool is_arrival_possible(bool is_in_own_chain, bool has_come, bool waits, std::string_view kind) {
  return has_come ? !waits || kind != "submitted" : is_in_own_chain && !waits;
}

/// The first entry that is wrongly said to have come, or not to have: what the end of this computer's own chain follows
/// from was written here.
std::optional<Break> first_misplaced(Database& database) {
  const auto own = own_head(database);
  Ancestors written_here{{own.hash}};
  Statement rows{
      database,
      "SELECT chain_id, position, id, objection_id, hash, previous_hash, came_at IS NOT NULL, set_aside, kind "
      "FROM events ORDER BY chain_id DESC, position DESC"};
  constexpr int hash_column = 4, came_column = 6, waits_column = 7, kind_column = 8;
  while (rows.step()) {
    const bool is_ours = written_here.take(rows.number(1), rows.bytes(hash_column), rows.bytes(hash_column + 1));
    const bool has_come = rows.number(came_column) != 0;
    const bool is_possible = is_arrival_possible(rows.text(0) == own.chain_id, has_come, rows.number(waits_column) != 0,
                                                 rows.text(kind_column));
    if (!is_possible || (is_ours && has_come))
      return Break{rows.text(0), rows.number(1), rows.text(2), rows.text(3), "shown-differs"};
  }
  return std::nullopt;
}

/// What is named where something wrong is shown: the entry of the objection's submission, if there is one.
Break shown_differently(Database& database, const std::string& objection_id) {
  Statement row{database, "SELECT chain_id, position, id FROM events WHERE objection_id = ? AND kind = 'submitted'"};
  if (!row.bind(objection_id).step()) return {"", 1, std::nullopt, objection_id, "shown-differs"};
  return {row.text(0), row.number(1), row.text(2), objection_id, "shown-differs"};
}

std::optional<Break> first_shown_differently(Database& database) {
  Statement rows{database, "SELECT id FROM objections ORDER BY position"};
  while (rows.step())
    if (!is_shown_right(database, rows.text(0))) return shown_differently(database, rows.text(0));
  return std::nullopt;
}

std::optional<Break> first_unlike_seal(const std::vector<SealMail>& seals) {
  const auto found = std::find_if(seals.begin(), seals.end(), [](const auto& seal) { return !seal.is_there(); });
  if (found == seals.end()) return std::nullopt;
  return Break{"", found->line.entries, std::nullopt, std::nullopt, "seal-differs"};
}

/// Whether an entry follows another or is the first of its chain, and is followed by another or known as an end.
bool is_linked(Database& database, const StoredEntry& entry) {
  const auto& link = entry.link;
  if (bytes_of(entry_hash(link)) != entry.hash) return false;
  Statement before{database, "SELECT 1 FROM events WHERE chain_id = ? AND position = ? AND hash = ?"};
  const bool follows = link.position == 1
                           ? link.previous_hash == bytes_of(sha256(link.chain_id))
                           : before.bind(link.chain_id).bind(link.position - 1).bind_bytes(link.previous_hash).step();
  Statement after{
      database,
      "SELECT 1 FROM events WHERE chain_id = ?1 AND position = ?2 AND previous_hash = ?3 UNION ALL SELECT 1 "
      "FROM heads WHERE chain_id = ?1 AND hash = ?3"};
  return follows && after.bind(link.chain_id).bind(link.position + 1).bind_bytes(entry.hash).step();
}

}  // namespace

bool is_shown_right(Database& database, const std::string& objection_id) {
  Statement row{
      database,
      "SELECT o.submitted_at, o.precision, o.email, o.email_folded, o.position, o.outcome_kind, o.outcome_at, "
      "o.outcome_precision, o.owner IS w.owner, (SELECT words FROM objection_words WHERE rowid = o.position) IS "
      "t.words, s.at, s.precision FROM objections o JOIN objection_owners w USING (position) JOIN "
      "objection_texts t USING (position) LEFT JOIN events s ON s.objection_id = o.id AND s.kind = 'submitted' "
      "WHERE o.id = ?"};
  if (!row.bind(objection_id).step()) return true;
  constexpr int outcome_column = 5, owner_column = 8, words_column = 9, event_column = 10;
  const auto sent = from_rfc3339(row.text(0));
  const auto precision = precision_named(row.text(1));
  const bool is_sent_right = sent && precision && row.optional_text(event_column) == row.optional_text(0) &&
                             row.optional_text(event_column + 1) == row.optional_text(1);
  if (!is_sent_right || lower_case(row.text(2)) != row.text(3)) return false;
  if (!is_position(row.number(4), {*sent, *precision})) return false;
  if (row.number(owner_column) == 0 || row.number(words_column) == 0) return false;
  const auto outcome = outcome_of(facts_of(database, objection_id));
  if (!outcome) return !row.optional_text(outcome_column);
  return row.text(outcome_column) == outcome->kind && row.text(outcome_column + 1) == to_rfc3339(outcome->when.at) &&
         row.text(outcome_column + 2) == name_of(outcome->when.precision);
}

Verdict verify(Database& database, const std::vector<SealMail>& seals) {
  const store::Snapshot snapshot{database};
  Statement count{database, "SELECT count(*) FROM events"};
  count.step();
  ChainWalk walk;
  auto broken = first_fault(database, walk);
  if (!broken) broken = first_missing_end(database);
  if (!broken) broken = first_unknown_end(database, walk);
  if (!broken) broken = first_misplaced(database);
  if (!broken) broken = first_shown_differently(database);
  if (!broken) broken = first_unlike_seal(seals);
  return {count.number(0), std::move(broken)};
}

Verdict verify(Database& database, const std::string& objection_id) {
  const store::Snapshot snapshot{database};
  Verdict verdict{0, std::nullopt};
  EntryReader entries{database, objection_id};
  const auto own_chain = own_head(database).chain_id;
  while (const auto entry = entries.next()) {
    ++verdict.events;
    const auto* fault = !is_linked(database, *entry)           ? "link-broken"
                        : !content_is_intact(database, *entry) ? "content-changed"
                        : !is_arrival_possible(entry->link.chain_id == own_chain, entry->provenance.came_at.has_value(),
                                               entry->is_set_aside, entry->link.kind)
                            ? "shown-differs"
                            : nullptr;
    if (fault != nullptr && !verdict.first_broken)
      verdict.first_broken =
          Break{entry->link.chain_id, entry->link.position, entry->link.event_id, objection_id, fault};
  }
  if (verdict.events == 0) throw Error(ErrorKind::not_found, {{"id", objection_id}});
  if (!verdict.first_broken && !is_shown_right(database, objection_id))
    verdict.first_broken = shown_differently(database, objection_id);
  return verdict;
}

}  // namespace demur::history
