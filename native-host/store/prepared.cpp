#include "store/prepared.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace demur::store {
namespace {

/// Each takes some kilobytes.
constexpr std::size_t max_kept = 16;

}  // namespace

void Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Prepared PreparedStatements::take(std::string_view sql) {
  const auto found =
      std::find_if(kept_.rbegin(), kept_.rend(), [sql](const auto& kept) { return sql == sqlite3_sql(kept.get()); });
  if (found == kept_.rend()) return nullptr;
  auto statement = std::move(*found);
  kept_.erase(std::next(found).base());
  return statement;
}

void PreparedStatements::give_back(Prepared statement) {
  if (!statement) return;
  // An error of the last run was already reported then.
  sqlite3_reset(statement.get());
  sqlite3_clear_bindings(statement.get());
  if (kept_.size() == max_kept) kept_.erase(kept_.begin());
  kept_.push_back(std::move(statement));
}

}  // namespace demur::store
