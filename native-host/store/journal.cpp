#include "store/journal.hpp"

#include <chrono>
#include <string>
#include <thread>

#include "platform/error.hpp"
#include "platform/files.hpp"
#include "store/database.hpp"

namespace demur::store {
namespace {

/// How long to wait for others who look into the file while its way is to be changed, and how long between two tries.
constexpr std::chrono::milliseconds patience{5000}, pause{5};

std::string answer_of(Database& database, const char* sql) {
  Statement statement{database, sql};
  statement.step();
  return statement.text(0);
}

}  // namespace

void use_log(Database& database) {
  const auto end = std::chrono::steady_clock::now() + patience;
  for (;; std::this_thread::sleep_for(pause)) {
    try {
      if (answer_of(database, "PRAGMA journal_mode") != "wal") answer_of(database, "PRAGMA journal_mode = WAL");
      return;
    } catch (const Error& error) {
      // For this change alone SQLite does not wait by itself.
      if (error.kind() != ErrorKind::store_busy || std::chrono::steady_clock::now() >= end) throw;
    }
  }
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
