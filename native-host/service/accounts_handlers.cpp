#include <nlohmann/json.hpp>

#include "history/accounts.hpp"
#include "platform/secrets.hpp"
#include "service/handlers.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

json to_json(const history::Account& account) {
  json object{{"id", account.id}, {"platform", account.platform}, {"label", account.label}, {"emails", account.emails}};
  if (account.accounts_center) object["accountsCenter"] = *account.accounts_center;
  return object;
}

}  // namespace

json accounts_list(Session& session, const Params&) {
  json accounts = json::array();
  for (const auto& account : history::list_accounts(session.database())) accounts.push_back(to_json(account));
  return {{"accounts", std::move(accounts)}};
}

json accounts_save(Session& session, const Params& params) {
  const auto draft = params.object("account");
  const history::Account account{draft.optional_id("id").value_or(random_uuid()),
                                 draft.choice("platform", protocol::platforms),
                                 draft.text("label", protocol::max_label),
                                 draft.texts("emails", protocol::max_account_emails, protocol::max_email),
                                 draft.optional_text("accountsCenter", protocol::max_label)};
  history::save_account(session.database(), account);
  return {{"account", to_json(account)}};
}

json accounts_remove(Session& session, const Params& params) {
  const auto id = params.id("id");
  return {{"removed", history::remove_account(session.database(), id)}};
}

}  // namespace demur::service
