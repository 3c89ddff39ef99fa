#include "history/owners.hpp"

#include "text/characters.hpp"

namespace demur::history {
namespace {

void renew(store::Database& database, const char* which, const std::string& value) {
  store::Statement{database, std::string("UPDATE objections SET owner = (SELECT w.owner FROM objection_owners w WHERE "
                                         "w.position = objections.position) WHERE ") +
                                 which}
      .bind(value)
      .run();
}

}  // namespace

void renew_owner(store::Database& database, const std::string& objection_id) {
  renew(database, "id = ?", objection_id);
}

void renew_owners_of_account(store::Database& database, const std::string& account_id) {
  renew(database, "account_id = ?", account_id);
}

void renew_owners_of_address(store::Database& database, const std::string& email) {
  renew(database, "email_folded = ?", lower_case(email));
}

}  // namespace demur::history
