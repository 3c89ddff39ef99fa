#include "history/objections.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "history/chain.hpp"
#include "history/words.hpp"
#include "platform/error.hpp"
#include "platform/secrets.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

using store::Statement;
using store::Transaction;

/// What was written by this program can be read by it.
Time stored_time(const std::string& text) {
  const auto time = from_rfc3339(text);
  if (!time) throw Error(ErrorKind::store_corrupt);
  return *time;
}

std::optional<Outcome> read_outcome(const Statement& row, int column) {
  auto kind = row.optional_text(column);
  if (!kind) return std::nullopt;
  return Outcome{std::move(*kind), stored_time(row.text(column + 1))};
}

bool exists(store::Database& database, const char* sql, const std::string& id) {
  return Statement{database, sql}.bind(id).step();
}

[[noreturn]] void not_found(const std::string& id) {
  throw Error(ErrorKind::not_found, {{"id", id}});
}

/// An event that no later one corrects.
struct StandingEvent {
  std::string id;
  std::string kind;
  Time at;
  /// The same as if the clock had not been set back before it was recorded.
  Time moment;
};

/// The events of an objection that no later one corrects, in the order in which they were recorded.
std::vector<StandingEvent> standing_events(store::Database& database, const std::string& objection_id) {
  Statement rows{database,
                 "SELECT id, kind, at, recorded_at, told_at, detail FROM told_events WHERE objection_id = ? ORDER BY "
                 "told_at DESC, position DESC, hash DESC"};
  rows.bind(objection_id);
  std::vector<StandingEvent> events;
  std::set<std::string> mistakes;
  while (rows.step()) {
    if (mistakes.contains(rows.text(0))) continue;
    const auto at = stored_time(rows.text(2));
    const auto set_back = stored_time(rows.text(4)) - stored_time(rows.text(3));
    events.push_back({rows.text(0), rows.text(1), at, at + set_back});
    if (const auto mistake = rows.optional_text(5); mistake && rows.text(1) == "corrected") mistakes.insert(*mistake);
  }
  std::reverse(events.begin(), events.end());
  return events;
}

/// The place of an objection in the list that is free for it: behind those that were sent in the same millisecond, and
/// where those have taken all its places, in the next one.
std::int64_t free_position(store::Database& database, Time submitted_at) {
  for (auto time = submitted_at;; time += std::chrono::milliseconds{1}) {
    const auto first = first_position(time), end = first_position(time + std::chrono::milliseconds{1});
    Statement last{database,
                   "SELECT ifnull(max(position) + 1, ?1) FROM objections WHERE position >= ?1 AND position < ?2"};
    last.bind(first).bind(end).step();
    if (last.number(0) < end) return last.number(0);
  }
}

}  // namespace

std::int64_t first_position(Time submitted_at) {
  constexpr std::int64_t places = 32768;
  return submitted_at.time_since_epoch().count() * places;
}

std::string columns_now() {
  return std::string(objection_columns) + ", o.outcome_kind, o.outcome_at";
}

ObjectionNow read_now(const Statement& row, Time now) {
  constexpr int outcome_column = 10;
  auto objection = read_objection(row);
  const auto submitted_at = stored_time(objection.submitted_at);
  auto status = status_of(submitted_at, read_outcome(row, outcome_column), deadlines_for(submitted_at), now);
  return {std::move(objection), std::move(status)};
}

Objection read_objection(const Statement& row, int column) {
  Objection objection;
  objection.id = row.text(column++);
  objection.form_id = row.text(column++);
  objection.platform = row.text(column++);
  objection.account_id = row.optional_text(column++);
  objection.email = row.text(column++);
  objection.message = row.optional_text(column++);
  objection.language = row.optional_text(column++);
  objection.page_url = row.text(column++);
  objection.submitted_at = row.text(column++);
  objection.recorded_at = row.text(column);
  return objection;
}

std::string content_of(const Objection& objection) {
  nlohmann::json content{
      {"email", objection.email},
      {"formId", objection.form_id},
      {"id", objection.id},
      {"pageUrl", objection.page_url},
      {"platform", objection.platform},
      {"recordedAt", objection.recorded_at},
      {"submittedAt", objection.submitted_at},
  };
  if (objection.account_id) content["accountId"] = *objection.account_id;
  if (objection.message) content["message"] = *objection.message;
  if (objection.language) content["language"] = *objection.language;
  return content.dump();
}

void insert_objection(store::Database& database, const Objection& objection) {
  Statement{database,
            "INSERT INTO objections (position, id, form_id, platform, account_id, email, email_folded, message, "
            "language, page_url, submitted_at, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"}
      .bind(free_position(database, stored_time(objection.submitted_at)))
      .bind(objection.id)
      .bind(objection.form_id)
      .bind(objection.platform)
      .bind_optional(objection.account_id)
      .bind(objection.email)
      .bind(lower_case(objection.email))
      .bind_optional(objection.message)
      .bind_optional(objection.language)
      .bind(objection.page_url)
      .bind(objection.submitted_at)
      .bind(objection.recorded_at)
      .run();
}

void insert_entry(store::Database& database, const ChainEntry& entry, std::string_view hash, const Erasable& kept) {
  Statement row{
      database,
      "INSERT INTO events (id, chain_id, position, objection_id, kind, at, recorded_at, detail, content_digest, "
      "previous_hash, hash, salt, evidence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  row.bind(entry.event_id)
      .bind(entry.chain_id)
      .bind(entry.position)
      .bind(entry.objection_id)
      .bind(entry.kind)
      .bind(entry.at)
      .bind(entry.recorded_at)
      .bind_optional(kept.detail)
      .bind_bytes(entry.content_digest)
      .bind_bytes(entry.previous_hash)
      .bind_bytes(hash);
  for (const auto* bytes : {&kept.salt, &kept.evidence})
    if (*bytes)
      row.bind_bytes(**bytes);
    else
      row.bind_null();
  row.run();
}

void erase_content(store::Database& database, const std::string& objection_id) {
  Statement{database, "UPDATE events SET detail = NULL, salt = NULL, evidence = NULL WHERE objection_id = ?"}
      .bind(objection_id)
      .run();
}

void renew_outcome(store::Database& database, const std::string& objection_id) {
  std::optional<Outcome> outcome;
  std::optional<std::string> kind, at;
  for (const auto& event : standing_events(database, objection_id)) {
    Outcome newer{event.kind, event.moment};
    if (!is_decisive(newer.kind) || !replaces(newer, outcome)) continue;
    outcome = std::move(newer);
    kind = event.kind;
    at = to_rfc3339(event.at);
  }
  Statement{database, "UPDATE objections SET outcome_kind = ?, outcome_at = ? WHERE id = ?"}
      .bind_optional(kind)
      .bind_optional(at)
      .bind(objection_id)
      .run();
}

bool Objections::record(Objection objection) {
  Transaction transaction{database_};
  if (exists(database_, "SELECT 1 FROM objections WHERE id = ?", objection.id)) return false;
  if (exists(database_, "SELECT 1 FROM events WHERE objection_id = ?", objection.id)) not_found(objection.id);
  objection.recorded_at = to_rfc3339(clock_());
  insert_objection(database_, objection);
  append(objection.id, {random_uuid(), "submitted", objection.submitted_at, objection.recorded_at, std::nullopt},
         {content_of(objection), std::nullopt});
  renew_words(database_, objection.id);
  transaction.commit();
  return true;
}

void Objections::add_event(const std::string& objection_id, Event event) {
  Transaction transaction{database_};
  if (!exists(database_, "SELECT 1 FROM objections WHERE id = ?", objection_id)) not_found(objection_id);
  if (exists(database_, "SELECT 1 FROM events WHERE id = ?", event.id)) return;
  event.recorded_at = to_rfc3339(clock_());
  append(objection_id, event, {event.detail.value_or(""), event.evidence});
  if (is_decisive(event.kind) || event.kind == "corrected") {
    renew_outcome(database_, objection_id);
    renew_words(database_, objection_id);
  }
  transaction.commit();
}

bool Objections::remove(const std::string& id) {
  Transaction transaction{database_};
  if (!exists(database_, "SELECT 1 FROM objections WHERE id = ?", id)) return false;
  remove_words(database_, id);
  Statement{database_, "DELETE FROM objections WHERE id = ?"}.bind(id).run();
  erase_removed_words(database_);
  erase_content(database_, id);
  const auto now = to_rfc3339(clock_());
  append(id, {random_uuid(), "removed", now, now, std::nullopt}, {});
  transaction.commit();
  // What was erased must not live on in the write-ahead log.
  Statement{database_, "PRAGMA wal_checkpoint(TRUNCATE)"}.run();
  return true;
}

/// The one function through which the history grows: one more entry at the end of this database's own chain.
void Objections::append(const std::string& objection_id, const Event& event, const Content& content) {
  Statement chain{database_, "SELECT chain_id, position, hash FROM heads WHERE is_own = 1"};
  if (!chain.step()) throw Error(ErrorKind::store_corrupt);
  const auto salt = random_salt();
  const ChainEntry entry{chain.text(0),     chain.number(1) + 1,
                         event.id,          objection_id,
                         event.kind,        event.at,
                         event.recorded_at, std::string(bytes_of(content_digest(bytes_of(salt), content))),
                         chain.bytes(2)};
  const auto hash = entry_hash(entry);
  insert_entry(database_, entry, bytes_of(hash), {std::string(bytes_of(salt)), event.detail, event.evidence});
  Statement{database_, "UPDATE heads SET position = ?, hash = ? WHERE is_own = 1"}
      .bind(entry.position)
      .bind_bytes(bytes_of(hash))
      .run();
}

std::string Objections::evidence(const std::string& event_id) {
  Statement row{database_, "SELECT evidence FROM events WHERE id = ? AND evidence IS NOT NULL"};
  if (!row.bind(event_id).step()) not_found(event_id);
  return row.bytes(0);
}

ObjectionNow Objections::find(const std::string& id) {
  Statement row{database_, "SELECT " + columns_now() + " FROM objections o WHERE o.id = ?"};
  if (!row.bind(id).step()) not_found(id);
  return read_now(row, clock_());
}

Entry Objections::get(const std::string& id, const std::optional<std::string>& after, std::int64_t limit) {
  auto objection = find(id);
  Statement rows{database_,
                 "SELECT id, kind, at, recorded_at, detail, ifnull(length(evidence), 0) FROM told_events WHERE "
                 "objection_id = ?1 AND (?2 IS NULL OR (told_at, position, hash) > (SELECT told_at, position, hash "
                 "FROM told_events WHERE objection_id = ?1 AND id = ?2)) ORDER BY told_at, position, hash LIMIT ?3"};
  rows.bind(id).bind_optional(after).bind(limit);
  std::vector<Event> events;
  while (rows.step())
    events.push_back(
        {rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.optional_text(4), std::nullopt, rows.number(5)});
  const auto deadlines = deadlines_for(stored_time(objection.objection.submitted_at));
  return {std::move(objection), std::move(events), deadlines};
}

}  // namespace demur::history
