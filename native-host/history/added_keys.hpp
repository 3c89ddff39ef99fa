#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/time.hpp"
#include "store/database.hpp"

/// Keys that the person has looked up and added: those of Meta's that manifests/dkim-keys.json doesn't have, and those
/// of whoever signed an e-mail with a seal. For Meta's mails only Meta's count.
namespace demur::history {

struct AddedKey {
  std::string name;      ///< Where it stands in DNS: "s1._domainkey.facebookmail.com".
  std::string record;    ///< The text that stands there.
  std::string added_at;  ///< RFC 3339.
};

enum class KeyRefusal : std::uint8_t { name, record, too_many };

/// By name.
std::vector<AddedKey> list_keys(store::Database& database);

/// Adds a key, or replaces the one of its name. Name and record may be as programs print them, with quotation marks and
/// a dot at the end. Says what is wrong with it.
std::optional<KeyRefusal> add_key(store::Database& database, const std::string& name, const std::string& record,
                                  Time now);

/// Whether there was one.
bool remove_key(store::Database& database, const std::string& name);

/// What demur-reader is started with, so that it checks signatures by these keys too.
std::vector<std::string> reader_arguments(const std::vector<AddedKey>& added);

}  // namespace demur::history
