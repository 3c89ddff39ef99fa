#include "store/journal.hpp"

#include <array>
#include <fstream>
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

/// What the file's header says. https://www.sqlite.org/fileformat2.html#file_format_version_numbers
bool has_log(const std::filesystem::path& file) {
  constexpr std::size_t write_version = 18;
  constexpr char log = 2;
  std::array<char, write_version + 1> header{};
  std::ifstream stream{file, std::ios::binary};
  stream.read(header.data(), header.size());
  return stream.good() && header.back() == log;
}

}  // namespace

void use_log(Database& database) {
  if (answer_of(database, "PRAGMA journal_mode") != "wal") answer_of(database, "PRAGMA journal_mode = WAL");
}

void leave_log(Database& database) {
  if (!has_log(database.file())) return;
  const FolderLock lock{database.file().parent_path()};
  // A log that is read under an exclusive lock needs no shared memory.
  answer_of(database, "PRAGMA locking_mode = EXCLUSIVE");
  if (answer_of(database, "PRAGMA journal_mode = DELETE") != "delete") throw Error(ErrorKind::store_busy);
  answer_of(database, "PRAGMA locking_mode = NORMAL");
}

}  // namespace demur::store
