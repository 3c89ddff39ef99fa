#include <boost/process.hpp>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "command_line/exit_codes.hpp"
#include "history/accounts.hpp"
#include "history/objections.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using nlohmann::json;

namespace {

namespace bp = boost::process;

/// A person's home folder, with a browser in it, and what the program says there.
struct Home {
  test::TemporaryFolder folder;
  std::filesystem::path data = folder.path() / "anna" / "data";
  std::filesystem::path manifest =
      folder.path() / "anna" / ".mozilla" / "native-messaging-hosts" / "org.demur.host.json";

  Home() { std::filesystem::create_directories(manifest.parent_path().parent_path()); }

  [[nodiscard]] std::pair<int, std::string> run(const std::vector<std::string>& arguments) const {
    bp::ipstream out;
    bp::child child{bp::exe = DEMUR_HOST_PROGRAM, bp::args = arguments,
                    bp::env["HOME"] = (folder.path() / "anna").string(), bp::env["DEMUR_DATA_DIR"] = data.string(),
                    bp::std_out > out};
    const std::string text{std::istreambuf_iterator<char>{out}, {}};
    child.wait();
    return {child.exit_code(), text};
  }

  /// What the doctor found about one thing.
  [[nodiscard]] std::string finding(const std::string& name) const {
    const auto report = json::parse(run({"doctor", "--json"}).second);
    for (const auto& check : report.at("checks"))
      if (check.at("name") == name) return check.at("finding");
    return "nothing";
  }

  void make_data() const {
    store::Database database{data};
    history::save_account(database, {test::second_id, "facebook", "Annabel", {"anna@example.org"}, {}});
    history::Objections{database, system_now}.record(test::annas_objection());
    std::filesystem::permissions(data, std::filesystem::perms::owner_all);
    std::filesystem::permissions(data / "demur.sqlite3",
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
};

}  // namespace

TEST_CASE("the doctor tells whether a browser can start the program, and what to do") {
  Home home;
  CHECK(home.finding("Firefox") == "missing");
  CHECK(home.finding("browsers") == "none-registered");
  CHECK(home.run({"doctor"}).first == command_line::failure);
  CHECK(home.run({"doctor"}).second.find("demur-host register --browser firefox") != std::string::npos);
  REQUIRE(home.run({"register"}).first == command_line::success);
  CHECK(home.finding("Firefox") == "registered");
  CHECK(home.finding("browsers") == "nothing");
  CHECK(home.run({"doctor"}).first == command_line::success);
  auto manifest = json::parse(read_file(home.manifest));
  manifest["path"] = "/usr/bin/env";
  write_file_atomically(home.manifest, manifest.dump());
  CHECK(home.finding("Firefox") == "other-program");
  manifest["path"] = (home.folder.path() / "gone").string();
  write_file_atomically(home.manifest, manifest.dump());
  CHECK(home.finding("Firefox") == "stale");
  manifest["allowed_extensions"] = {"evil@example.org"};
  for (const auto& foreign : {manifest.dump(), std::string{"{"}, std::string{"[]"}, std::string{"{\"path\": 1}"}}) {
    write_file_atomically(home.manifest, foreign);
    CHECK(home.finding("Firefox") == "foreign");
  }
}

TEST_CASE("the doctor tells how the history is, and leaves it as it is") {
  Home home;
  const auto file = home.data / "demur.sqlite3";
  CHECK(home.finding("history") == "absent");
  CHECK(home.finding("data folder") == "absent");
  CHECK_FALSE(std::filesystem::exists(home.data));
  home.make_data();
  CHECK(home.finding("history") == "usable");
  CHECK(home.finding("data folder") == "private");
  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  CHECK(home.finding("history") == "open-to-others");
  std::filesystem::permissions(home.data, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  CHECK(home.finding("data folder") == "open-to-others");
  const auto after = [&](const char* sql) {
    store::Database{home.data}.execute(sql);
    return home.finding("history");
  };
  CHECK(after("PRAGMA user_version = 99") == "newer");
  write_file_atomically(file, std::string(8192, 'x'));
  std::filesystem::remove(file.string() + "-wal");
  CHECK(home.finding("history") == "damaged");
  CHECK(read_file(file) == std::string(8192, 'x'));
}

TEST_CASE("the doctor tells that an older history will be brought up to date, and does not do it") {
  Home home;
  home.make_data();
  store::Database{home.data}.execute("PRAGMA user_version = 2");
  CHECK(home.finding("history") == "older");
  CHECK(home.finding("history") == "older");
}

TEST_CASE("the doctor says nothing about the person") {
  Home home;
  home.make_data();
  for (const auto& arguments : {std::vector<std::string>{"doctor"}, {"doctor", "--json"}}) {
    const auto said = home.run(arguments).second;
    CHECK(said.find("~/data") != std::string::npos);
    for (const char* personal : {"anna", "Anna", "example.org", "object.", test::first_id})
      CHECK(said.find(personal) == std::string::npos);
  }
}
