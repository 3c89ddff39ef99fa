#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/database.hpp"

namespace demur::history {

/// One of the person's accounts at Meta, or a relative's.
struct Account {
  std::string id;
  std::string platform;
  std::string label;
  std::vector<std::string> emails;
  std::optional<std::string> accounts_center;
};

/// All accounts in the order in which they were added.
std::vector<Account> list_accounts(store::Database& database);

/// Adds the account, or replaces the one with its id, which keeps its place; nothing is left of what it said before.
void save_account(store::Database& database, const Account& account);

/// The same within a transaction of the caller's. Whether one was replaced: then `forget_erased` is due once it is
/// committed.
bool insert_account(store::Database& database, const Account& account);

/// False when there is none with this id.
bool remove_account(store::Database& database, const std::string& id);

}  // namespace demur::history
