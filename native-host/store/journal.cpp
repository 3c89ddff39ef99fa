#include "store/journal.hpp"

#include <sqlite3.h>

#include <chrono>
#include <string>
#include <thread>

#include "platform/error.hpp"
#include "platform/files.hpp"
#include "store/database.hpp"

namespace demur::store {
namespace {

/// How long to wait for others that use the file while its journal mode is to change, and how long between two tries.
constexpr std::chrono::milliseconds patience{5000}, pause{5};

std::string answer_of(Database& database, const char* sql) {
  Statement statement{database, sql};
  statement.step();
  return statement.text(0);
}

/// What the file's header says (https://www.sqlite.org/fileformat2.html#file_format_version_numbers), read through
/// SQLite's open file: `PRAGMA journal_mode` would read the whole schema first, and opening the file a second time and
/// closing it would release the locks that this program's other connections hold
/// (https://www.sqlite.org/howtocorrupt.html, 2.2).
bool has_write_ahead_log(Database& database) {
  constexpr sqlite3_int64 write_version = 18;
  constexpr char log = 2;
  sqlite3_file* file = nullptr;
  sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
  char version = 0;
  return file != nullptr && file->pMethods != nullptr &&
         file->pMethods->xRead(file, &version, sizeof(version), write_version) == SQLITE_OK && version == log;
}

/// EXTRA: the removal of the rollback journal is durable, too. https://www.sqlite.org/pragma.html#pragma_synchronous
void sync_journal(Database& database) {
  database.execute("PRAGMA synchronous = EXTRA");
}

}  // namespace

void use_write_ahead_log(Database& database) {
  if (has_write_ahead_log(database)) return;
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;; std::this_thread::sleep_for(pause)) {
    try {
      if (answer_of(database, "PRAGMA journal_mode = WAL") != "wal") sync_journal(database);
      return;
    } catch (const Error& error) {
      // This change is the only one for which SQLite does not wait by itself.
      if (error.kind() != ErrorKind::store_busy || std::chrono::steady_clock::now() >= end) throw;
    }
  }
}

void leave_write_ahead_log(Database& database) {
  if (has_write_ahead_log(database)) {
    const FolderLock lock{database.file().parent_path()};
    // A log that is read under an exclusive lock needs no shared memory.
    answer_of(database, "PRAGMA locking_mode = EXCLUSIVE");
    if (answer_of(database, "PRAGMA journal_mode = DELETE") != "delete") throw Error(ErrorKind::store_busy);
    // The lock itself is released at the next access to the file.
    answer_of(database, "PRAGMA locking_mode = NORMAL");
  }
  sync_journal(database);
}

bool empty_write_ahead_log(Database& database) {
  // SQLite reports a failure here not as an error but in the first column of the answer.
  Statement busy{database, "PRAGMA wal_checkpoint(TRUNCATE)"};
  return busy.step() && busy.number(0) == 0;
}

}  // namespace demur::store
