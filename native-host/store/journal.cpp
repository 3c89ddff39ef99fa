#include "store/journal.hpp"

#include <string>

#include "platform/error.hpp"
#include "platform/files.hpp"
#include "store/database.hpp"

namespace demur::store {
namespace {

std::string answer_of(Database& database, const char* sql) {
  Statement statement{database, sql};
  statement.step();
  return statement.text(0);
}

}  // namespace

void use_log(Database& database) {
  if (answer_of(database, "PRAGMA journal_mode") != "wal") answer_of(database, "PRAGMA journal_mode = WAL");
}

void leave_log(Database& database) {
  const FolderLock lock{database.file().parent_path()};
  // A log that is read under an exclusive lock needs no shared memory. SQLite is asked for the mode: reading the file
  // beside it would end the locks that this program's other connections hold
  // (https://www.sqlite.org/howtocorrupt.html, 2.2).
  answer_of(database, "PRAGMA locking_mode = EXCLUSIVE");
  const bool has_log = answer_of(database, "PRAGMA journal_mode") == "wal";
  if (has_log && answer_of(database, "PRAGMA journal_mode = DELETE") != "delete") throw Error(ErrorKind::store_busy);
  // The lock itself goes with the next look at the file.
  answer_of(database, "PRAGMA locking_mode = NORMAL");
}

}  // namespace demur::store
