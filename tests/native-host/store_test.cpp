#include <sqlite3.h>

#include <algorithm>
#include <fstream>

#include "catch.hpp"
#include "history/accounts.hpp"
#include "history/drafts.hpp"
#include "history/objections.hpp"
#include "history/verify.hpp"
#include "older_database.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"
#include "store/database.hpp"
#include "store/migrations.hpp"
#include "support.hpp"

using namespace demur;

namespace {

/// The error of opening, or nothing.
std::optional<ErrorKind> opening_error(const std::filesystem::path& folder) {
  try {
    const store::Database database{folder};
    return std::nullopt;
  } catch (const Error& error) {
    return error.kind();
  }
}

/// Whether Anna's account and objection are there, and the history as it was written.
bool is_whole(store::Database& database) {
  history::Objections objections{database, system_now};
  return history::list_accounts(database).size() == 1 && objections.find(test::first_id).objection.message &&
         !history::verify(database).first_broken;
}

}  // namespace

TEST_CASE("a new database has the newest schema, in a folder that is made for it") {
  test::TemporaryFolder folder;
  store::Database database{folder.path() / "new" / "deep"};
  CHECK(database.schema_version() == store::newest_schema);
}

TEST_CASE("a database of a newer Demur is refused and left as it is") {
  test::TemporaryFolder folder;
  {
    store::Database database{folder.path()};
    database.execute("PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
  }
  const auto before = read_file(folder.path() / "demur.sqlite3");
  CHECK(opening_error(folder.path()) == ErrorKind::store_newer);
  CHECK(read_file(folder.path() / "demur.sqlite3") == before);
}

TEST_CASE("a damaged or foreign file is refused and left as it is") {
  test::TemporaryFolder folder;
  const auto file = folder.path() / "demur.sqlite3";
  write_file_atomically(file, std::string(8192, 'x'));
  CHECK(opening_error(folder.path()) == ErrorKind::store_corrupt);
  CHECK(read_file(file) == std::string(8192, 'x'));
}

TEST_CASE("a file that is damaged within is named so whatever is asked of it, and left as it is") {
  test::TemporaryFolder folder;
  const auto file = folder.path() / "demur.sqlite3";
  {
    store::Database database{folder.path()};
    history::Objections{database, system_now}.record(test::annas_objection());
  }
  constexpr std::size_t page = 4096;
  auto bytes = read_file(file);
  SECTION("written over") {
    bytes.replace(page, bytes.size() - page, bytes.size() - page, 'x');
  }
  SECTION("cut off") {
    bytes.resize(bytes.size() / 2 / page * page);
  }
  write_file_atomically(file, bytes);
  const auto error_of = [&folder](const auto& asked) {
    try {
      store::Database database{folder.path()};
      asked(history::Objections{database, system_now});
      return std::optional<ErrorKind>{};
    } catch (const Error& error) {
      return std::optional{error.kind()};
    }
  };
  CHECK(error_of([](auto objections) { static_cast<void>(objections.find(test::first_id)); }) ==
        ErrorKind::store_corrupt);
  CHECK(error_of([](auto objections) { static_cast<void>(objections.list({}, {}, 10)); }) == ErrorKind::store_corrupt);
  CHECK(error_of([](auto objections) { objections.record(test::annas_objection(test::second_id)); }) ==
        ErrorKind::store_corrupt);
  CHECK(read_file(file) == bytes);
}

TEST_CASE("a file in the place of the folder is no place for data") {
  test::TemporaryFolder folder;
  write_file_atomically(folder.path() / "data", "");
  CHECK(opening_error(folder.path() / "data") == ErrorKind::store_unavailable);
}

TEST_CASE("where nothing more can be written the error says why, and what is there can be read") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  history::Objections objections{database, system_now};
  objections.record(test::annas_objection());
  const auto error_of_writing = [&database] {
    try {
      static_cast<void>(history::save_draft(database, {test::second_id, "Long", "en", std::string(20000, 'x')}));
      return std::optional<ErrorKind>{};
    } catch (const Error& error) {
      return std::optional{error.kind()};
    }
  };
  database.execute("PRAGMA query_only = ON");
  CHECK(error_of_writing() == ErrorKind::store_read_only);
  database.execute("PRAGMA query_only = OFF; PRAGMA max_page_count = 1");
  CHECK(error_of_writing() == ErrorKind::store_full);
  CHECK(objections.find(test::first_id).objection.message);
  CHECK_FALSE(history::verify(database).first_broken);
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  {
    store::Transaction transaction{database};
    database.execute("INSERT INTO accounts (id, platform, label) VALUES ('a', 'facebook', '')");
  }
  store::Statement count{database, "SELECT count(*) FROM accounts"};
  count.step();
  CHECK(count.number(0) == 0);
}

TEST_CASE("an older database keeps its rows, and a copy of it is left as it was") {
  test::TemporaryFolder folder, second;
  const auto copy = folder.path() / "demur.sqlite3.v1";
  {
    store::Database database{folder.path()};
    history::save_account(database, {"a", "facebook", "Anna", {"anna@example.org"}, {}});
    history::Objections{database, system_now}.record(test::annas_objection());
    test::make_older(database);
  }
  CHECK_FALSE(std::filesystem::exists(copy));
  {
    store::Database database{folder.path()};
    CHECK(database.schema_version() == store::newest_schema);
    CHECK(is_whole(database));
    database.execute("INSERT INTO drafts (id, title, language, text) VALUES ('d', '', 'en', '')");
    database.execute("INSERT INTO contacts (id, platform, name) VALUES ('c', 'facebook', 'Bea')");
  }
  std::filesystem::copy_file(copy, second.path() / "demur.sqlite3");
  store::Database restored{second.path()};
  CHECK(is_whole(restored));
  CHECK(std::filesystem::exists(second.path() / "demur.sqlite3.v1"));
}

TEST_CASE("what was erased while another program read it goes when that has ended") {
  test::TemporaryFolder folder;
  const auto stands_in_files = [&folder](const std::string& bytes) {
    const auto entries = std::filesystem::directory_iterator{folder.path()};
    return std::any_of(begin(entries), end(entries),
                       [&](const auto& part) { return read_file(part.path()).find(bytes) != std::string::npos; });
  };
  auto objection = test::annas_objection();
  objection.email = "erased.person@example.org";
  store::Database other{folder.path()};
  {
    store::Database database{folder.path()};
    sqlite3_busy_timeout(database.handle(), 50);
    history::Objections objections{database, system_now};
    objections.record(objection);
    objections.add_event(test::first_id, {random_uuid(), "note", "2026-11-22T15:00:00.000Z", {}, "erased.words"});
    auto reading = std::make_unique<store::Snapshot>(other);
    CHECK(history::list_accounts(other).empty());
    CHECK(objections.remove(test::first_id));
    CHECK(stands_in_files("erased.person"));
    reading.reset();
  }
  CHECK_FALSE(stands_in_files("erased.person"));
  CHECK_FALSE(stands_in_files("erased.words"));
}
