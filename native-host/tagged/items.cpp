#include "tagged/items.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>

#include "platform/secrets.hpp"

namespace demur::tagged {
namespace {

using store::Database;
using store::Statement;

constexpr std::array<std::string_view, 3> item_kinds{"tag", "mention", "photo"};

Sharer sharer_of(const reading::ItemRecord& record) {
  return {record.name.value_or(""),
          record.profile ? reading::profile_url(record.platform, *record.profile) : std::nullopt};
}

std::optional<std::string> kept_id(Database& database, const Sighting& sighting) {
  Statement row{database, "SELECT id FROM items WHERE platform = ? AND key = ?"};
  if (!row.bind(sighting.platform).bind(sighting.item.key).step()) return std::nullopt;
  return row.text(0);
}

/// Of what was read in the pages of a download only the day is known, and kept as its noon in UTC. A time takes its
/// place that can be of that day somewhere on earth, where zones are up to 14 hours ahead and 12 behind.
void learn_time(Database& database, const std::string& id, const std::string& at) {
  Statement{database,
            "UPDATE items SET at = ?1, listed_at = ?1 WHERE id = ?2 AND (at IS NULL OR (at LIKE '%T12:00:00.000Z' AND "
            "unixepoch(?1) - unixepoch(at) BETWEEN -26 * 3600 AND 24 * 3600))"}
      .bind(at)
      .bind(id)
      .run();
}

/// A contact of whom nothing is known is dropped with its last item; one without a profile may get one.
void learn_sharer(Database& database, const std::string& id, const Sighting& sighting) {
  Statement known{database,
                  "SELECT c.id, c.name = '' FROM items i JOIN contacts c ON c.id = i.contact_id "
                  "WHERE i.id = ? AND c.url IS NULL"};
  if (!known.bind(id).step()) return;
  const auto contact = known.text(0);
  if (known.number(1) == 0) {
    learn_profile(database, contact, sighting.platform, sighting.sharer);
    return;
  }
  Statement{database, "UPDATE items SET contact_id = ? WHERE id = ?"}
      .bind(contact_of(database, sighting.platform, sighting.sharer))
      .bind(id)
      .run();
  Statement{database, "DELETE FROM contacts WHERE id = ? AND items = 0"}.bind(contact).run();
}

void learn_notice(Database& database, const std::string& id, const std::string& notice) {
  Statement{database, "UPDATE items SET notice = ? WHERE id = ? AND notice IS NULL"}.bind(notice).bind(id).run();
}

/// The contact of an item, where its name is known.
std::optional<std::string> named_contact(Database& database, const std::string& item) {
  Statement row{database,
                "SELECT c.id FROM items i JOIN contacts c ON c.id = i.contact_id WHERE i.id = ? AND c.name <> ''"};
  if (!row.bind(item).step()) return std::nullopt;
  return row.text(0);
}

std::string add_item(Database& database, const Sighting& sighting, const std::string& now) {
  auto id = derived_uuid("item\n" + sighting.platform + "\n" + sighting.item.key);
  const auto contact = contact_of(database, sighting.platform, sighting.sharer);
  Statement{database,
            "INSERT INTO items (id, platform, key, url, contact_id, state, kind, at, listed_at, seen_on, recorded_at, "
            "notice) VALUES (?, ?, ?, ?, ?5, (SELECT state FROM contacts WHERE id = ?5), ?, ?, ?, ?, ?, ?)"}
      .bind(id)
      .bind(sighting.platform)
      .bind(sighting.item.key)
      .bind(sighting.item.url)
      .bind(contact)
      .bind(sighting.kind)
      .bind_optional(sighting.at)
      .bind(sighting.at.value_or(now))
      .bind(sighting.seen_on)
      .bind(now)
      .bind_optional(sighting.notice)
      .run();
  return id;
}

std::string where(const ItemFilter& filter) {
  std::string sql = " WHERE true";
  if (filter.contact_id) sql += " AND i.contact_id = ?";
  if (filter.state) sql += " AND i.state = ?";
  return sql;
}

void bind(Statement& statement, const ItemFilter& filter) {
  if (filter.contact_id) statement.bind(*filter.contact_id);
  if (filter.state) statement.bind(*filter.state);
}

Item read_item(const Statement& row) {
  Item item;
  int column = 0;
  item.id = row.text(column++);
  item.platform = row.text(column++);
  item.url = row.text(column++);
  item.kind = row.text(column++);
  item.at = row.optional_text(column++);
  item.seen_on = row.text(column++);
  item.recorded_at = row.text(column++);
  item.notice = row.optional_text(column++);
  item.contact_id = row.text(column++);
  item.contact_name = row.text(column++);
  item.state = row.text(column);
  return item;
}

}  // namespace

bool FoundItems::add(const reading::ItemRecord& record) {
  const auto item = reading::item_url(record.platform, record.url);
  if (!item) return true;
  if (items_.size() == max_items) return false;
  auto sharer = sharer_of(record);
  SharerKey key{record.platform, sharer.name, sharer.profile ? sharer.profile->key : ""};
  const auto known = sharers_.emplace(std::move(key), std::move(sharer)).first;
  items_.push_back({known, record.at ? from_rfc3339(*record.at) : std::nullopt, item->url, record.notice.value_or(""),
                    record.kind.front()});
  keys_.push_back(std::hash<std::string>{}(record.platform + item->key));
  return true;
}

Sighting FoundItems::at(std::size_t index) const {
  const auto& item = items_.at(index);
  const auto& platform = std::get<0>(item.sharer->first);
  const auto* const kind =
      std::find_if(item_kinds.begin(), item_kinds.end(), [&](auto name) { return name[0] == item.kind; });
  return {platform,
          reading::item_url(platform, item.url).value(),
          item.sharer->second,
          std::string{*kind},
          item.at ? std::optional{to_rfc3339(*item.at)} : std::nullopt,
          "download",
          item.notice.empty() ? std::nullopt : std::optional{item.notice}};
}

namespace {

std::int64_t count_distinct(std::vector<std::size_t> hashes) {
  std::sort(hashes.begin(), hashes.end());
  return std::unique(hashes.begin(), hashes.end()) - hashes.begin();
}

}  // namespace

std::int64_t FoundItems::distinct() const {
  return count_distinct(keys_);
}

void Tally::count(const std::string& contact) {
  contacts_.push_back(std::hash<std::string>{}(contact));
}

std::int64_t Tally::contacts() const {
  return count_distinct(contacts_);
}

Recording::Recording(Database& database, std::string now, Tally& tally)
    : database_(database), now_(std::move(now)), tally_(tally), transaction_(database) {}

void Recording::add(const Sighting& sighting) {
  auto id = kept_id(database_, sighting);
  if (id) {
    if (sighting.at) learn_time(database_, *id, *sighting.at);
    if (sighting.sharer.is_known()) learn_sharer(database_, *id, sighting);
    if (sighting.notice) learn_notice(database_, *id, *sighting.notice);
  } else {
    id = add_item(database_, sighting, now_);
    ++tally_.added;
  }
  if (const auto contact = named_contact(database_, *id)) tally_.count(*contact);
}

void Recording::commit() {
  transaction_.commit();
}

std::int64_t record(Database& database, const std::vector<Sighting>& sightings, const std::string& now) {
  Tally tally;
  Recording recording{database, now, tally};
  for (const auto& sighting : sightings) recording.add(sighting);
  recording.commit();
  return tally.added;
}

ItemPage list_items(Database& database, const ItemFilter& filter, const std::optional<ItemCursor>& after,
                    std::int64_t limit) {
  constexpr int listed_at_column = 11, position_column = 12;
  Statement rows{
      database,
      "SELECT i.id, i.platform, i.url, i.kind, i.at, i.seen_on, i.recorded_at, i.notice, c.id, c.name, i.state, "
      "i.listed_at, i.position FROM items i CROSS JOIN contacts c ON c.id = i.contact_id" +
          where(filter) + (after ? " AND (i.listed_at, i.position) < (?, ?)" : "") +
          " ORDER BY i.listed_at DESC, i.position DESC LIMIT ?"};
  bind(rows, filter);
  if (after) rows.bind(after->listed_at).bind(after->position);
  // One more than asked for content whether there is a next page.
  rows.bind(limit + 1);
  ItemPage page;
  ItemCursor last{};
  while (rows.step()) {
    if (page.items.size() == static_cast<std::size_t>(limit)) {
      page.next = last;
      break;
    }
    page.items.push_back(read_item(rows));
    last = {rows.text(listed_at_column), rows.number(position_column)};
  }
  return page;
}

std::int64_t count_items(Database& database, const ItemFilter& filter) {
  std::string sql = "SELECT coalesce(sum(i.items), 0) FROM ";
  if (filter.contact_id)
    sql += "contacts i WHERE i.id = ?";
  else
    sql += "item_counts i WHERE true";
  if (filter.state) sql += " AND i.state = ?";
  Statement row{database, sql};
  bind(row, filter);
  row.step();
  return row.number(0);
}

}  // namespace demur::tagged
