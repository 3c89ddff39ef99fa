#pragma once
#include <cstdint>
#include <string>

#include "store/database.hpp"

/// The index of what objections can be searched by: the words of address, message and account label. Everything here is
/// called within a transaction that changes what is indexed.
namespace demur::history {

/// Indexes an objection anew, as it is now.
void reindex(store::Database& database, const std::string& objection_id);

/// The same, at once, for all objections that have entries from this sequence on.
void reindex_since(store::Database& database, std::int64_t first_sequence);

/// The same for all objections with an account.
void reindex_account(store::Database& database, const std::string& account_id);

/// Takes an objection out of the index, before its row is deleted.
void remove_from_index(store::Database& database, const std::string& objection_id);

/// Rewrites the index without what was taken out of it: until then it still contains that.
void purge_index(store::Database& database);

/// The MATCH expression for objections in which every word of `query` begins a word.
std::string match_of(store::Database& database, const std::string& query);

/// The one for objections with this facet, by the first characters of stage, platform or outcome.
std::string match_of_stage(const std::string& stage);
std::string match_of_platform(const std::string& platform);
std::string match_of_outcome(const std::string& outcome);

}  // namespace demur::history
