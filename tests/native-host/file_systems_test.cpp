#include "platform/files.hpp"

#include "catch.hpp"
#include "history/objections.hpp"
#include "history/verify.hpp"
#include "platform/error.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"
#include "support.hpp"

using namespace demur;

namespace {

/// What a folder on a network file system looks like to the store.
FileSystem network_file_system(const std::filesystem::path&) {
  return FileSystem::network;
}

std::string journal_of(store::Database& database) {
  store::Statement mode{database, "PRAGMA journal_mode"};
  mode.step();
  return mode.text(0);
}

/// What is answered is durable: https://www.sqlite.org/pragma.html#pragma_synchronous
constexpr std::int64_t full = 2, extra = 3;

std::int64_t synchronous_of(store::Database& database) {
  store::Statement setting{database, "PRAGMA synchronous"};
  setting.step();
  return setting.number(0);
}

std::int64_t count(store::Database& database) {
  return history::Objections{database, system_now}.count({});
}

}  // namespace

TEST_CASE("a database that moves to a network file system leaves the write-ahead log, and takes it up again at home") {
  test::TemporaryFolder folder;
  {
    store::Database at_home{folder.path()};
    CHECK(journal_of(at_home) == "wal");
    history::Objections{at_home, system_now}.record(test::annas_objection());
    // As after a crash of the computer: what was answered is only in the log.
    std::filesystem::copy(folder.path(), folder.path() / "moved");
  }
  REQUIRE(std::filesystem::exists(folder.path() / "moved" / "demur.sqlite3-wal"));
  {
    store::Database moved{folder.path() / "moved", network_file_system};
    CHECK(journal_of(moved) == "delete");
    CHECK(synchronous_of(moved) == extra);
    CHECK(count(moved) == 1);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "moved" / "demur.sqlite3-wal"));
    history::Objections{moved, system_now}.record(test::annas_objection(test::second_id));
  }
  store::Database back{folder.path() / "moved"};
  CHECK(journal_of(back) == "wal");
  CHECK(synchronous_of(back) == full);
  CHECK(count(back) == 2);
}

TEST_CASE("a database that another program has open with the log is not used on a network file system meanwhile") {
  test::TemporaryFolder folder;
  store::Database other{folder.path()};
  CHECK(count(other) == 0);
  const auto opening_kind = [&folder] {
    try {
      const store::Database database{folder.path(), network_file_system};
      return std::optional<ErrorKind>{};
    } catch (const Error& error) {
      return std::optional{error.kind()};
    }
  };
  CHECK(opening_kind() == ErrorKind::store_busy);
  CHECK(journal_of(other) == "wal");
}

TEST_CASE("a file that two programs write at the same time is whole, and leaves nothing beside it") {
  const test::TemporaryFolder folder;
  const auto path = folder.path() / "manifest.json";
  {
    AtomicFile first{path}, second{path}, never_committed{path};
    first.write("first ");
    second.write("second ");
    never_committed.write("x");
    first.write("whole");
    second.write("whole");
    first.commit();
    CHECK(read_file(path) == "first whole");
    second.commit();
  }
  CHECK(read_file(path) == "second whole");
  CHECK(std::distance(std::filesystem::directory_iterator{folder.path()}, {}) == 1);
}
