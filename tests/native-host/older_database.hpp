#pragma once
#include "store/database.hpp"

namespace demur::test {

/// Makes a database what the first Demur would have written: what the later schemas changed is taken back.
inline void make_older(store::Database& database) {
  database.execute(
      "CREATE TABLE chains (id TEXT PRIMARY KEY, is_own INTEGER NOT NULL, length INTEGER NOT NULL, head BLOB NOT "
      "NULL) STRICT, WITHOUT ROWID;"
      "INSERT INTO chains SELECT chain_id, is_own, position, hash FROM heads;"
      "DROP TABLE heads; DROP TABLE drafts; DROP TABLE items; DROP TABLE contact_names; DROP TABLE contacts; "
      "DROP TABLE item_counts; DROP TABLE contact_counts; PRAGMA user_version = 1");
}

}  // namespace demur::test
