#include "history/accounts.hpp"

#include "history/owners.hpp"
#include "history/search_index.hpp"
#include "text/characters.hpp"

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
  const bool was_there = insert_account(database, account);
  transaction.commit();
  if (was_there) database.forget_erased();
}

bool insert_account(store::Database& database, const Account& account) {
  store::Statement before{database, "SELECT label FROM accounts WHERE id = ?"};
  const bool was_there = before.bind(account.id).step();
  const auto emails_before = emails_of(database, account.id);
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
    store::Statement{database,
                     "INSERT INTO account_emails (account_id, position, email, email_folded) VALUES (?, ?, ?, ?)"}
        .bind(account.id)
        .bind(position++)
        .bind(email)
        .bind(lower_case(email))
        .run();
  if (!was_there) renew_owners_of_account(database, account.id);
  for (const auto* emails : {&emails_before, &account.emails})
    for (const auto& email : *emails) renew_owners_of_address(database, email);
  if (is_renamed) reindex_account(database, account.id);
  if (is_renamed && was_there) purge_index(database);
  return was_there;
}

bool remove_account(store::Database& database, const std::string& id) {
  store::Transaction transaction{database};
  const auto emails = emails_of(database, id);
  store::Statement deleted{database, "DELETE FROM accounts WHERE id = ? RETURNING id"};
  const bool removed = deleted.bind(id).step();
  deleted.run();
  if (removed) {
    renew_owners_of_account(database, id);
    for (const auto& email : emails) renew_owners_of_address(database, email);
    reindex_account(database, id);
    purge_index(database);
  }
  transaction.commit();
  if (removed) database.forget_erased();
  return removed;
}

}  // namespace demur::history
