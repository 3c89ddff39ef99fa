#include <functional>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "command_line/doctor.hpp"
#include "command_line/system_advice.hpp"
#include "doctor_support.hpp"
#include "embedded/version.hpp"
#include "older_database.hpp"
#include "platform/files.hpp"
#include "service/session.hpp"
#include "store/extensions.hpp"
#include "store/migrations.hpp"

using namespace demur;
using namespace demur::test::doctor;
using nlohmann::json;

TEST_CASE("the doctor tells how the history is, and leaves it as it is") {
  Home home;
  const auto file = home.data / "demur.sqlite3";
  CHECK(home.finding("history") == "absent");
  CHECK(home.finding("data folder") == "absent");
  CHECK_FALSE(std::filesystem::exists(home.data));
  home.make_data();
  CHECK(home.finding("history") == "usable");
  CHECK(home.finding("entries") == "intact");
  CHECK(home.finding("disk") == "space");
  CHECK(home.finding("data folder") == "private");
  const auto after = [&](const char* sql) {
    store::Database{home.data}.execute(sql);
    return home.finding("history");
  };
  store::Database{home.data}.execute("UPDATE events SET at = '2026-11-20T10:00:00.000Z'");
  CHECK(home.finding("entries") == "changed");
  CHECK(after("PRAGMA user_version = 99") == "newer");
  write_file_atomically(file, std::string(8192, 'x'));
  std::filesystem::remove(file.string() + "-wal");
  CHECK(home.finding("history") == "damaged");
  CHECK(read_file(file) == std::string(8192, 'x'));
}

TEST_CASE("what the doctor says about the history is said in these words") {
  Home home;
  const auto at = [](const std::filesystem::path& place) {
    return "\n         " + (std::filesystem::path{"~"} / place).string();
  };
  const auto folder = at("data"), file = at(std::filesystem::path{"data"} / "demur.sqlite3");
  CHECK(home.says("ok       data folder: It is created on first use." + folder));
  CHECK(home.says("ok       history: Nothing is recorded yet." + file));
  CHECK(home.says("ok       reader: E-mails, data downloads and exported histories can be read.\n         " +
                  command_line::shown(native_place(test::reader_program()))));
  home.make_data();
  const auto format = std::to_string(store::newest_schema);
  CHECK(home.says("ok       data folder: Only you have access." + folder));
  CHECK(home.says("ok       history: It is intact (file format " + format + ")." + file));
  CHECK(home.says("ok       entries: Every entry is as it was written. Entries: 1." + file));
  store::Database{home.data}.execute("UPDATE events SET at = '2026-11-20T10:00:00.000Z'");
  CHECK(home.says("problem  entries: An entry is not as it was written. Entries: 1." + file +
                  "\n         To do: " + command_of_host("verify")));
}

TEST_CASE("what the doctor says about a history of another version or a damaged one is said in these words") {
  const auto says = [](const std::string& lines, const std::function<void(const Home&)>& change) {
    const Home home;
    home.make_data();
    change(home);
    CHECK(home.says(lines));
  };
  const auto become = [](const char* format) {
    return [format](const Home& home) {
      store::Database{home.data}.execute(("PRAGMA user_version = " + std::string{format}).c_str());
    };
  };
  const auto file = "\n         " + (std::filesystem::path{"~"} / "data" / "demur.sqlite3").string();
  says("note     history: It was written by an older version of Demur (file format 2) and is updated on next use." +
           file,
       become("2"));
  says("problem  history: It was written by a newer version of Demur (file format 99)." + file +
           "\n         To do: Install that version.",
       become("99"));
  says("problem  history: It is damaged, or was not written by Demur." + file +
           "\n         To do: Move it away, but keep it. Then restore a backup, or import an exported history.",
       [](const Home& home) { write_file_atomically(home.data / "demur.sqlite3", std::string(8192, 'x')); });
}

TEST_CASE("the doctor tells which extensions use the program, and where their version is another one") {
  Home home;
  home.make_data();
  CHECK(home.finding("extension") == "nothing");
  const auto say_hello = [&](const std::string& version) {
    service::Session session{home.data, system_now};
    session.answer("initialize", {{"protocolVersion", 1},
                                  {"client", {{"name", "Demur"}, {"version", version}, {"browser", "firefox"}}}});
  };
  say_hello(std::string{demur_version});
  CHECK(home.finding("extension") == "same-version");
  say_hello("0.9");
  CHECK(home.finding("extension") == "other-version");
  const auto [code, text] = home.run({"doctor"});
  CHECK(text.find("version 0.9. This program is version " + std::string{demur_version}) != std::string::npos);
  // It does not keep a browser from reaching the program.
  CHECK(home.check("extension").at("state") == "note");
}

TEST_CASE("an extension is welcome where its version can't be noted") {
  const test::TemporaryFolder folder;
  store::Database database{folder.path()};
  database.execute("PRAGMA query_only = ON");
  store::note_extension(database, {"firefox", "1.0.0"});
  CHECK(store::seen_extensions(database).empty());
}

TEST_CASE("the doctor tells that an older history will be brought up to date, and does not do it") {
  Home home;
  home.make_data();
  store::Database{home.data}.execute("PRAGMA user_version = 2");
  CHECK(home.finding("history") == "older");
  CHECK(home.finding("history") == "older");
}

TEST_CASE("an older history that any command has brought up to date is intact for the next one") {
  for (const auto& command : {std::vector<std::string>{"keys", "list"}, {"redact", "none.eml"}, {"doctor"}}) {
    Home home;
    home.make_data();
    {
      store::Database database{home.data};
      history::Objections{database, system_now}.add_event(
          test::first_id, {random_uuid(), "received", "2026-11-22T15:00:00.000Z", {}, {}});
      test::make_sourceless(database);
      // As the rules of then decided.
      database.execute("UPDATE objections SET outcome_kind = 'confirmed'");
    }
    if (command.front() == "doctor") store::Database{home.data}.execute("SELECT 1");
    static_cast<void>(home.run(command));
    INFO(command.front());
    CHECK(home.finding("entries") == "intact");
  }
}

TEST_CASE("the doctor says nothing from the history, and leaves out the name of the home folder") {
  Home home;
  home.make_data();
  const auto place = (std::filesystem::path{"~"} / "data").string();
  const auto in_json = json(place).dump();
  for (const auto& [arguments, shown] : {std::pair{std::vector<std::string>{"doctor"}, place},
                                         {{"doctor", "--json"}, in_json.substr(1, in_json.size() - 2)}}) {
    const auto said = home.run(arguments).second;
    CHECK(said.find(shown) != std::string::npos);
    for (const char* personal : {"anna", "Anna", "example.org", "object.", test::first_id})
      CHECK(said.find(personal) == std::string::npos);
  }
}
