// A database that is renamed or removed while it is open, which Windows refuses.
#include <filesystem>
#include <optional>

#include "catch.hpp"
#include "history/objections.hpp"
#include "platform/error.hpp"
#include "store/database.hpp"
#include "support.hpp"

using namespace demur;

TEST_CASE("nothing is answered for that was written into a file that is gone from its place") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  history::Objections objections{database, system_now};
  objections.record(test::annas_objection());
  const auto file = folder.path() / "demur.sqlite3";
  const auto error_of_writing = [&] {
    try {
      objections.record(test::annas_objection(random_uuid()));
      return std::optional<ErrorKind>{};
    } catch (const Error& error) {
      return std::optional{error.kind()};
    }
  };
  SECTION("moved") {
    std::filesystem::rename(file, folder.path() / "elsewhere");
    CHECK(error_of_writing() == ErrorKind::store_unavailable);
    std::filesystem::rename(folder.path() / "elsewhere", file);
    CHECK_FALSE(error_of_writing());
  }
  SECTION("deleted") {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
    CHECK(error_of_writing() == ErrorKind::store_unavailable);
  }
  SECTION("another in its place") {
    std::filesystem::copy_file(file, folder.path() / "copy");
    std::filesystem::rename(folder.path() / "copy", file);
    CHECK(error_of_writing() == ErrorKind::store_unavailable);
  }
}
