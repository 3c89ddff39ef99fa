#include "history/merge.hpp"

#include <array>
#include <boost/process.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "endless.hpp"
#include "export_support.hpp"
#include "history/accounts.hpp"
#include "history/verify.hpp"
#include "host_process.hpp"
#include "long_history.hpp"
#include "places.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"
#include "text/encoding.hpp"

using namespace demur;
using nlohmann::json;
using test::annas_objection;
using test::Computer;
using test::exported;

namespace {

namespace bp = boost::process;

/// "merged", or why not. The person agrees to what the file says about objections that are here.
std::string merge(Computer& computer, const std::string& file) {
  MemorySource stream{file};
  const auto outcome = history::merge(computer.database, stream, test::at(test::made_at), history::Agreement::changed);
  const auto* refusal = std::get_if<history::Refusal>(&outcome);
  return refusal == nullptr ? "merged" : refusal->reason;
}

bool is_intact(Computer& computer) {
  return !history::verify(computer.database).first_broken;
}

std::string status_of(Computer& computer, const std::string& id) {
  return computer.objections.find(id).status.name;
}

std::vector<std::string> kinds_of(Computer& computer, const std::string& id) {
  std::vector<std::string> kinds;
  for (const auto& event : computer.objections.get(id, std::nullopt, 100).events) kinds.push_back(event.kind);
  return kinds;
}

/// A second computer that went on with a copy of the first one's data.
void copy_data(Computer& from, const std::filesystem::path& to) {
  store::Statement{from.database, "VACUUM INTO ?"}.bind((to / "demur.sqlite3").string()).run();
}

/// Writes a file in which one thing was changed by someone who left all else as it was.
template <typename Edit>
std::string edited(const std::string& file, Edit edit) {
  auto content = nlohmann::ordered_json::parse(file);
  edit(content);
  return content.dump();
}

int run(const std::filesystem::path& data, const std::vector<std::string>& arguments) {
  return bp::system(bp::exe = test::host_program(), bp::args = arguments, bp::env["DEMUR_DATA_DIR"] = data.string(),
                    bp::std_in<bp::null, bp::std_out> bp::null, bp::std_err > bp::null);
}

}  // namespace

TEST_CASE("two histories become one and the same, whichever is merged first, and merging again changes nothing") {
  Computer one, two;
  history::save_account(one.database, {test::second_id, "facebook", "Anna", {"anna@example.org"}, {}});
  auto objection = annas_objection();
  objection.account_id = test::second_id;
  one.objections.record(objection);
  one.note(test::first_id, "received", "Thanks.");
  two.objections.record(annas_objection(test::second_id, "2026-10-01T08:00:00.000Z"));
  two.note(test::second_id, "confirmed");
  const auto first = exported(one.database), second = exported(two.database);
  CHECK(merge(one, second) == "merged");
  CHECK(merge(two, first) == "merged");
  const auto both = exported(one.database);
  CHECK(both == exported(two.database));
  for (auto* computer : {&one, &two}) {
    for (const auto& file : {first, second, both}) CHECK(merge(*computer, file) == "merged");
    CHECK(exported(computer->database) == both);
    CHECK(is_intact(*computer));
    CHECK(computer->objections.count({}) == 2);
    CHECK(status_of(*computer, test::first_id) == "received");
    CHECK(status_of(*computer, test::second_id) == "confirmed");
    CHECK(history::list_accounts(computer->database).size() == 1);
  }
}

TEST_CASE("three computers end up equal, and each goes on with its own chain") {
  std::array<Computer, 3> computers;
  for (const int objections : {3, 6}) {
    for (auto& computer : computers) computer.objections.record(annas_objection(random_uuid()));
    for (const auto& [from, to] : {std::pair{0U, 1U}, {1U, 2U}, {2U, 0U}, {2U, 1U}})
      CHECK(merge(computers.at(to), exported(computers.at(from).database)) == "merged");
    for (auto& computer : computers) {
      CHECK(exported(computer.database) == exported(computers[0].database));
      CHECK(computer.objections.count({}) == objections);
      CHECK(is_intact(computer));
    }
  }
  CHECK(json::parse(exported(computers[0].database)).at("ends").size() == computers.size());
}

TEST_CASE("events of one objection that two computers recorded are told in the same order and give the same status") {
  Computer one, two;
  one.objections.record(annas_objection());
  CHECK(merge(two, exported(one.database)) == "merged");
  one.note(test::first_id, "declined");
  two.note(test::first_id, "confirmed");
  two.note(test::first_id, "note");
  CHECK(merge(one, exported(two.database)) == "merged");
  CHECK(merge(two, exported(one.database)) == "merged");
  CHECK(kinds_of(one, test::first_id).size() == 4);
  CHECK(kinds_of(one, test::first_id) == kinds_of(two, test::first_id));
  CHECK(status_of(one, test::first_id) == status_of(two, test::first_id));
}

TEST_CASE("what was removed on one computer is erased on the other, and does not come back from an older file") {
  Computer one, two;
  one.objections.record(annas_objection());
  const auto older = exported(one.database);
  CHECK(merge(two, older) == "merged");
  two.note(test::first_id, "note", "Secret.");
  one.objections.remove(test::first_id);
  CHECK(merge(two, exported(one.database)) == "merged");
  CHECK(merge(one, exported(two.database)) == "merged");
  CHECK(merge(one, older) == "merged");
  CHECK(exported(one.database) == exported(two.database));
  for (auto* computer : {&one, &two}) {
    CHECK(computer->objections.count({}) == 0);
    CHECK(exported(computer->database).find("Secret.") == std::string::npos);
    CHECK(is_intact(*computer));
    CHECK_THROWS_AS(computer->objections.record(annas_objection()), Error);
    for (const auto& file : std::filesystem::directory_iterator(computer->folder.path()))
      CHECK(read_file(file.path()).find("Secret.") == std::string::npos);
  }
}

TEST_CASE("an erasure on another computer is told alike by both where the person has erased here, too") {
  Computer one, two;
  one.objections.record(annas_objection());
  CHECK(merge(two, exported(one.database)) == "merged");
  two.objections.remove(test::first_id);
  const auto twos = exported(two.database);
  MemorySource waiting{twos};
  const auto waits = history::merge(one.database, waiting, test::at(test::made_at), history::Agreement::added);
  CHECK(std::holds_alternative<history::Merged>(waits));
  REQUIRE(one.objections.remove(test::first_id));
  CHECK(merge(one, exported(two.database)) == "merged");
  CHECK(merge(two, exported(one.database)) == "merged");
  CHECK(exported(one.database) == exported(two.database));
  CHECK(is_intact(one));
}

TEST_CASE("two computers that went on with copies of the same data become one without loss") {
  Computer one;
  one.objections.record(annas_objection());
  test::TemporaryFolder copy;
  copy_data(one, copy.path());
  store::Database other{copy.path()};
  history::Objections{other, system_now}.record(annas_objection(random_uuid()));
  one.objections.record(annas_objection(test::second_id));
  const auto ones = exported(one.database);
  MemorySource file{ones};
  CHECK(std::holds_alternative<history::Merged>(history::merge(other, file, system_now())));
  CHECK(merge(one, exported(other)) == "merged");
  CHECK(exported(one.database) == exported(other));
  CHECK(json::parse(exported(other)).at("ends").size() == 2);
  for (int i = 0; i < 2; ++i) one.objections.record(annas_objection(random_uuid()));
  CHECK(one.objections.count({}) == 5);
  CHECK(is_intact(one));
  CHECK_FALSE(history::verify(other).first_broken);
  Computer third;
  CHECK(merge(third, exported(one.database)) == "merged");
  CHECK(is_intact(third));
}

TEST_CASE("an older copy that learns of its own later entries goes on without a break") {
  Computer one;
  one.objections.record(annas_objection());
  test::TemporaryFolder copy;
  copy_data(one, copy.path());
  one.objections.record(annas_objection(test::second_id));
  store::Database restored{copy.path()};
  const auto ones = exported(one.database);
  MemorySource file{ones};
  CHECK(std::holds_alternative<history::Merged>(history::merge(restored, file, system_now())));
  CHECK_FALSE(history::verify(restored).first_broken);
  history::Objections{restored, system_now}.record(annas_objection(random_uuid()));
  CHECK_FALSE(history::verify(restored).first_broken);
  CHECK(merge(one, exported(restored)) == "merged");
  CHECK(is_intact(one));
}

TEST_CASE("what was changed in a file is named, and refused also where all of it is known already") {
  Computer from, to;
  from.objections.record(annas_objection());
  from.note(test::first_id, "received", "Thanks.");
  from.objections.record(annas_objection(test::second_id));
  const auto file = exported(from.database);
  const auto reason = [&](auto edit) {
    const auto changed = edited(file, edit);
    Computer owner;
    REQUIRE(merge(owner, file) == "merged");
    CHECK(merge(owner, changed) == merge(to, changed));
    return merge(to, changed);
  };
  CHECK(reason([](auto& f) { f["entries"][1]["content"] = "No."; }) == "content-changed");
  CHECK(reason([](auto& f) { f["entries"][1]["at"] = "2020-01-01T00:00:00.000Z"; }) == "link-broken");
  CHECK(reason([](auto& f) { f["entries"].erase(1); }) == "entry-missing");
  CHECK(reason([](auto& f) { f["entries"].erase(2); }) == "entry-missing");
  CHECK(reason([](auto& f) { std::swap(f["entries"][1], f["entries"][2]); }) == "entry-missing");
  CHECK(reason([](auto& f) {
          f["entries"][1].erase("content"), f["entries"][1].erase("source"), f["entries"][1].erase("salt");
        }) == "content-changed");
  CHECK(reason([](auto& f) { f["entries"][1]["extra"] = 1; }) == "malformed");
  CHECK(reason([](auto& f) { f["entries"][1] = 1; }) == "malformed");
  CHECK(reason([](auto& f) { f["ends"].clear(); }) == "entry-missing");
  const auto edit = edited(file, [](auto& f) { f["entries"][1]["content"] = "No."; });
  MemorySource changed{edit};
  const auto refusal = std::get<history::Refusal>(history::merge(to.database, changed, system_now()));
  REQUIRE(refusal.entry);
  CHECK(refusal.entry->position == 2);
  CHECK(refusal.entry->event_id == json::parse(file).at("entries")[1].at("id"));
  CHECK(to.objections.count({}) == 0);
}

TEST_CASE("e-mails that were kept and mistakes that were corrected go along, and a changed e-mail is found") {
  Computer one, two;
  one.objections.record(annas_objection());
  const auto id = one.confirm(test::first_id, std::string("Raw \0 \xFF mail", 12));
  const auto with_mail = exported(one.database);
  one.correct(test::first_id, id);
  CHECK(merge(two, exported(one.database)) == "merged");
  CHECK(exported(two.database) == exported(one.database));
  CHECK(two.objections.evidence(id) == one.objections.evidence(id));
  CHECK(status_of(two, test::first_id) == "submitted");
  CHECK(is_intact(two));
  Computer third;
  CHECK(merge(third, edited(with_mail, [](auto& f) { f["entries"][1]["evidence"] = "AAAA"; })) == "content-changed");
  CHECK(merge(third, edited(with_mail, [](auto& f) { f["entries"][1].erase("evidence"); })) == "content-changed");
  CHECK(merge(third, edited(with_mail, [](auto& f) { f["entries"][1]["evidence"] = "no base64"; })) == "malformed");
  CHECK(merge(third, with_mail) == "merged");
  CHECK(status_of(third, test::first_id) == "confirmed");
}

TEST_CASE("a file of the first version is taken") {
  Computer from, to;
  from.objections.record(annas_objection());
  CHECK(merge(to, edited(exported(from.database), [](auto& f) { f["version"] = 1; })) == "merged");
}

TEST_CASE("a file that is no history, or of a newer Demur, or cut off, is refused") {
  Computer from, to;
  const auto nothing = exported(to.database);
  from.objections.record(annas_objection());
  const auto file = exported(from.database);
  for (const char* foreign : {"", "{", "[]", "null", "{}", "\xFF\xFE", "PK\x03\x04", R"({"entries": []})",
                              R"({"format": "x", "version": 1, "entries": []})", R"({"version": 1e999})"})
    CHECK(merge(to, foreign) == "not-a-history");
  CHECK(merge(to, std::string(100000, '[')) == "not-a-history");
  CHECK(merge(to, edited(file, [](auto& f) { f["version"] = 4; })) == "newer-version");
  for (std::size_t length = file.find("\"accounts\""); length + 2 < file.size(); length += 7)
    CHECK(merge(to, file.substr(0, length)) == "damaged");
  CHECK(merge(to, file + "x") == "damaged");
  CHECK(exported(to.database) == nothing);
}

TEST_CASE("brackets without end and a text without end are refused while they are still being handed over") {
  Computer computer;
  const auto reason_for = [&computer](const std::string& beginning, char more) {
    test::Endless endless{beginning, more};
    const auto outcome = history::merge(computer.database, endless, system_now());
    CHECK(endless.handed_out() < 3'000'000);
    return std::get<history::Refusal>(outcome).reason;
  };
  const std::string begin = R"({"format":"demur-history","version":2,"accounts":[],"entries":[{"chain":)";
  CHECK(reason_for(begin, '[') == "malformed");
  CHECK(reason_for("", '[') == "not-a-history");
  CHECK(reason_for(begin + "\"", 'a') == "malformed");
  CHECK(reason_for("{\"a\":\"", 'a') == "not-a-history");
}

TEST_CASE("an objection that this computer could not have recorded is refused, though its fingerprints are right") {
  Computer to;
  const auto reason = [&to](auto change) {
    Computer from;
    auto objection = annas_objection();
    change(objection);
    from.objections.record(objection);
    return merge(to, exported(from.database));
  };
  CHECK(reason([](auto& o) { o.page_url = "javascript:alert(1)"; }) == "malformed");
  CHECK(reason([](auto& o) { o.platform = "example"; }) == "malformed");
  CHECK(reason([](auto& o) { o.message = std::string(100001, 'x'); }) == "malformed");
  CHECK(reason([](auto& o) { o.form_id = "../x"; }) == "malformed");
  for (const char* time : {"1969-12-31T23:59:59.999Z", "2101-01-01T00:00:00.000Z", "9999-12-31T23:59:59.999Z"}) {
    INFO(time);
    CHECK(reason([&](auto& o) { o.submitted_at = time; }) == "malformed");
  }
  CHECK(reason([](auto&) {}) == "merged");
}

TEST_CASE("what a file says happened after it was recorded is refused, but for as much as clocks differ") {
  const auto now = test::at(test::made_at);
  const auto after = [now](auto distance) { return to_rfc3339(now + distance); };
  const auto day_after = [now](auto distance) {
    return to_rfc3339(std::chrono::floor<std::chrono::days>(now + distance));
  };
  using history::Precision;
  const auto sent = [](const std::string& at, Precision precision) {
    Computer from, to;
    auto objection = annas_objection(test::first_id, at);
    objection.precision = precision;
    from.objections.record(objection);
    return merge(to, exported(from.database));
  };
  CHECK(sent(after(std::chrono::minutes{5}), Precision::instant) == "merged");
  CHECK(sent(after(std::chrono::minutes{20}), Precision::instant) == "malformed");
  CHECK(sent(day_after(std::chrono::hours{0}), Precision::day) == "merged");
  CHECK(sent(day_after(std::chrono::hours{48}), Precision::day) == "malformed");
  Computer from, to;
  from.objections.record(annas_objection());
  from.objections.add_event(test::first_id, {random_uuid(), "confirmed", after(std::chrono::minutes{20}), {}, {}});
  CHECK(merge(to, exported(from.database)) == "malformed");
}

TEST_CASE("a time outside of what can be meant is refused in what happened, too") {
  Computer from, to;
  from.objections.record(annas_objection());
  from.objections.add_event(test::first_id, {random_uuid(), "confirmed", "9999-12-31T23:59:59.999Z", {}, {}});
  CHECK(merge(to, exported(from.database)) == "malformed");
  CHECK(to.objections.count({}) == 0);
}

TEST_CASE("what happened to an objection that nobody sent is refused") {
  Computer from, to;
  history::insert_objection(from.database, annas_objection());
  from.note(test::first_id, "confirmed");
  from.database.execute("DELETE FROM objections");
  CHECK(merge(to, exported(from.database)) == "objection-missing");
}

TEST_CASE("the program takes a history from one data folder to another, while a host is at work there") {
  test::TemporaryFolder files;
  Computer from, to;
  from.objections.record(annas_objection());
  const auto file = (files.path() / "history.json").string();
  CHECK(run(from.folder.path(), {"export", "--format", "json", "--out", file}) == 0);
  CHECK(read_file(file) == exported(from.database));
  CHECK_FALSE(is_open_to_others(file));
  bp::opstream in;
  bp::ipstream out;
  bp::child host{test::host_program(), "serve", bp::env["DEMUR_DATA_DIR"] = to.folder.path().string(),
                 bp::std_in<in, bp::std_out> out};
  const auto ask = [&in, &out] {
    const std::string text = R"({"jsonrpc":"2.0","id":1,"method":"objections.list"})";
    const auto length = static_cast<std::uint32_t>(text.size());
    in.write(reinterpret_cast<const char*>(&length), sizeof(length)) << text << std::flush;
    std::uint32_t size = 0;
    out.read(reinterpret_cast<char*>(&size), sizeof(size));
    std::string answer(size, '\0');
    out.read(answer.data(), size);
    return json::parse(answer).at("result").at("total").get<int>();
  };
  CHECK(ask() == 0);
  CHECK(run(to.folder.path(), {"import", file}) == 0);
  CHECK(ask() == 1);
  in.pipe().close();
  host.wait();
  CHECK(run(to.folder.path(), {"verify"}) == 0);
  to.database.execute("UPDATE objections SET email = 'b@example.net'");
  CHECK(run(to.folder.path(), {"verify"}) == 1);
  CHECK(run(to.folder.path(), {"import", (files.path() / "absent").string()}) == 1);
  CHECK(run(to.folder.path(), {"import", files.path().string()}) == 1);
  CHECK(run(to.folder.path(), {"import"}) == 2);
  CHECK(run(to.folder.path(), {"export", "--format", "pdf"}) == 2);
}

TEST_CASE("a long history from a page arrives within bounded memory, and leaves nothing behind") {
  test::TemporaryFolder files, data;
  const auto path = (files.path() / "history.json").string();
  test::write_long_history(path, 20'000);
  const auto file = read_file(path);
  test::HostProcess host{data.path(), {"serve"}, files.path()};
  constexpr std::size_t piece = 675'000, max_memory = 8UL * 1024UL * 1024UL;
  REQUIRE(file.size() > max_memory);
  json answer = host.call("accounts.list", json::object());
  // The program itself is none of it.
  const auto at_start = host.peak_memory();
  for (std::size_t from = 0; from < file.size(); from += piece)
    answer = host.call("history.import", {{"importId", test::first_id},
                                          {"number", from / piece},
                                          {"bytes", to_base64(file.substr(from, piece))},
                                          {"isLast", from + piece >= file.size()}});
  CHECK(answer.at("result").at("merged").at("objections") == 20'000);
  CHECK(host.peak_memory() - at_start < max_memory);
  host.end();
  for (const auto& left : std::filesystem::directory_iterator{data.path()})
    CHECK(left.path().filename().string().starts_with("demur."));
}

TEST_CASE("where the reader is missing or another program is in its place, a page is told so and nothing is changed") {
  namespace fs = std::filesystem;
  test::TemporaryFolder programs, data;
  const auto program = programs.path() / fs::path{test::host_program()}.filename();
  const auto reader = programs.path() / fs::path{test::reader_program()}.filename();
  fs::copy_file(test::host_program(), program);
  Computer from;
  from.objections.record(annas_objection());
  test::HostProcess host{data.path(), {"serve"}, programs.path(), {}, program};
  const auto answer_to = [&](const char* method) {
    return host.call(
        method,
        {{"importId", test::first_id}, {"number", 0}, {"bytes", to_base64(exported(from.database))}, {"isLast", true}});
  };
  const auto is_refused = [&](const char* method, const char* reason) {
    const json expected{{"kind", "reader-failed"}, {"reason", reason}};
    return answer_to(method).at("error").at("data") == expected;
  };
  CHECK(is_refused("history.preview", "missing"));
  CHECK(is_refused("history.import", "missing"));
  fs::copy_file(test::host_program(), reader);
  CHECK(is_refused("history.preview", "broken"));
  CHECK(is_refused("history.import", "broken"));
  CHECK(host.call("objections.list", json::object()).at("result").at("total") == 0);
  fs::remove(reader);
  fs::copy_file(test::reader_program(), reader);
  CHECK(answer_to("history.import").at("result").at("merged").at("objections") == 1);
}
