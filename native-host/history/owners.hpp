#pragma once
#include <string>

#include "store/database.hpp"

/// Whose an objection is: the account that it names; where it names none, or one that no longer exists, the one account
/// on its platform that has its address. An address that two accounts have belongs to neither. Everything here is
/// called within a transaction that changes what this follows from.
namespace demur::history {

/// Determines anew whose an objection is.
void renew_owner(store::Database& database, const std::string& objection_id);

/// The same for all objections that name this account.
void renew_owners_of_account(store::Database& database, const std::string& account_id);

/// The same for all objections with this address.
void renew_owners_of_address(store::Database& database, const std::string& email);

}  // namespace demur::history
