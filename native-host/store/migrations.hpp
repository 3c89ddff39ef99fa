#pragma once
#include <cstdint>

namespace demur::store {

class Database;

/// The schema that this program writes.
extern const std::int64_t newest_schema;

/// Refuses a file that is no database of Demur's (store-corrupt) or was written by a newer Demur (store-newer).
/// Writes nothing, so that such a file stays as it is.
void check_origin(Database& database);

/// Brings an older schema up to date, one step a transaction. Before the first step a copy of the file is made beside
/// it, named after the old schema: `demur.sqlite3.v1`.
void migrate(Database& database);

}  // namespace demur::store
