#include "history/added_keys.hpp"

#include <algorithm>

#include "embedded/protocol.hpp"
#include "reading/mail/signing_keys.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

/// "S1._domainkey.Facebookmail.com." in the form that is kept.
std::string plain_name(const std::string& name) {
  auto plain = lower_case(trimmed(name));
  if (plain.ends_with('.')) plain.pop_back();
  return plain;
}

/// dig prints a long text in several pieces, each in quotation marks, with a backslash before a semicolon.
std::string plain_record(const std::string& record) {
  std::string plain(trimmed(record));
  std::erase_if(plain, [](char c) { return c == '"' || c == '\\'; });
  std::replace_if(plain.begin(), plain.end(), is_space, ' ');
  return plain;
}

bool is_too_many(store::Database& database) {
  store::Statement count{database, "SELECT count(*) FROM signing_keys"};
  count.step();
  return count.number(0) > protocol::max_keys;
}

}  // namespace

std::vector<AddedKey> list_keys(store::Database& database) {
  store::Statement rows{database, "SELECT name, record, added_at FROM signing_keys ORDER BY name"};
  std::vector<AddedKey> keys;
  while (rows.step()) keys.push_back({rows.text(0), rows.text(1), rows.text(2)});
  return keys;
}

std::optional<KeyRefusal> add_key(store::Database& database, const std::string& name, const std::string& record,
                                  Time now) {
  const auto key = reading::read_added_key(plain_name(name) + " " + plain_record(record));
  if (!key) return KeyRefusal::name;
  if (!reading::read_key_record(key->record)) return KeyRefusal::record;
  store::Transaction transaction{database};
  store::Statement{database,
                   "INSERT INTO signing_keys (name, record, added_at) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE "
                   "SET record = excluded.record, added_at = excluded.added_at"}
      .bind(reading::key_name(key->selector, key->domain))
      .bind(key->record)
      .bind(to_rfc3339(now))
      .run();
  if (is_too_many(database)) return KeyRefusal::too_many;
  transaction.commit();
  return std::nullopt;
}

bool remove_key(store::Database& database, const std::string& name) {
  store::Transaction transaction{database};
  store::Statement deleted{database, "DELETE FROM signing_keys WHERE name = ? RETURNING name"};
  const bool was_there = deleted.bind(plain_name(name)).step();
  deleted.run();
  transaction.commit();
  return was_there;
}

std::vector<std::string> reader_arguments(const char* task, const std::vector<AddedKey>& added) {
  std::vector<std::string> arguments{task};
  for (const auto& key : added) arguments.push_back(key.name + " " + key.record);
  return arguments;
}

}  // namespace demur::history
