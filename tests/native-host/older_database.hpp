#pragma once
#include "store/database.hpp"

namespace demur::test {

/// Makes a database what the first Demur would have written: what the later schemas changed is taken back.
inline void make_older(store::Database& database) {
  database.execute(
      "DROP VIEW told_events; DROP VIEW objection_texts; DROP TABLE objection_words;"
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
