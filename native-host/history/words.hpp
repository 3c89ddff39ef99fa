#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "store/database.hpp"

/// The index of what objections can be searched by: pieces of address, message and account label. Everything here is
/// within a transaction that changes what is indexed.
namespace demur::history {

/// Indexes an objection anew, as it is now.
void renew_words(store::Database& database, const std::string& objection_id);

/// The same at once for all objections that have entries from this sequence on.
void renew_words_since(store::Database& database, std::int64_t first_sequence);

/// The same for all objections with an account.
void renew_words_of_account(store::Database& database, const std::string& account_id);

/// Takes an objection out of the index, before its row is deleted.
void remove_words(store::Database& database, const std::string& objection_id);

/// Writes the index anew without what was taken out of it: until then the index itself still holds it.
void erase_removed_words(store::Database& database);

/// What finds the objections in which `query` stands, for MATCH. With three characters or more they are those in which
/// some of its pieces stand: each is to be looked at. With fewer they are those in whose address or label a word begins
/// so.
std::string match_of(const std::string& query);

/// Whether `match_of` has found it without a further look.
bool is_beginning(const std::string& query);

/// What finds the objections with this mark: the first two letters of a stage, platform or outcome.
std::string match_of_stage(const std::string& stage);
std::string match_of_platform(const std::string& platform);
std::string match_of_outcome(const std::string& outcome);

}  // namespace demur::history
