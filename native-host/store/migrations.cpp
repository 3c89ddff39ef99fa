#include "store/migrations.hpp"

#include <array>
#include <filesystem>
#include <string>

#include "platform/error.hpp"
#include "platform/files.hpp"
#include "platform/secrets.hpp"
#include "store/database.hpp"
#include "store/journal.hpp"

namespace demur::store {
namespace {

/// Times are RFC 3339 texts of equal length, so that they sort like moments. `confirmation_expected_by` and
/// `answer_due_by` follow from `submitted_at`, `outcome_*` from the events: they are kept here only so that a status
/// can be asked for in SQL.
constexpr const char* schema_1 = R"sql(
CREATE TABLE chains (
  id TEXT PRIMARY KEY,
  is_own INTEGER NOT NULL,
  length INTEGER NOT NULL,
  head BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  label TEXT NOT NULL,
  accounts_center TEXT
) STRICT;

CREATE TABLE account_emails (
  account_id TEXT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  email TEXT NOT NULL,
  PRIMARY KEY (account_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE objections (
  id TEXT PRIMARY KEY,
  form_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  account_id TEXT,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  message TEXT,
  language TEXT,
  page_url TEXT NOT NULL,
  submitted_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  confirmation_expected_by TEXT NOT NULL,
  answer_due_by TEXT NOT NULL,
  outcome_kind TEXT,
  outcome_at TEXT
) STRICT;
CREATE INDEX objections_by_time ON objections (submitted_at, id);
CREATE INDEX objections_by_platform ON objections (platform, submitted_at, id);
CREATE INDEX objections_by_email ON objections (email_folded, submitted_at, id);
CREATE INDEX objections_by_account ON objections (account_id, submitted_at, id);

CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  chain_id TEXT NOT NULL REFERENCES chains (id),
  position INTEGER NOT NULL,
  objection_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  detail TEXT,
  salt BLOB,
  content_digest BLOB NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (chain_id, position)
) STRICT;
CREATE INDEX events_by_objection ON events (objection_id, sequence);
)sql";

constexpr const char* schema_2 = R"sql(
CREATE TABLE drafts (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  language TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
)sql";

/// A chain forks where two copies of one database were both used on: then it has several ends. `heads` holds every end,
/// and the place where this database goes on with its own chain. Entries read in the order of their time, whichever
/// computer they came from.
constexpr const char* schema_3 = R"sql(
CREATE TABLE heads (
  chain_id TEXT NOT NULL,
  hash BLOB NOT NULL,
  position INTEGER NOT NULL,
  is_own INTEGER NOT NULL,
  PRIMARY KEY (chain_id, hash)
) STRICT, WITHOUT ROWID;
INSERT INTO heads (chain_id, hash, position, is_own) SELECT id, head, length, is_own FROM chains;

ALTER TABLE events RENAME TO unforked_events;
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  chain_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  objection_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  detail TEXT,
  salt BLOB,
  content_digest BLOB NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  UNIQUE (chain_id, position, hash)
) STRICT;
INSERT INTO events SELECT sequence, id, chain_id, position, objection_id, kind, at, recorded_at, detail, salt,
  content_digest, previous_hash, hash FROM unforked_events;
DROP TABLE unforked_events;
DROP TABLE chains;
CREATE INDEX events_by_objection ON events (objection_id, recorded_at, position);
)sql";

/// `name` and `profile` of `contact_names` identify a contact; `profile` is empty for a name alone. `listed_at` is an
/// item's time, or else when it was recorded. Items and contacts are counted as they come, and an item knows its
/// contact's state, so that neither a list nor its total takes longer when there are many.
constexpr const char* schema_4 = R"sql(
CREATE TABLE contacts (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT,
  items INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'new',
  state_at TEXT
) STRICT;
CREATE INDEX contacts_by_items ON contacts (items, position, name);
CREATE INDEX contacts_by_state ON contacts (state, items, position, name);

CREATE TABLE contact_names (
  platform TEXT NOT NULL,
  name TEXT NOT NULL,
  profile TEXT NOT NULL,
  contact_id TEXT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
  PRIMARY KEY (platform, name, profile)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_names_by_contact ON contact_names (contact_id);

CREATE TABLE items (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  key TEXT NOT NULL,
  url TEXT NOT NULL,
  contact_id TEXT NOT NULL REFERENCES contacts (id),
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT,
  listed_at TEXT NOT NULL,
  seen_on TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  UNIQUE (platform, key)
) STRICT;
CREATE INDEX items_by_time ON items (listed_at, position);
CREATE INDEX items_by_contact ON items (contact_id, listed_at, position);
CREATE INDEX items_by_state ON items (state, listed_at, position);

CREATE TABLE item_counts (
  state TEXT PRIMARY KEY,
  items INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO item_counts (state) VALUES ('new'), ('asked'), ('objected'), ('declined'), ('removed-tag'), ('ignored');

CREATE TRIGGER item_added AFTER INSERT ON items BEGIN
  UPDATE contacts SET items = items + 1 WHERE id = new.contact_id;
END;
CREATE TRIGGER item_moved AFTER UPDATE OF contact_id ON items BEGIN
  UPDATE contacts SET items = items - 1 WHERE id = old.contact_id;
  UPDATE contacts SET items = items + 1 WHERE id = new.contact_id;
  UPDATE items SET state = (SELECT state FROM contacts WHERE id = new.contact_id) WHERE position = new.position;
END;
CREATE TRIGGER contact_counted AFTER UPDATE OF items, state ON contacts BEGIN
  UPDATE item_counts SET items = items - old.items WHERE state = old.state;
  UPDATE item_counts SET items = items + new.items WHERE state = new.state;
END;
CREATE TRIGGER contact_state_set AFTER UPDATE OF state ON contacts BEGIN
  UPDATE items SET state = new.state WHERE contact_id = new.id;
END;
)sql";

/// Contacts are counted as they come, too.
constexpr const char* schema_5 = R"sql(
CREATE TABLE contact_counts (
  state TEXT PRIMARY KEY,
  contacts INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO contact_counts (state) VALUES ('new'), ('asked'), ('objected'), ('declined'), ('removed-tag'), ('ignored');
UPDATE contact_counts SET contacts = (SELECT count(*) FROM contacts c WHERE c.state = contact_counts.state);

CREATE TRIGGER contact_added AFTER INSERT ON contacts BEGIN
  UPDATE contact_counts SET contacts = contacts + 1 WHERE state = new.state;
END;
CREATE TRIGGER contact_removed AFTER DELETE ON contacts BEGIN
  UPDATE contact_counts SET contacts = contacts - 1 WHERE state = old.state;
END;
CREATE TRIGGER contact_changed AFTER UPDATE OF state ON contacts BEGIN
  UPDATE contact_counts SET contacts = contacts - 1 WHERE state = old.state;
  UPDATE contact_counts SET contacts = contacts + 1 WHERE state = new.state;
END;
)sql";

/// The e-mail that an event is known from, as it came. The last column, so that queries without it don't read it.
constexpr const char* schema_6 = R"sql(
ALTER TABLE events ADD COLUMN evidence BLOB;
)sql";

/// `position` is an objection's place in the list: the moment of sending in milliseconds, and 15 bits that distinguish
/// those sent in the same one. Every index ends with it, and so every list is read in order. `stage` is the outcome as
/// far as the clock does not matter. What can be searched is in `objection_words`, in pieces of three characters:
/// `beginnings` are the words of address and label, each after two signs, for searches with fewer; `marks` are stage,
/// platform and outcome, each after its own sign. An event is told after those before it in its chain, even where the
/// clock was set back between them.
constexpr const char* schema_7 = R"sql(
CREATE TABLE placed_objections (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  form_id TEXT NOT NULL,
  platform TEXT NOT NULL,
  account_id TEXT,
  email TEXT NOT NULL,
  email_folded TEXT NOT NULL,
  message TEXT,
  language TEXT,
  page_url TEXT NOT NULL,
  submitted_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  outcome_kind TEXT,
  outcome_at TEXT,
  stage TEXT GENERATED ALWAYS AS (CASE
    WHEN outcome_kind IS NULL OR outcome_kind = 'received' THEN 'open'
    WHEN outcome_kind IN ('asked-for-more', 'code-requested') THEN 'needs-answer'
    ELSE outcome_kind END) VIRTUAL
) STRICT;
INSERT INTO placed_objections SELECT
  (CAST(strftime('%s', submitted_at) AS INTEGER) * 1000 + CAST(substr(submitted_at, 21, 3) AS INTEGER)) * 32768
    + row_number() OVER (PARTITION BY submitted_at ORDER BY id) - 1,
  id, form_id, platform, account_id, email, email_folded, message, language, page_url, submitted_at, recorded_at,
  outcome_kind, outcome_at FROM objections;
DROP TABLE objections;
ALTER TABLE placed_objections RENAME TO objections;
CREATE INDEX objections_by_time ON objections (submitted_at, id);
CREATE INDEX objections_by_platform ON objections (platform);
CREATE INDEX objections_by_email ON objections (email_folded);
CREATE INDEX objections_by_account ON objections (account_id);
CREATE INDEX objections_by_stage ON objections (stage);
CREATE INDEX objections_by_outcome ON objections (outcome_kind);
CREATE INDEX objections_by_platform_and_stage ON objections (platform, stage);
CREATE INDEX objections_by_platform_and_outcome ON objections (platform, outcome_kind);

CREATE VIEW objection_texts AS SELECT o.position, o.email, o.message, a.label,
  char(1, 1) || replace(replace(o.email, '.', '.' || char(1, 1)), '@', '@' || char(1, 1))
    || char(1, 1) || replace(ifnull(a.label, ''), ' ', ' ' || char(1, 1)) AS beginnings,
  char(2) || substr(o.stage, 1, 2) || char(3) || substr(o.platform, 1, 2)
    || char(4) || substr(ifnull(o.outcome_kind, 'none'), 1, 2) AS marks
  FROM objections o LEFT JOIN accounts a ON a.id = o.account_id;
CREATE VIRTUAL TABLE objection_words USING fts5 (email, message, label, beginnings, marks, tokenize = 'trigram',
  detail = none, columnsize = 0);
INSERT INTO objection_words (rowid, email, message, label, beginnings, marks) SELECT * FROM objection_texts;

CREATE VIEW told_events AS SELECT *, max(recorded_at) OVER (PARTITION BY objection_id, chain_id ORDER BY position, hash
  ROWS UNBOUNDED PRECEDING) AS told_at FROM events;
)sql";

/// What can be searched is in `objection_words`, by whole words and their beginnings: pieces of three characters are
/// found as quickly only where few words have them. `words` are those of address, label and message as written, then
/// the address's domain, and the parts of what is joined by a dot or the like; then stage, platform and outcome, each
/// after its own sign. The index is kept in few segments, since each makes a search longer.
constexpr const char* schema_8 = R"sql(
DROP TABLE objection_words;
DROP VIEW objection_texts;
CREATE VIEW objection_texts AS SELECT position,
  text || ' ' || substr(email, instr(email, '@') + 1)
    || ' ' || replace(replace(replace(replace(replace(text, '.', ' '), '@', ' '), '-', ' '), '_', ' '), '+', ' ')
    || ' ' || marks AS words
  FROM (SELECT o.position, o.email,
    o.email || ' ' || ltrim(ifnull(a.label, ''), '@') || ' ' || ifnull(o.message, '') AS text,
    char(57345) || substr(o.stage, 1, 2) || ' ' || char(57346) || substr(o.platform, 1, 2)
      || ' ' || char(57347) || substr(ifnull(o.outcome_kind, 'none'), 1, 2) AS marks
    FROM objections o LEFT JOIN accounts a ON a.id = o.account_id);
CREATE VIRTUAL TABLE objection_words USING fts5 (words,
  tokenize = "unicode61 remove_diacritics 2 tokenchars '.@-_+'",
  prefix = '1 2 3 4 5 6 7 8 9 10 11 12', detail = none, columnsize = 0);
INSERT INTO objection_words (objection_words, rank) VALUES ('automerge', 2);
INSERT INTO objection_words (rowid, words) SELECT * FROM objection_texts;
)sql";

/// What Meta gives is called a download. An event takes effect after those before it in its chain, even where the clock
/// was set back between them. Stage, platform and outcome are an objection's facets.
constexpr const char* schema_9 = R"sql(
UPDATE items SET seen_on = 'download' WHERE seen_on = 'export';
DROP VIEW told_events;
CREATE VIEW effective_events AS SELECT *, max(recorded_at) OVER (PARTITION BY objection_id, chain_id
  ORDER BY position, hash ROWS UNBOUNDED PRECEDING) AS effective_at FROM events;
DROP VIEW objection_texts;
CREATE VIEW objection_texts AS SELECT position,
  text || ' ' || substr(email, instr(email, '@') + 1)
    || ' ' || replace(replace(replace(replace(replace(text, '.', ' '), '@', ' '), '-', ' '), '_', ' '), '+', ' ')
    || ' ' || facets AS words
  FROM (SELECT o.position, o.email,
    o.email || ' ' || ltrim(ifnull(a.label, ''), '@') || ' ' || ifnull(o.message, '') AS text,
    char(57345) || substr(o.stage, 1, 2) || ' ' || char(57346) || substr(o.platform, 1, 2)
      || ' ' || char(57347) || substr(ifnull(o.outcome_kind, 'none'), 1, 2) AS facets
    FROM objections o LEFT JOIN accounts a ON a.id = o.account_id);
)sql";

/// Each entry says how something is known, and how exactly. What was kept without a source stays so, and what came from
/// other computers stays without the time of its arrival. `came_at` is null for what was recorded here; `set_aside` is
/// what came about an objection of this computer and the person has not agreed to. `format` is the method of an entry's
/// fingerprint. `owner` is the account that an objection counts for; `stage` is the outcome as far as the clock does
/// not matter. For what is `unsettled`, the deciding event must be determined anew. Evidence stays the last column, so
/// that queries without it don't read it.
constexpr const char* schema_10 = R"sql(
DROP VIEW effective_events;
ALTER TABLE events RENAME TO sourceless_events;
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  chain_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  objection_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  format INTEGER NOT NULL DEFAULT 1,
  precision TEXT NOT NULL DEFAULT 'instant',
  came_at TEXT,
  set_aside INTEGER NOT NULL DEFAULT 0,
  content_digest BLOB NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  salt BLOB,
  source TEXT,
  detail TEXT,
  evidence BLOB,
  UNIQUE (chain_id, position, hash)
) STRICT;
INSERT INTO events (sequence, id, chain_id, position, objection_id, kind, at, recorded_at, came_at, content_digest,
  previous_hash, hash, salt, detail, evidence)
  SELECT sequence, id, chain_id, position, objection_id, kind, at, recorded_at,
    CASE WHEN chain_id = (SELECT chain_id FROM heads WHERE is_own = 1) THEN NULL ELSE '' END,
    content_digest, previous_hash, hash, salt, detail, evidence FROM sourceless_events;
DROP TABLE sourceless_events;
CREATE INDEX events_by_objection ON events (objection_id, recorded_at, position);
CREATE INDEX submissions ON events (objection_id) WHERE kind = 'submitted';
CREATE VIEW effective_events AS SELECT *, max(recorded_at) OVER (PARTITION BY objection_id, chain_id
  ORDER BY position, hash ROWS UNBOUNDED PRECEDING) AS effective_at FROM events;

ALTER TABLE account_emails ADD COLUMN email_folded TEXT NOT NULL DEFAULT '';
UPDATE account_emails SET email_folded = lower(email);
CREATE INDEX account_emails_by_address ON account_emails (email_folded);

DROP TABLE objection_words;
DROP VIEW objection_texts;
DROP INDEX objections_by_stage;
DROP INDEX objections_by_platform_and_stage;
DROP INDEX objections_by_email;
ALTER TABLE objections DROP COLUMN stage;
ALTER TABLE objections ADD COLUMN precision TEXT NOT NULL DEFAULT 'instant';
ALTER TABLE objections ADD COLUMN outcome_precision TEXT;
ALTER TABLE objections ADD COLUMN owner TEXT;
ALTER TABLE objections ADD COLUMN stage TEXT GENERATED ALWAYS AS (CASE
    WHEN outcome_kind IS NULL OR outcome_kind = 'received' THEN 'open'
    WHEN outcome_kind = 'asked-for-more' THEN 'needs-answer'
    WHEN outcome_kind = 'code-requested' THEN 'not-finished'
    WHEN outcome_kind = 'page-error' THEN 'not-sent'
    ELSE outcome_kind END) VIRTUAL;
UPDATE objections SET outcome_precision = 'instant' WHERE outcome_kind IS NOT NULL;
CREATE VIEW objection_owners AS SELECT o.position, CASE
    WHEN EXISTS (SELECT 1 FROM accounts a WHERE a.id = o.account_id) THEN o.account_id
    ELSE (SELECT CASE WHEN count(DISTINCT a.id) = 1 THEN min(a.id) END FROM account_emails e
      JOIN accounts a ON a.id = e.account_id WHERE e.email_folded = o.email_folded AND a.platform = o.platform)
    END AS owner FROM objections o;
UPDATE objections SET owner = (SELECT w.owner FROM objection_owners w WHERE w.position = objections.position);
CREATE INDEX objections_by_stage ON objections (stage);
CREATE INDEX objections_by_platform_and_stage ON objections (platform, stage);
CREATE INDEX objections_by_email ON objections (email_folded);
CREATE INDEX objections_by_email_and_owner ON objections (email_folded, owner) WHERE owner IS NOT NULL;
CREATE INDEX objections_by_owner ON objections (owner, stage) WHERE owner IS NOT NULL;
CREATE INDEX objections_without_owner ON objections (platform, email_folded, stage) WHERE owner IS NULL;

CREATE VIEW objection_texts AS SELECT position,
  text || ' ' || substr(email, instr(email, '@') + 1)
    || ' ' || replace(replace(replace(replace(replace(text, '.', ' '), '@', ' '), '-', ' '), '_', ' '), '+', ' ')
    || ' ' || facets AS words
  FROM (SELECT o.position, o.email,
    o.email || ' ' || ltrim(ifnull(a.label, ''), '@') || ' ' || ifnull(o.message, '') AS text,
    char(57345) || substr(o.stage, 1, 5) || ' ' || char(57346) || substr(o.platform, 1, 2)
      || ' ' || char(57347) || substr(ifnull(o.outcome_kind, 'none'), 1, 2) AS facets
    FROM objections o LEFT JOIN accounts a ON a.id = o.account_id);
CREATE VIRTUAL TABLE objection_words USING fts5 (words,
  tokenize = "unicode61 remove_diacritics 2 tokenchars '.@-_+'",
  prefix = '1 2 3 4 5 6 7 8 9 10 11 12', detail = none, columnsize = 0);
INSERT INTO objection_words (objection_words, rank) VALUES ('automerge', 2);
INSERT INTO objection_words (rowid, words) SELECT * FROM objection_texts;

ALTER TABLE contacts ADD COLUMN name_folded TEXT NOT NULL DEFAULT '';
UPDATE contacts SET name_folded = folded(name);

CREATE TABLE unsettled (objection_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
INSERT INTO unsettled SELECT DISTINCT objection_id FROM events WHERE kind <> 'submitted'
  AND objection_id IN (SELECT id FROM objections);
)sql";

/// A contact is found by its profile alone, whatever its name. `notice` is what Meta's notification about an item said.
constexpr const char* schema_11 = R"sql(
CREATE INDEX contact_names_by_profile ON contact_names (platform, profile) WHERE profile <> '';
ALTER TABLE items ADD COLUMN notice TEXT;
)sql";

/// Keys that the person has added, each by the name of its record in DNS.
constexpr const char* schema_12 = R"sql(
CREATE TABLE signing_keys (
  name TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

/// The extension last seen in each family of browsers.
constexpr const char* schema_13 = R"sql(
CREATE TABLE extensions (
  browser TEXT PRIMARY KEY,
  version TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

/// E-mails with the line of a seal, each by its SHA-256. `last_sequence`: the last entry at the time it was kept.
constexpr const char* schema_14 = R"sql(
CREATE TABLE seal_mails (
  digest BLOB PRIMARY KEY,
  last_sequence INTEGER NOT NULL,
  mail BLOB NOT NULL
) STRICT;
)sql";

constexpr std::array<const char*, 14> steps{schema_1, schema_2, schema_3,  schema_4,  schema_5,  schema_6,  schema_7,
                                            schema_8, schema_9, schema_10, schema_11, schema_12, schema_13, schema_14};

std::int64_t pragma(Database& database, const char* sql) {
  Statement statement{database, sql};
  statement.step();
  return statement.number(0);
}

bool is_empty(Database& database) {
  return pragma(database, "SELECT count(*) FROM sqlite_master") == 0;
}

std::filesystem::path backup_of(const std::filesystem::path& file, std::int64_t version) {
  auto copy = file;
  return copy += ".v" + std::to_string(version);
}

void back_up(Database& database, std::int64_t version) {
  const auto copy = backup_of(database.file(), version);
  // A copy left by an earlier, interrupted attempt may be half written.
  std::error_code fault;
  remove_file(copy, fault);
  if (fault) throw Error(store_error(fault));
  Statement{database, "VACUUM INTO ?"}.bind(database_name(copy).file).run();
}

/// Each database begins a chain of its own, so that the histories of two computers can be kept side by side.
void begin_chain(Database& database) {
  const auto id = random_uuid();
  Statement{database, "INSERT INTO chains (id, is_own, length, head) VALUES (?, 1, 0, ?)"}
      .bind(id)
      .bind_bytes(bytes_of(sha256(id)))
      .run();
}

/// The mark is written before the version, so it is read before it.
bool is_up_to_date(Database& database) {
  const bool is_ours = pragma(database, "PRAGMA application_id") == application_id;
  return is_ours && database.schema_version() == newest_schema;
}

/// Writes nothing.
void check_origin(Database& database) {
  const auto version = database.schema_version();
  const bool is_ours = pragma(database, "PRAGMA application_id") == application_id;
  if (!is_ours && !is_empty(database)) throw Error(ErrorKind::store_corrupt);
  if (version > newest_schema)
    throw Error(ErrorKind::store_newer, {{"schemaVersion", version}, {"supported", newest_schema}});
}

void take_step(Database& database, std::int64_t version) {
  Transaction transaction{database};
  database.execute(steps.at(static_cast<std::size_t>(version)));
  if (version == 0) {
    database.execute(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
    begin_chain(database);
  }
  database.execute(("PRAGMA user_version = " + std::to_string(version + 1)).c_str());
  transaction.commit();
}

}  // namespace

const std::int64_t newest_schema = static_cast<std::int64_t>(steps.size());

void remove_backups(const std::filesystem::path& file) {
  std::error_code ignored;
  for (std::int64_t version = 1; version < newest_schema; ++version) remove_file(backup_of(file, version), ignored);
}

void bring_up_to_date(Database& database, FileSystem file_system) {
  const bool may_write_ahead = file_system == FileSystem::local;
  if (is_up_to_date(database)) {
    remove_backups(database.file());
    if (may_write_ahead) use_write_ahead_log(database);
    return;
  }
  const FolderLock lock{database.file().parent_path()};
  check_origin(database);
  auto version = database.schema_version();
  if (version == newest_schema) return;
  if (version > 0) back_up(database, version);
  if (may_write_ahead) use_write_ahead_log(database);
  for (; version < newest_schema; ++version) take_step(database, version);
}

}  // namespace demur::store
