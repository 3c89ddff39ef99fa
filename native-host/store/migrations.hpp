#pragma once
#include <cstdint>
#include <filesystem>

#include "platform/files.hpp"

namespace demur::store {

class Database;

/// "Demr" in ASCII: tells Demur's files from other databases
/// (https://www.sqlite.org/pragma.html#pragma_application_id).
inline constexpr std::int64_t application_id = 0x44656D72;

/// The schema that this program writes.
extern const std::int64_t newest_schema;

/// Refuses a file that is not one of Demur's databases (store-corrupt) or was written by a newer Demur (store-newer),
/// and leaves it as it is. Brings an older or empty one up to date, one transaction per step, and turns the write-ahead
/// log on where the file system allows it. Before the first step a copy of an older file is made beside it, named after
/// its schema: `demur.sqlite3.v1`. It is removed the next time the file is opened and is up to date. When several hosts
/// come at once, one does it and the others wait.
void bring_up_to_date(Database& database, FileSystem file_system);

/// Removes the copies that were made before an upgrade: what is erased must not live on in them.
void remove_backups(const std::filesystem::path& file);

}  // namespace demur::store
