#include "history/accounts.hpp"

#include "history/words.hpp"

namespace demur::history {
namespace {

std::vector<std::string> emails_of(store::Database& database, const std::string& account_id) {
  store::Statement rows{database, "SELECT email FROM account_emails WHERE account_id = ? ORDER BY position"};
  rows.bind(account_id);
  std::vector<std::string> emails;
  while (rows.step()) emails.push_back(rows.text(0));
  return emails;
}

}  // namespace

std::vector<Account> list_accounts(store::Database& database) {
  store::Statement rows{database, "SELECT id, platform, label, accounts_center FROM accounts ORDER BY position"};
  std::vector<Account> accounts;
  while (rows.step())
    accounts.push_back(
        {rows.text(0), rows.text(1), rows.text(2), emails_of(database, rows.text(0)), rows.optional_text(3)});
  return accounts;
}

void save_account(store::Database& database, const Account& account) {
  store::Transaction transaction{database};
  insert_account(database, account);
  transaction.commit();
}

void insert_account(store::Database& database, const Account& account) {
  store::Statement before{database, "SELECT label FROM accounts WHERE id = ?"};
  const bool was_there = before.bind(account.id).step();
  const bool is_renamed = !was_there || before.text(0) != account.label;
  store::Statement{
      database,
      "INSERT INTO accounts (id, platform, label, accounts_center) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
      "SET platform = excluded.platform, label = excluded.label, accounts_center = excluded.accounts_center"}
      .bind(account.id)
      .bind(account.platform)
      .bind(account.label)
      .bind_optional(account.accounts_center)
      .run();
  store::Statement{database, "DELETE FROM account_emails WHERE account_id = ?"}.bind(account.id).run();
  std::int64_t position = 0;
  for (const auto& email : account.emails)
    store::Statement{database, "INSERT INTO account_emails (account_id, position, email) VALUES (?, ?, ?)"}
        .bind(account.id)
        .bind(position++)
        .bind(email)
        .run();
  if (is_renamed) renew_words_of_account(database, account.id);
  if (is_renamed && was_there) erase_removed_words(database);
}

bool remove_account(store::Database& database, const std::string& id) {
  store::Transaction transaction{database};
  store::Statement deleted{database, "DELETE FROM accounts WHERE id = ? RETURNING id"};
  const bool removed = deleted.bind(id).step();
  deleted.run();
  if (removed) {
    renew_words_of_account(database, id);
    erase_removed_words(database);
  }
  transaction.commit();
  return removed;
}

}  // namespace demur::history
