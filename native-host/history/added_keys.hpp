#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/time.hpp"
#include "store/database.hpp"

/// Keys that the person has looked up and added: Meta's that manifests/dkim-keys.json doesn't have, and those of
/// whoever signed an e-mail with a seal. For Meta's mails only Meta's count.
namespace demur::history {

struct AddedKey {
  std::string name;      ///< Its name in DNS: "s1._domainkey.facebookmail.com".
  std::string record;    ///< The text of its record.
  std::string added_at;  ///< RFC 3339.
};

enum class KeyRefusal : std::uint8_t { name, record, too_many };

/// By name.
std::vector<AddedKey> list_keys(store::Database& database);

/// Adds a key, or replaces the one of that name. Name and record may be as programs print them, with quotation marks
/// and a final dot. Returns what is wrong with it, if anything.
std::optional<KeyRefusal> add_key(store::Database& database, const std::string& name, const std::string& record,
                                  Time now);

/// False where there was none.
bool remove_key(store::Database& database, const std::string& name);

/// The arguments that give demur-reader a task, and make it check signatures with these keys too.
std::vector<std::string> reader_arguments(const char* task, const std::vector<AddedKey>& added);

}  // namespace demur::history
