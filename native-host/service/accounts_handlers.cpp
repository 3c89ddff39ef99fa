#include <nlohmann/json.hpp>

#include "history/accounts.hpp"
#include "platform/secrets.hpp"
#include "service/frame_budget.hpp"
#include "service/handlers.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

json to_json(const history::Account& account) {
  json object{{"id", account.id}, {"platform", account.platform}, {"label", account.label}, {"emails", account.emails}};
  if (account.accounts_center) object["accountsCenter"] = *account.accounts_center;
  return object;
}

/// Whether the list would be too long for an answer with this account in it, or in place of the one with its id. A
/// list that a merged history has made too long may still become shorter.
bool is_one_too_many(Session& session, const history::Account& account) {
  const auto added = room_for(to_json(account));
  std::size_t others = 0, replaced = 0;
  for (const auto& one : history::list_accounts(session.database()))
    (one.id == account.id ? replaced : others) += room_for(to_json(one));
  return added > replaced && others + added > budget_beside({});
}

}  // namespace

json accounts_list(Session& session, const Params&) {
  json accounts = json::array();
  std::size_t bytes = 0;
  for (const auto& account : history::list_accounts(session.database())) {
    auto object = to_json(account);
    bytes += room_for(object);
    // What a merged history brought too many of comes last, and can be seen once others are removed.
    if (bytes > budget_beside({})) break;
    accounts.push_back(std::move(object));
  }
  return {{"accounts", std::move(accounts)}};
}

json accounts_save(Session& session, const Params& params) {
  const auto draft = params.object("account");
  const history::Account account{draft.optional_id("id").value_or(random_uuid()),
                                 draft.choice("platform", protocol::platforms),
                                 draft.text("label", protocol::max_label),
                                 draft.texts("emails", protocol::max_account_emails, protocol::max_email),
                                 draft.optional_text("accountsCenter", protocol::max_label)};
  if (is_one_too_many(session, account)) params.refuse("account", "too-many");
  history::save_account(session.database(), account);
  return {{"account", to_json(account)}};
}

json accounts_remove(Session& session, const Params& params) {
  const auto id = params.id("id");
  return {{"removed", history::remove_account(session.database(), id)}};
}

}  // namespace demur::service
