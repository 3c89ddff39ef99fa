#include "history/objections.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "history/chain.hpp"
#include "history/head.hpp"
#include "history/owners.hpp"
#include "history/search_index.hpp"
#include "platform/error.hpp"
#include "platform/secrets.hpp"
#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace demur::history {
namespace {

using store::Statement;
using store::Transaction;

/// This program can read what it wrote, unless the file is damaged.
Moment stored_moment(const std::string& text, const std::string& precision) {
  return {from_rfc3339(text).value_or(Time{}), precision_named(precision).value_or(Precision::instant)};
}

std::optional<Outcome> read_outcome(const Statement& row, int column) {
  auto kind = row.optional_text(column);
  if (!kind) return std::nullopt;
  return Outcome{std::move(*kind), stored_moment(row.text(column + 1), row.text(column + 2))};
}

Provenance read_provenance(const Statement& row, int column) {
  return {row.optional_text(column), row.text(column + 1), row.optional_text(column + 2)};
}

/// Whether all its texts are UTF-8.
bool is_readable(const Objection& objection) {
  const auto is_readable = [](const auto& text) { return is_utf8(text); };
  return is_readable(objection.id) && is_readable(objection.form_id) && is_readable(objection.platform) &&
         is_readable(objection.account_id.value_or("")) && is_readable(objection.email) &&
         is_readable(objection.message.value_or("")) && is_readable(objection.language.value_or("")) &&
         is_readable(objection.page_url) && is_readable(objection.submitted_at) && is_readable(objection.recorded_at);
}

bool exists(store::Database& database, const char* sql, const std::string& id) {
  return Statement{database, sql}.bind(id).step();
}

[[noreturn]] void not_found(const std::string& id) {
  throw Error(ErrorKind::not_found, {{"id", id}});
}

/// A free place in the list for an objection: after those sent in the same millisecond, or, where these have taken all
/// its places, in the next one.
std::int64_t free_position(store::Database& database, Moment submitted_at) {
  for (auto time = latest(submitted_at);; time += std::chrono::milliseconds{1}) {
    const auto first = first_position({time}), end = first_position({time + std::chrono::milliseconds{1}});
    Statement last{database,
                   "SELECT ifnull(max(position) + 1, ?1) FROM objections WHERE position >= ?1 AND position < ?2"};
    last.bind(first).bind(end).step();
    if (last.number(0) < end) return last.number(0);
  }
}

}  // namespace

constexpr std::int64_t places_in_millisecond = 32768;

std::int64_t first_position(Moment submitted_at) {
  return latest(submitted_at).time_since_epoch().count() * places_in_millisecond;
}

bool is_position(std::int64_t position, Moment submitted_at) {
  // Where many were sent in one millisecond, some have places in the next ones.
  constexpr std::chrono::minutes overflow{1};
  return position >= first_position(submitted_at) && position < first_position({latest(submitted_at) + overflow});
}

std::string columns_now() {
  return std::string(objection_columns) +
         ", o.outcome_kind, o.outcome_at, o.outcome_precision, s.source, s.chain_id, s.came_at";
}

ObjectionNow read_now(const Statement& row, Time now) {
  constexpr int outcome_column = objection_column_count, provenance_column = outcome_column + 3;
  auto objection = read_objection(row);
  objection.provenance = read_provenance(row, provenance_column);
  const auto submitted_at = from_rfc3339(objection.submitted_at);
  const bool is_unreadable = !submitted_at || !is_readable(objection);
  auto status = status_of({submitted_at.value_or(Time{}), objection.precision}, read_outcome(row, outcome_column), now);
  return {std::move(objection), std::move(status), is_unreadable};
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
  objection.recorded_at = row.text(column++);
  objection.precision = precision_named(row.text(column)).value_or(Precision::instant);
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
  // Bytes that are no longer UTF-8 are replaced, so the digest differs.
  return content.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

void insert_objection(store::Database& database, const Objection& objection) {
  Statement{database,
            "INSERT INTO objections (position, id, form_id, platform, account_id, email, email_folded, message, "
            "language, page_url, submitted_at, recorded_at, precision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"}
      .bind(free_position(database, stored_moment(objection.submitted_at, name_of(objection.precision))))
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
      .bind(name_of(objection.precision))
      .run();
  renew_owner(database, objection.id);
}

void insert_entry(store::Database& database, const ChainEntry& entry, std::string_view hash, const Erasable& kept,
                  const std::optional<Arrival>& arrival) {
  Statement row{
      database,
      "INSERT INTO events (id, chain_id, position, objection_id, kind, at, recorded_at, detail, content_digest, "
      "previous_hash, hash, format, precision, source, came_at, set_aside, salt, evidence) VALUES (?, ?, ?, ?, ?, ?, "
      "?, "
      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
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
      .bind_bytes(hash)
      .bind(std::int64_t{entry.format})
      .bind(name_of(entry.precision))
      .bind_optional(kept.source)
      .bind_optional(arrival ? std::optional{arrival->came_at} : std::nullopt)
      .bind(std::int64_t{arrival && arrival->is_set_aside ? 1 : 0});
  for (const auto* bytes : {&kept.salt, &kept.evidence})
    if (*bytes)
      row.bind_bytes(**bytes);
    else
      row.bind_null();
  row.run();
}

void erase_content(store::Database& database, const std::string& objection_id) {
  Statement{database,
            "UPDATE events SET detail = NULL, source = NULL, salt = NULL, evidence = NULL WHERE objection_id = ? AND "
            "kind <> 'removed' AND salt IS NOT NULL"}
      .bind(objection_id)
      .run();
}

std::vector<Fact> facts_of(store::Database& database, const std::string& objection_id) {
  Statement rows{
      database,
      "SELECT id, kind, at, precision, detail, set_aside FROM effective_events WHERE objection_id = ? ORDER BY "
      "effective_at, position, hash"};
  rows.bind(objection_id);
  std::vector<Fact> facts;
  while (rows.step())
    facts.push_back(
        {rows.text(0), rows.text(1), stored_moment(rows.text(2), rows.text(3)), rows.text(4), rows.number(5) != 0});
  return facts;
}

void renew_outcome(store::Database& database, const std::string& objection_id) {
  const auto outcome = outcome_of(facts_of(database, objection_id));
  const auto text = [&](const auto& of) { return outcome ? std::optional<std::string>{of(*outcome)} : std::nullopt; };
  Statement{database, "UPDATE objections SET outcome_kind = ?, outcome_at = ?, outcome_precision = ? WHERE id = ?"}
      .bind_optional(text([](const Outcome& one) { return one.kind; }))
      .bind_optional(text([](const Outcome& one) { return to_rfc3339(one.when.at); }))
      .bind_optional(text([](const Outcome& one) { return name_of(one.when.precision); }))
      .bind(objection_id)
      .run();
}

void settle_outcomes(store::Database& database) {
  if (!Statement{database, "SELECT 1 FROM unsettled LIMIT 1"}.step()) return;
  Transaction transaction{database};
  Statement rows{database, "SELECT objection_id FROM unsettled"};
  while (rows.step()) {
    renew_outcome(database, rows.text(0));
    reindex(database, rows.text(0));
  }
  database.execute("DELETE FROM unsettled");
  transaction.commit();
}

bool Objections::record(Objection objection) {
  Transaction transaction{database_};
  if (exists(database_, "SELECT 1 FROM objections WHERE id = ?", objection.id)) return false;
  if (exists(database_, "SELECT 1 FROM events WHERE objection_id = ?", objection.id)) not_found(objection.id);
  objection.recorded_at = to_rfc3339(clock_());
  insert_objection(database_, objection);
  append(objection.id,
         {random_uuid(), "submitted", objection.submitted_at, objection.recorded_at, std::nullopt, std::nullopt, 0,
          objection.precision, objection.provenance},
         {content_of(objection), std::nullopt});
  reindex(database_, objection.id);
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
    reindex(database_, objection_id);
  }
  transaction.commit();
}

bool Objections::remove(const std::string& id) {
  Transaction transaction{database_};
  if (!exists(database_, "SELECT 1 FROM objections WHERE id = ?", id)) return false;
  remove_from_index(database_, id);
  Statement{database_, "DELETE FROM objections WHERE id = ?"}.bind(id).run();
  purge_index(database_);
  erase_content(database_, id);
  const auto now = to_rfc3339(clock_());
  append(id, {random_uuid(), "removed", now, now, std::nullopt}, {});
  transaction.commit();
  database_.forget_erased();
  return true;
}

/// The only function that makes the history grow: adds an entry at the end of this database's own chain.
void Objections::append(const std::string& objection_id, const Event& event, EntryContent content) {
  constexpr int newest_format = 2;
  const auto end = own_head(database_);
  const auto salt = random_salt();
  content.source = event.provenance.source ? *event.provenance.source : person_source(clock_());
  const ChainEntry entry{
      end.chain_id,      end.position + 1,
      event.id,          objection_id,
      event.kind,        event.at,
      event.recorded_at, std::string(bytes_of(content_digest(newest_format, bytes_of(salt), content))),
      end.hash,          newest_format,
      event.precision};
  const auto hash = entry_hash(entry);
  insert_entry(database_, entry, bytes_of(hash),
               {content.source, std::string(bytes_of(salt)), event.detail, event.evidence});
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
  Statement row{database_,
                "SELECT " + columns_now() + " FROM objections o" + provenance_of_objection + " WHERE o.id = ?"};
  if (!row.bind(id).step()) not_found(id);
  return read_now(row, clock_());
}

ObjectionDetails Objections::get(const std::string& id, const std::optional<std::string>& after, std::int64_t limit) {
  auto objection = find(id);
  std::map<std::string, Counts> counts;
  const auto facts = facts_of(database_, id);
  const auto counted = counts_of(facts);
  for (std::size_t i = 0; i < facts.size(); ++i) counts.emplace(facts[i].id, counted[i]);
  Statement rows{
      database_,
      "SELECT id, kind, at, recorded_at, detail, precision, source, chain_id, came_at, ifnull(length(evidence), 0) "
      "FROM "
      "effective_events WHERE objection_id = ?1 AND (?2 IS NULL OR (effective_at, position, hash) > (SELECT "
      "effective_at, position, hash FROM effective_events WHERE objection_id = ?1 AND id = ?2)) ORDER BY effective_at, "
      "position, hash LIMIT ?3"};
  rows.bind(id).bind_optional(after).bind(limit);
  constexpr int precision_column = 5, provenance_column = 6, size_column = 9;
  std::vector<Event> events;
  while (rows.step())
    events.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.optional_text(4), std::nullopt,
                      rows.number(size_column),
                      precision_named(rows.text(precision_column)).value_or(Precision::instant),
                      read_provenance(rows, provenance_column), counts[rows.text(0)]});
  const auto& sent = objection.objection;
  const auto deadlines = deadlines_for(stored_moment(sent.submitted_at, name_of(sent.precision)));
  return {std::move(objection), std::move(events), deadlines};
}

}  // namespace demur::history
