#include "store/inspect.hpp"

#include <sqlite3.h>

#include <string>

#include "platform/files.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"

namespace demur::store {
namespace {

/// The first value of a query's result; empty if the query fails.
std::string value_of(sqlite3* database, const char* sql) {
  sqlite3_stmt* prepared = nullptr;
  sqlite3_prepare_v2(database, sql, -1, &prepared, nullptr);
  const Prepared statement{prepared};
  if (!statement || sqlite3_step(prepared) != SQLITE_ROW) return {};
  const auto* text = sqlite3_column_text(prepared, 0);
  // SQLite gives UTF-8 as unsigned char.
  return text == nullptr ? std::string{} : reinterpret_cast<const char*>(text);  // NOLINT
}

StoreState state_of(sqlite3* database, std::int64_t version) {
  if (value_of(database, "PRAGMA application_id") != std::to_string(application_id)) return StoreState::damaged;
  if (version > newest_schema) return StoreState::newer;
  if (value_of(database, "PRAGMA quick_check(1)") != "ok") return StoreState::damaged;
  return version < newest_schema ? StoreState::older : StoreState::usable;
}

}  // namespace

Inspection inspect(const std::filesystem::path& directory) {
  const auto file = directory / "demur.sqlite3";
  if (!is_there(file)) return {is_gone(file) ? StoreState::absent : StoreState::unreadable, 0};
  sqlite3* opened = nullptr;
  const auto name = database_name(file);
  const int code = sqlite3_open_v2(name.file.c_str(), &opened, SQLITE_OPEN_READONLY, name.vfs);
  const Connection connection{opened};
  if (code != SQLITE_OK) return {StoreState::unreadable, 0};
  const auto version = value_of(opened, "PRAGMA user_version");
  const int fault = sqlite3_errcode(opened) & 0xFF;
  if (version.empty()) return {fault == SQLITE_NOTADB ? StoreState::damaged : StoreState::unreadable, 0};
  const auto number = std::stoll(version);
  return {state_of(opened, number), number};
}

}  // namespace demur::store
