#include "tagged/contacts.hpp"

#include "platform/error.hpp"
#include "platform/secrets.hpp"
#include "text/folded.hpp"
#include "text/shown_text.hpp"

namespace demur::tagged {
namespace {

using store::Database;
using store::Statement;

constexpr const char* columns = "id, platform, name, url, items, state, state_at";
constexpr int position_column = 7;

Contact read_contact(const Statement& row) {
  return {row.text(0),   row.text(1), row.text(2),         row.optional_text(3),
          row.number(4), row.text(5), row.optional_text(6)};
}

std::string where_of(const ContactFilter& filter) {
  std::string sql = " WHERE true";
  if (filter.state) sql += " AND state = ?";
  if (filter.query) sql += " AND name_folded LIKE ? ESCAPE '\\'";
  return sql;
}

/// Finds this text anywhere in another, for `LIKE ? ESCAPE '\'`: "50%" looks for just that.
/// https://www.sqlite.org/lang_expr.html#like
std::string like_pattern(const std::string& text) {
  std::string pattern = "%";
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') pattern += '\\';
    pattern += c;
  }
  return pattern + "%";
}

void bind(Statement& statement, const ContactFilter& filter) {
  if (filter.state) statement.bind(*filter.state);
  if (filter.query) statement.bind(like_pattern(folded(*filter.query)));
}

/// The contact that has been met under this name and profile; an empty key stands for a name alone.
std::optional<std::string> met(Database& database, const std::string& platform, const std::string& name,
                               const std::string& key) {
  Statement row{database, "SELECT contact_id FROM contact_names WHERE platform = ? AND name = ? AND profile = ?"};
  if (!row.bind(platform).bind(name).bind(key).step()) return std::nullopt;
  return row.text(0);
}

/// The contact of a profile, whatever it was called there.
std::optional<std::string> of_profile(Database& database, const std::string& platform, const std::string& key) {
  Statement row{database,
                "SELECT contact_id FROM contact_names WHERE platform = ? AND profile = ? AND profile <> '' LIMIT 1"};
  if (!row.bind(platform).bind(key).step()) return std::nullopt;
  return row.text(0);
}

void add_name(Database& database, const std::string& platform, const Sharer& sharer, const std::string& contact) {
  Statement{database, "INSERT INTO contact_names (platform, name, profile, contact_id) VALUES (?, ?, ?, ?)"}
      .bind(platform)
      .bind(sharer.name)
      .bind(sharer.profile ? sharer.profile->key : "")
      .bind(contact)
      .run();
}

/// The one contact of this name.
std::optional<std::string> only_namesake(Database& database, const std::string& platform, const std::string& name) {
  Statement rows{database, "SELECT DISTINCT contact_id FROM contact_names WHERE platform = ? AND name = ? LIMIT 2"};
  if (!rows.bind(platform).bind(name).step()) return std::nullopt;
  auto id = rows.text(0);
  if (rows.step()) return std::nullopt;
  return id;
}

/// The first profile of a name belongs to the contact that was known by that name alone.
std::optional<std::string> give_profile(Database& database, const std::string& platform, const Sharer& sharer) {
  auto id = only_namesake(database, platform, sharer.name);
  if (!id || !met(database, platform, sharer.name, "")) return std::nullopt;
  Statement{database, "UPDATE contact_names SET profile = ? WHERE platform = ? AND name = ? AND profile = ''"}
      .bind(sharer.profile->key)
      .bind(platform)
      .bind(sharer.name)
      .run();
  Statement{database, "UPDATE contacts SET url = coalesce(url, ?) WHERE id = ?"}
      .bind(sharer.profile->url)
      .bind(*id)
      .run();
  return id;
}

/// A contact has a further name, or its first.
void learn_name(Database& database, const std::string& contact, const std::string& platform, const Sharer& sharer) {
  if (sharer.name.empty() || met(database, platform, sharer.name, sharer.profile->key)) return;
  add_name(database, platform, sharer, contact);
  Statement{database, "UPDATE contacts SET name = ?, name_folded = ? WHERE id = ? AND name = ''"}
      .bind(sharer.name)
      .bind(folded(sharer.name))
      .bind(contact)
      .run();
}

/// One who was given a profile later has the id of the name alone: then the next of that name gets a random one.
std::string unused_id(Database& database, const std::string& identity) {
  auto id = derived_uuid(identity);
  const bool is_used = Statement{database, "SELECT 1 FROM contacts WHERE id = ?"}.bind(id).step();
  return is_used ? random_uuid() : id;
}

std::string add_contact(Database& database, const std::string& platform, const Sharer& sharer) {
  const auto key = sharer.profile ? sharer.profile->key : "";
  auto id = unused_id(database, "contact\n" + platform + "\n" + sharer.name + "\n" + key);
  Statement{database, "INSERT INTO contacts (id, platform, name, name_folded, url) VALUES (?, ?, ?, ?, ?)"}
      .bind(id)
      .bind(platform)
      .bind(sharer.name)
      .bind(folded(sharer.name))
      .bind_optional(sharer.profile ? std::optional{sharer.profile->url} : std::nullopt)
      .run();
  add_name(database, platform, sharer, id);
  return id;
}

}  // namespace

ContactPage list_contacts(Database& database, const ContactFilter& filter, const std::optional<ContactCursor>& after,
                          std::int64_t limit) {
  auto where = where_of(filter);
  if (after) where += " AND (items, position) < (?, ?)";
  Statement rows{database, std::string("SELECT ") + columns + ", position FROM contacts" + where +
                               " ORDER BY items DESC, position DESC LIMIT ?"};
  bind(rows, filter);
  if (after) rows.bind(after->items).bind(after->position);
  // One more than asked for content whether there is a next page.
  rows.bind(limit + 1);
  ContactPage page;
  std::int64_t last_position = 0;
  while (rows.step()) {
    if (page.contacts.size() == static_cast<std::size_t>(limit)) {
      page.next = ContactCursor{page.contacts.back().items, last_position};
      break;
    }
    page.contacts.push_back(read_contact(rows));
    last_position = rows.number(position_column);
  }
  return page;
}

std::int64_t count_contacts(Database& database, const ContactFilter& filter) {
  const std::string counted =
      filter.query ? "count(*) FROM contacts" : "coalesce(sum(contacts), 0) FROM contact_counts";
  Statement row{database, "SELECT " + counted + where_of(filter)};
  bind(row, filter);
  row.step();
  return row.number(0);
}

std::vector<ContactCount> count_by_state(Database& database) {
  // Those who aren't known have no name, and are few: the index of names leads to them.
  Statement rows{
      database,
      "WITH unknown AS (SELECT DISTINCT c.id, c.state, c.items FROM contact_names n CROSS JOIN contacts c "
      "ON c.id = n.contact_id WHERE n.platform IN ('facebook', 'instagram') AND n.name = '' AND c.name = '') "
      "SELECT i.state, i.items, p.contacts - count(u.id), coalesce(sum(u.items), 0) FROM item_counts i "
      "JOIN contact_counts p ON p.state = i.state LEFT JOIN unknown u ON u.state = i.state GROUP BY i.state"};
  std::vector<ContactCount> counts;
  while (rows.step()) counts.push_back({rows.text(0), rows.number(1), rows.number(2), rows.number(3)});
  return counts;
}

Contact find_contact(Database& database, const std::string& id) {
  Statement row{database, std::string("SELECT ") + columns + " FROM contacts WHERE id = ?"};
  if (!row.bind(id).step()) throw Error(ErrorKind::not_found, {{"id", id}});
  return read_contact(row);
}

void set_state(Database& database, const std::string& id, const std::string& state, const std::string& at) {
  store::Transaction transaction{database};
  static_cast<void>(find_contact(database, id));
  Statement{database, "UPDATE contacts SET state = ?, state_at = ? WHERE id = ?"}.bind(state).bind(at).bind(id).run();
  transaction.commit();
}

bool merge_contacts(Database& database, const std::string& id, const std::string& into) {
  store::Transaction transaction{database};
  const auto from = find_contact(database, id);
  const auto target = find_contact(database, into);
  if (id == into || from.platform != target.platform) return false;
  if (target.state == "new")
    Statement{database, "UPDATE contacts SET state = ?, state_at = ? WHERE id = ?"}
        .bind(from.state)
        .bind_optional(from.state_at)
        .bind(into)
        .run();
  Statement{database, "UPDATE contacts SET url = coalesce(url, ?) WHERE id = ?"}
      .bind_optional(from.url)
      .bind(into)
      .run();
  for (const char* sql : {"UPDATE items SET contact_id = ? WHERE contact_id = ?",
                          "UPDATE contact_names SET contact_id = ? WHERE contact_id = ?"})
    Statement{database, sql}.bind(into).bind(id).run();
  Statement{database, "DELETE FROM contacts WHERE id = ?"}.bind(id).run();
  transaction.commit();
  return true;
}

std::string plain_name(const std::string& name) {
  return composed(shown_text(name, max_contact_name));
}

void learn_profile(Database& database, const std::string& contact, const std::string& platform, const Sharer& sharer) {
  if (!sharer.profile || of_profile(database, platform, sharer.profile->key)) return;
  const Sharer known{plain_name(sharer.name), sharer.profile};
  if (met(database, platform, known.name, "") != contact) return;
  Statement{database, "UPDATE contacts SET url = ? WHERE id = ? AND url IS NULL"}
      .bind(known.profile->url)
      .bind(contact)
      .run();
  add_name(database, platform, known, contact);
}

std::string contact_of(Database& database, const std::string& platform, const Sharer& seen) {
  const Sharer sharer{plain_name(seen.name), seen.profile};
  if (sharer.profile) {
    if (auto id = of_profile(database, platform, sharer.profile->key)) {
      learn_name(database, *id, platform, sharer);
      return *id;
    }
  } else if (auto id = met(database, platform, sharer.name, "")) {
    return *id;
  }
  if (!sharer.name.empty()) {
    const auto namesake =
        sharer.profile ? give_profile(database, platform, sharer) : only_namesake(database, platform, sharer.name);
    if (namesake) return *namesake;
  }
  return add_contact(database, platform, sharer);
}

}  // namespace demur::tagged
