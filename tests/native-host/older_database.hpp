#pragma once
#include <map>
#include <vector>

#include "history/chain.hpp"
#include "history/export_entries.hpp"
#include "store/database.hpp"

namespace demur::test {

/// Gives every entry the fingerprint of earlier versions, which knew neither sources nor days. For a single chain.
inline void write_first_fingerprints(store::Database& database) {
  history::EntryReader entries{database, {}, history::last_sequence(database)};
  std::vector<history::StoredEntry> all;
  while (auto entry = entries.next()) all.push_back(std::move(*entry));
  std::map<std::string, std::string> previous;
  for (auto& [link, hash, content, salt, objection, detail, provenance, is_set_aside] : all) {
    link.format = 1;
    link.precision = history::Precision::instant;
    if (content) link.content_digest = bytes_of(history::content_digest(1, *salt, *content));
    const auto before = previous.find(link.chain_id);
    link.previous_hash = before == previous.end() ? std::string(bytes_of(sha256(link.chain_id))) : before->second;
    const auto renewed = history::entry_hash(link);
    previous[link.chain_id] = bytes_of(renewed);
    store::Statement{database,
                     "UPDATE events SET format = 1, precision = 'instant', source = NULL, content_digest = ?, "
                     "previous_hash = ?, hash = ? WHERE id = ?"}
        .bind_bytes(link.content_digest)
        .bind_bytes(link.previous_hash)
        .bind_bytes(bytes_of(renewed))
        .bind(link.event_id)
        .run();
  }
  for (const auto& [chain, hash] : previous)
    store::Statement{database, "UPDATE heads SET hash = ? WHERE chain_id = ?"}.bind_bytes(hash).bind(chain).run();
}

/// Turns a database into what Demur wrote before it noted how something is known.
inline void make_sourceless(store::Database& database) {
  write_first_fingerprints(database);
  database.execute(
      "DROP TABLE seal_mails; DROP TABLE extensions; DROP TABLE signing_keys;"
      "DROP VIEW effective_events; DROP VIEW objection_owners; DROP VIEW objection_texts; DROP TABLE unsettled;"
      "ALTER TABLE events RENAME TO sourced_events;"
      "CREATE TABLE events (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, chain_id TEXT NOT NULL, position "
      "INTEGER NOT NULL, objection_id TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, recorded_at TEXT NOT NULL, "
      "detail TEXT, salt BLOB, content_digest BLOB NOT NULL, previous_hash BLOB NOT NULL, hash BLOB NOT NULL, evidence "
      "BLOB, UNIQUE (chain_id, position, hash)) STRICT;"
      "INSERT INTO events SELECT sequence, id, chain_id, position, objection_id, kind, at, recorded_at, detail, salt, "
      "content_digest, previous_hash, hash, evidence FROM sourced_events;"
      "DROP TABLE sourced_events;"
      "CREATE INDEX events_by_objection ON events (objection_id, recorded_at, position);"
      "CREATE VIEW effective_events AS SELECT *, max(recorded_at) OVER (PARTITION BY objection_id, chain_id ORDER BY "
      "position, hash ROWS UNBOUNDED PRECEDING) AS effective_at FROM events;"
      "DROP INDEX objections_by_stage; DROP INDEX objections_by_platform_and_stage; DROP INDEX "
      "objections_by_email_and_owner; DROP INDEX objections_by_owner; DROP INDEX objections_without_owner;"
      "DROP INDEX contact_names_by_profile; ALTER TABLE items DROP COLUMN notice;"
      "ALTER TABLE contacts DROP COLUMN name_folded;"
      "DROP INDEX account_emails_by_address; ALTER TABLE account_emails DROP COLUMN email_folded;"
      "ALTER TABLE objections DROP COLUMN stage; ALTER TABLE objections DROP COLUMN owner;"
      "ALTER TABLE objections DROP COLUMN precision; ALTER TABLE objections DROP COLUMN outcome_precision;"
      "ALTER TABLE objections ADD COLUMN stage TEXT GENERATED ALWAYS AS (CASE WHEN outcome_kind IS NULL OR "
      "outcome_kind "
      "= 'received' THEN 'open' WHEN outcome_kind IN ('asked-for-more', 'code-requested') THEN 'needs-answer' ELSE "
      "outcome_kind END) VIRTUAL;"
      "CREATE INDEX objections_by_stage ON objections (stage);"
      "CREATE INDEX objections_by_platform_and_stage ON objections (platform, stage);"
      "CREATE VIEW objection_texts AS SELECT position, email AS words FROM objections;"
      "PRAGMA user_version = 9");
}

/// Turns a database into what the first Demur would have written: undoes what later schemas changed.
inline void make_older(store::Database& database) {
  make_sourceless(database);
  database.execute(
      "DROP VIEW effective_events; DROP VIEW objection_texts; DROP TABLE objection_words;"
      "ALTER TABLE objections RENAME TO placed_objections;"
      "CREATE TABLE objections (id TEXT PRIMARY KEY, form_id TEXT NOT NULL, platform TEXT NOT NULL, account_id TEXT, "
      "email TEXT NOT NULL, email_folded TEXT NOT NULL, message TEXT, language TEXT, page_url TEXT NOT NULL, "
      "submitted_at TEXT NOT NULL, recorded_at TEXT NOT NULL, confirmation_expected_by TEXT NOT NULL, answer_due_by "
      "TEXT NOT NULL, outcome_kind TEXT, outcome_at TEXT) STRICT;"
      "INSERT INTO objections SELECT id, form_id, platform, account_id, email, email_folded, message, language, "
      "page_url, submitted_at, recorded_at, submitted_at, submitted_at, outcome_kind, outcome_at FROM "
      "placed_objections;"
      "DROP TABLE placed_objections;"
      "CREATE TABLE chains (id TEXT PRIMARY KEY, is_own INTEGER NOT NULL, length INTEGER NOT NULL, head BLOB NOT "
      "NULL) STRICT, WITHOUT ROWID;"
      "INSERT INTO chains SELECT chain_id, is_own, position, hash FROM heads;"
      "DROP TABLE heads; DROP TABLE drafts; DROP TABLE items; DROP TABLE contact_names; DROP TABLE contacts; "
      "DROP TABLE item_counts; DROP TABLE contact_counts; PRAGMA user_version = 1");
}

}  // namespace demur::test
