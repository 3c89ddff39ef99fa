// Everything works however long the paths are. Windows has a limit of 260 characters that most programs never meet.
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "download_samples.hpp"
#include "export_support.hpp"
#include "history/verify.hpp"
#include "mailboxes_support.hpp"
#include "older_database.hpp"
#include "platform/child_process.hpp"
#include "platform/host_manifests.hpp"
#include "store/inspect.hpp"
#include "support.hpp"
#include "tagged/local_downloads.hpp"

using namespace demur;
using namespace demur::test;
using demur::test::mailboxes::confirmation;
using demur::test::mailboxes::dinner;
using demur::test::mailboxes::in_profile;
using demur::test::mailboxes::thunderbird_mbox;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

/// What a command says that a person with this data gives, and whether it ends well.
std::pair<ChildEnd, std::string> run(const fs::path& data, const std::vector<std::string>& arguments) {
  std::string said;
  const Program program{host_program(), arguments, {"DEMUR_DATA_DIR=" + data.string()}, {}, true};
  const auto end =
      run_child(program, std::string_view{}, {std::chrono::seconds{60}, 1UL << 20U}, [&said](std::string_view line) {
        said.append(line).push_back('\n');
        return true;
      });
  return {end, said};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A history with one objection of Anna's, in a file.
std::string exported_history() {
  Computer computer;
  computer.objections.record(annas_objection());
  return exported(computer.database);
}

}  // namespace

TEST_CASE("a download is found and imported however deep it lies, packed or unpacked") {
  const DeepFolder deep;
  const auto unpacked = deep.path() / "facebook-anna-2026-11-20";
  for (const auto& file : facebook_files())
    REQUIRE(is_there(deep.write(unpacked.filename() / path_from(file.path), file.content)));
  const auto packed = deep.write(path_from("facebook-änne-2026-11-20-x.zip"), make_zip(facebook_files()));
  CHECK(type_of(packed) == fs::file_type::regular);
  CHECK(size_of(packed) == static_cast<std::int64_t>(make_zip(facebook_files()).size()));
  CHECK(system_now() - modified_at(packed) < std::chrono::minutes{10});
  CHECK(is_folder(unpacked));
  CHECK(tagged::find_downloads(deep.path()).size() == 2);
  for (const auto& download : {unpacked, packed}) {
    const TemporaryFolder data;
    HostProcess host{data.path()};
    const auto answer = host.import_download(download);
    REQUIRE(answer.contains("result"));
    CHECK(answer.at("result").at("summary").at("new") == 9);
    CHECK(host.end() == 0);
    CHECK(run(data.path(), {"import", download.string()}).first == ChildEnd::finished);
  }
}

TEST_CASE("mailboxes of mail programs are found and read however deep they lie") {
  const DeepFolder home;
  const TemporaryFolder data;
  const auto moved = home.write("Moved/Inbox", thunderbird_mbox({dinner, dinner})).parent_path();
  home.write(std::string{thunderbird_folder} + "/profiles.ini",
             "[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n");
  const auto inbox = home.write(in_profile("Mail/Local Folders/Inbox"), thunderbird_mbox({confirmation(), dinner}));
  home.write(in_profile("Mail/Local Folders/Kept/cur/1"), dinner);
  home.write(in_profile("Mail/Local Folders/of.2026"), dinner);
  home.write(in_profile("Mail/Local Folders/of.2026.msf"), "");
  home.write(in_profile("prefs.js"),
             "user_pref(\"mail.server.server2.directory\", " + json(moved.string()).dump() + ");\n");
  HostProcess host{data.path(),
                   {"serve"},
                   data.path(),
                   {{home_variable, home.path().string()}, {"APPDATA", (home.path() / "AppData/Roaming").string()}}};
  auto paths = json::array();
  const auto sources = host.call("mail.find", json::object()).at("result").at("sources");
  for (const auto& source : sources) paths.push_back(source.at("path"));
  REQUIRE(paths.size() == 4);
  const auto found = host.call("mail.search", {{"paths", paths}}).at("result");
  CHECK(found.at("total") == 6);
  CHECK(found.at("unsure").empty());
  REQUIRE(found.at("messages").size() == 1);
  const auto& mail = found.at("messages").at(0);
  CHECK(is_same(path_from(mail.at("path").get<std::string>()), inbox));
  CHECK(host.call("mail.fetch", {{"path", mail.at("path")},
                                 {"start", mail.at("start")},
                                 {"bytes", mail.at("bytes")},
                                 {"digest", mail.at("digest")}})
            .contains("result"));
  CHECK(host.end() == 0);
}

TEST_CASE("mails are imported however deep they lie, from a Maildir and from a mailbox") {
  const DeepFolder deep;
  const auto inbox = deep.write("Maildir/.Meta/new/2.1.host", confirmation());
  deep.write("Maildir/.Meta/cur/1.1.host", dinner);
  const auto mailbox = deep.write("all.mbox", make_mbox({dinner, confirmation()}));
  for (const auto& source : {deep.path() / "Maildir", mailbox, inbox}) {
    const TemporaryFolder data;
    const auto [end, said] = run(data.path(), {"import", source.string()});
    CHECK(end == ChildEnd::finished);
    CHECK(contains(said, "About an objection: 1."));
  }
}

TEST_CASE("histories are collected however deep they lie, into a file that is as deep") {
  const DeepFolder deep;
  const TemporaryFolder data;
  const auto out = deep.path() / "out" / "rows.jsonl";
  deep.write("in/anna.json", exported_history());
  deep.write("in/more/ben.json", exported_history());
  const auto [end, said] =
      run(data.path(), {"collect", (deep.path() / "in").string(), "--format", "jsonl", "--out", out.string()});
  CHECK(end == ChildEnd::finished);
  const auto rows = read_file(out);
  CHECK(std::count(rows.begin(), rows.end(), '\n') == 2);
}

TEST_CASE("a history is exported, checked and imported however deep its file lies") {
  const DeepFolder deep;
  const TemporaryFolder mine, theirs;
  {
    store::Database database{mine.path()};
    history::Objections{database, system_now}.record(annas_objection());
  }
  const auto file = (deep.path() / "exported" / "history.json").string();
  CHECK(run(mine.path(), {"export", "--format", "json", "--out", file}).first == ChildEnd::finished);
  const auto [end, said] = run(theirs.path(), {"verify", file});
  CHECK(end == ChildEnd::finished);
  CHECK(contains(said, file + ": No entry was changed.\n  Entries: 1. Objections: 1."));
  CHECK(contains(run(theirs.path(), {"import", file}).second, "Entries added: 1. Objections added: 1."));
}

TEST_CASE("the data folder may lie as deep as one likes") {
  const DeepFolder deep;
  const auto data = deep.path() / path_from("däta");
  const TemporaryFolder log;
  {
    HostProcess host{data, {"serve"}, log.path()};
    host.record(first_id);
    CHECK(host.end() == 0);
  }
  const auto report = json::parse(run(data, {"doctor", "--json"}).second);
  std::map<std::string, std::string> findings;
  for (const auto& check : report.at("checks")) findings[check.at("name")] = check.at("finding");
  CHECK(findings["data folder"] == "private");
  CHECK(findings["history"] == "usable");
  CHECK(findings["entries"] == "intact");
  CHECK(findings["disk"] == "space");
  CHECK(store::inspect(data).state == store::StoreState::usable);
  store::Database database{data};
  CHECK_FALSE(history::verify(database).first_broken);
}

TEST_CASE(
    "an older history is brought up to date in a folder as deep as one likes, with a copy for as long as it takes") {
  const DeepFolder deep;
  {
    store::Database database{deep.path()};
    history::Objections{database, system_now}.record(annas_objection());
    make_sourceless(database);
  }
  CHECK(store::inspect(deep.path()).state == store::StoreState::older);
  const auto copy = deep.path() / "demur.sqlite3.v9";
  store::Database database{deep.path()};
  CHECK(is_there(copy));
  store::Database again{deep.path()};
  CHECK(is_gone(copy));
}

TEST_CASE("a host manifest goes into a folder as deep as one likes, and is taken back") {
  const DeepFolder deep;
  const auto into = (deep.path() / "hosts").string();
  const auto file = manifest_at(deep.path() / "hosts");
  CHECK(command_line::register_host({{"firefox"}, into}) == command_line::success);
  CHECK(json::parse(read_file(file)).at("allowed_extensions") == json{"demur@demur.org"});
  CHECK(command_line::unregister_host({{"firefox"}, into}) == command_line::success);
  CHECK(is_gone(file));
}

TEST_CASE("what is in a folder is told however deep it lies, and removed with it") {
  const DeepFolder deep;
  deep.write("in/more/file", "one");
  const auto entries = entries_in(deep.path() / "in");
  REQUIRE(entries);
  REQUIRE(entries->size() == 1);
  CHECK(entries->front().path == deep.path() / "in" / "more");
  CHECK(entries->front().type == fs::file_type::directory);
  make_folders(deep.path() / "empty");
  CHECK(entries_in(deep.path() / "empty")->empty());
  CHECK_FALSE(entries_in(deep.path() / "absent"));
  CHECK_FALSE(entries_in(deep.path() / "in" / "more" / "file"));
  remove_folder(deep.path() / "in");
  CHECK(is_gone(deep.path() / "in"));
}
