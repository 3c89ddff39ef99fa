#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <thread>

#include "catch.hpp"
#include "download_samples.hpp"
#include "host_process.hpp"
#include "support.hpp"
#include "tagged/download_import.hpp"
#include "tagged/items.hpp"

using namespace demur;
using namespace demur::test;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

constexpr const char* token = "import-1";

void write(const fs::path& file, const std::string& content) {
  fs::create_directories(file.parent_path());
  std::ofstream{file, std::ios::binary} << content;
}

/// The answer to an import, and what was told on the way.
struct Imported {
  json answer;
  std::vector<json> progress;

  [[nodiscard]] json summary() const { return answer.value("result", json::object()).value("summary", answer); }
  [[nodiscard]] std::string reason() const {
    const auto data = answer.value("error", json::object()).value("data", json::object());
    return data.value("kind", "none") + (data.contains("reason") ? " " + data.value("reason", "") : "");
  }
  [[nodiscard]] std::vector<std::string> stages() const {
    std::vector<std::string> stages;
    for (const auto& told : progress)
      if (stages.empty() || stages.back() != told.at("stage")) stages.push_back(told.at("stage"));
    return stages;
  }
};

/// A computer with a host, and downloads on it.
class Computer {
 public:
  explicit Computer(std::map<std::string, std::string> variables = {})
      : host(data.path(), {"serve"}, folder.path(), std::move(variables)) {}

  [[nodiscard]] fs::path put(const std::string& name, const std::string& bytes) const {
    write(folder.path() / name, bytes);
    return folder.path() / name;
  }
  [[nodiscard]] fs::path put_sample(const std::string& name) const {
    static const auto samples = sample_archives();
    return put(name, samples.at(name));
  }
  /// One that takes a while to read, and then to keep.
  [[nodiscard]] fs::path put_long_one() const {
    static const auto bytes = make_zip({{tagged_path, many_tagged(900, 100)}});
    return put("long.zip", bytes);
  }

  void begin(const std::vector<fs::path>& paths, int id = 1) {
    json params{{"progressToken", token}};
    for (const auto& path : paths) params["paths"].push_back(path.string());
    host.send(request("downloads.import", params, id));
  }
  /// Up to the next answer, or to the first notification of a stage.
  Imported listen(const std::string& stage = {}) {
    Imported imported;
    for (;;) {
      auto message = host.receive();
      if (!message.is_object() || message.contains("id")) {
        imported.answer = std::move(message);
        return imported;
      }
      CHECK(message.at("method") == "progress");
      CHECK(message.at("params").at("token") == token);
      imported.progress.push_back(message.at("params"));
      if (message.at("params").at("stage") == stage) return imported;
    }
  }
  Imported import(const std::vector<fs::path>& paths) {
    begin(paths);
    return listen();
  }

  json list(const char* method) { return host.call(method, json::object()).at("result"); }

  TemporaryFolder folder, data;
  HostProcess host;
};

/// The value of a line `Name:\tvalue` of what Linux says of a process; empty where there is none.
std::string status_of(const std::string& process, const std::string& name) {
  std::ifstream lines{"/proc/" + process + "/status"};
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(name + ":\t")) return line.substr(name.size() + 2);
  return {};
}

/// The children of a process that run this program.
std::vector<std::string> children_of(int parent, const std::string& program) {
  std::vector<std::string> children;
  for (const auto& entry : fs::directory_iterator{"/proc"}) {
    const auto id = entry.path().filename().string();
    if (status_of(id, "PPid") == std::to_string(parent) && status_of(id, "Name") == program) children.push_back(id);
  }
  return children;
}

/// Whether it runs; one that has ended may wait for its parent to ask.
bool is_running(const std::string& process) {
  const auto state = status_of(process, "State");
  return !state.empty() && state.front() != 'Z';
}

bool ends_soon(const std::string& process) {
  for (int i = 0; i < 2000 && is_running(process); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
  return !is_running(process);
}

/// A folder with a program of this name in it that stands for a system's file chooser, and a screen.
std::map<std::string, std::string> with_chooser(const TemporaryFolder& programs, const std::string& name,
                                                const std::string& script) {
  write(programs.path() / name, "#!/bin/sh\n" + script);
  fs::permissions(programs.path() / name, fs::perms::owner_all);
  return {{"PATH", programs.path().string() + ":/usr/bin:/bin"}, {"DISPLAY", ":99"}};
}

const std::string photo_url = "https://www.facebook.com/photo.php?fbid=1001";
constexpr std::int64_t items_of_sample = 9;
constexpr std::size_t most_memory = 64UL * 1024 * 1024;

}  // namespace

TEST_CASE("a download is imported: items, people, addresses, and how far it is on the way") {
  Computer anna;
  const auto imported = anna.import({anna.put_sample("facebook-json.zip")});
  CHECK(imported.summary() == json{{"platform", "facebook"},
                                   {"accountEmails",
                                    {{{"platform", "facebook"}, {"email", "anna@example.org"}},
                                     {{"platform", "facebook"}, {"email", "anna.work@example.org"}}}},
                                   {"taggedItems", items_of_sample},
                                   {"new", items_of_sample},
                                   {"contacts", 3},
                                   {"skipped", json::array()},
                                   {"taggedList", "there"}});
  CHECK(imported.stages() == std::vector<std::string>{"opening", "addresses", "items", "contacts"});
  for (const auto& told : imported.progress) CHECK(told.at("done") <= told.at("total"));
  CHECK(anna.list("tagged.list").at("total") == items_of_sample);
  CHECK(anna.list("contacts.list").at("contacts").at(0).at("name") == "Bea Berg");
}

TEST_CASE("importing again adds nothing, and learns nothing wrong") {
  Computer anna;
  const auto path = anna.put_sample("facebook-json.zip");
  CHECK(anna.import({path}).summary().at("new") == items_of_sample);
  const auto items = anna.list("tagged.list");
  const auto again = anna.import({path}).summary();
  CHECK(again.at("new") == 0);
  CHECK(again.at("taggedItems") == items_of_sample);
  CHECK(anna.list("tagged.list") == items);
}

TEST_CASE("a photo that is in a download twice is counted once") {
  Computer anna;
  const auto list = tagged_list({{photo_url, "Zoe"}, {photo_url + "&set=t.1", "Zoe"}});
  const auto summary = anna.import({anna.put("facebook.zip", make_zip({{tagged_path, list}}))}).summary();
  CHECK(summary.at("taggedItems") == 1);
  CHECK(summary.at("new") == 1);
  CHECK(anna.list("tagged.list").at("total") == 1);
}

TEST_CASE("a photo that was seen on a page and is in the download is one item") {
  Computer anna;
  const json seen{{"platform", "facebook"},
                  {"url", "https://www.facebook.com/photo/?fbid=9001&__cft__[0]=AZ"},
                  {"contact", {{"name", "Bea Berg"}, {"url", "https://www.facebook.com/bea.example"}}},
                  {"kind", "photo"},
                  {"seenOn", "page"}};
  REQUIRE(anna.host.call("tagged.record", {{"items", {seen}}}).at("result").at("new") == 1);
  const auto summary = anna.import({anna.put_sample("facebook-json.zip")}).summary();
  CHECK(summary.at("new") == items_of_sample - 1);
  CHECK(anna.list("tagged.list").at("total") == items_of_sample);
  const auto contacts = anna.host.call("contacts.list", {{"query", "Bea"}}).at("result").at("contacts");
  REQUIRE(contacts.size() == 1);
  CHECK(contacts.at(0).at("items") == 3);
  CHECK(contacts.at(0).at("url") == "https://www.facebook.com/bea.example");
}

TEST_CASE("a download as pages tells the same photos as one in JSON") {
  Computer anna;
  const auto summary = anna.import({anna.put_sample("facebook-html.zip")}).summary();
  CHECK(summary.at("new") == 7);
  CHECK(summary.at("accountEmails").at(0).at("email") == "anna@example.org");
  CHECK(summary.at("contacts") == 3);
  CHECK(anna.import({anna.put_sample("facebook-json.zip")}).summary().at("new") == items_of_sample - 7);
}

TEST_CASE("an import of Instagram, and one of both platforms") {
  Computer anna;
  const auto instagram = anna.import({anna.put_sample("instagram-json.zip")}).summary();
  CHECK(instagram.at("platform") == "instagram");
  CHECK(instagram.at("accountEmails").at(0).at("email") == "anna.insta@example.org");
  CHECK(instagram.at("taggedItems") == 0);
  const auto both = anna.import({anna.put_sample("both-json.zip")}).summary();
  CHECK(both.at("platform") == "meta");
  CHECK(both.at("accountEmails").size() == 3);
  CHECK(both.at("new") == items_of_sample);
}

TEST_CASE("the parts of a download are one import, whichever is named, and a missing one is said") {
  Computer anna;
  const auto first = anna.put_sample(std::string("two-parts/") + first_part);
  const auto second = anna.put_sample(std::string("two-parts/") + second_part);
  const auto summary = anna.import({second}).summary();
  CHECK(summary.at("new") == items_of_sample);
  CHECK(summary.at("accountEmails").size() == 2);
  fs::remove(first);
  const auto half = anna.import({second});
  CHECK(half.reason() == "download-unreadable part-missing");
  CHECK(half.answer.at("error").at("data").at("file") == first_part);
}

TEST_CASE("an address of long ago in one part does not stand beside that of today in another") {
  Computer anna;
  const auto signup = anna.put("instagram-anna-2026-04-01-2FW22fj-1.zip",
                               make_zip({{"login/signup_information.json", R"([{"Email":"first@example.org"}])"}}));
  const auto now =
      anna.put("instagram-anna-2026-04-01-2FW22fj-2.zip",
               make_zip({{"personal_information/personal_information.json", R"([{"Email":"now@example.org"}])"}}));
  CHECK(anna.import({signup}).summary().at("accountEmails") ==
        json{{{"platform", "instagram"}, {"email", "now@example.org"}}});
  fs::remove(now);
  CHECK(anna.import({signup}).summary().at("accountEmails").at(0).at("email") == "first@example.org");
}

TEST_CASE("an unpacked folder is imported, and what in it is no file is left alone") {
  Computer anna;
  for (const auto& file : facebook_files()) static_cast<void>(anna.put("download/" + file.path, file.content));
  const auto folder = anna.folder.path() / "download";
  fs::create_directory_symlink(folder, folder / "again");
  const auto pipe = folder / "logged_information" / "notifications" / "notifications_2.json";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto summary = anna.import({folder / ""}).summary();
  CHECK(summary.at("new") == items_of_sample);
  CHECK(summary.at("accountEmails").size() == 2);
  CHECK(summary.at("skipped").empty());
}

TEST_CASE("a bad archive ends in its error, soon, in little memory, with nothing written") {
  constexpr std::chrono::seconds longest{20};
  Computer anna;
  REQUIRE(anna.import({anna.put_sample("facebook-json.zip")}).summary().at("new") == items_of_sample);
  const auto before = anna.list("tagged.list");
  const std::vector<std::pair<std::string, std::string>> bad{
      {"encrypted.zip", "encrypted"}, {"half.zip", "incomplete"},         {"other.zip", "not-a-download"},
      {"lying.zip", "damaged"},       {"bomb.zip", "too-large"},          {"brackets.zip", "damaged"},
      {"climbing.zip", "damaged"},    {"not-a-zip.zip", "not-a-download"}};
  for (const auto& [name, reason] : bad) {
    INFO(name);
    const auto start = std::chrono::steady_clock::now();
    const auto imported = anna.import({anna.put_sample(name)});
    CHECK(std::chrono::steady_clock::now() - start < longest);
    CHECK(imported.reason() == "download-unreadable " + reason);
    CHECK(imported.answer.at("error").at("data").at("file") == name);
    CHECK(anna.list("tagged.list") == before);
  }
  CHECK(anna.host.peak_memory() < most_memory);
  CHECK(anna.import({anna.put_sample("many-entries.zip")}).summary().at("taggedItems") == items_of_sample);
}

TEST_CASE("a download with one bad file keeps what the others tell, and says what was skipped") {
  auto files = facebook_files();
  files.at(2).checksum_difference = 1;
  Computer anna;
  const auto summary = anna.import({anna.put("download.zip", make_zip(files))}).summary();
  constexpr std::int64_t notices = 2;
  CHECK(summary.at("taggedItems") == items_of_sample - notices);
  CHECK(summary.at("skipped") == json{{{"path", files.at(2).path}, {"reason", "damaged"}}});
}

TEST_CASE("one file, or a folder within the download, is read in its place, or refused with what to choose") {
  Computer anna;
  for (const auto& file : facebook_files())
    write(anna.folder.path() / "facebook-anna-2026-11-20-Ux" / file.path, file.content);
  const auto download = anna.folder.path() / "facebook-anna-2026-11-20-Ux";
  const auto notices = anna.import({download / "logged_information/notifications/notifications.json"}).summary();
  CHECK(notices.at("taggedItems") == 2);
  CHECK(notices.at("taggedList") == "missing");
  const auto list = anna.import({download / tagged_path}).summary();
  CHECK(list.at("new") == items_of_sample - 2);
  CHECK(list.at("platform") == "facebook");
  CHECK(list.at("taggedList") == "there");
  for (const char* folder : {"your_facebook_activity", "your_facebook_activity/activity_you're_tagged_in",
                             "logged_information", "logged_information/notifications"}) {
    INFO(folder);
    const auto summary = anna.import({download / folder}).summary();
    CHECK(summary.at("taggedItems") == (std::string(folder).starts_with("logged") ? 2 : items_of_sample - 2));
  }
  for (const char* other : {"start_here.html", "your_facebook_activity/messages/inbox/bea_1/message_1.json"}) {
    INFO(other);
    CHECK(anna.import({download / other}).reason() == "download-unreadable inside-download");
  }
  CHECK(anna.import({anna.put("notes.json", "{}")}).reason() == "download-unreadable not-a-download");
}

TEST_CASE("parts in any order, a part twice and twins of another system are one download") {
  auto twin = "__MACOSX/" + std::string(tagged_path);
  twin.insert(twin.rfind('/') + 1, "._");
  const auto file = [&twin](const std::string& name, std::size_t at) {
    return std::pair{name, make_zip({facebook_files().at(at), {twin, "\x05\x16"}})};
  };
  const std::vector<std::pair<std::string, std::string>> parts{file("c.zip", 0), file("a.zip", 1), file("b.zip", 2),
                                                               file("d.zip", 1)};
  for (const auto& order : {std::vector<std::size_t>{0, 1, 2, 3}, {3, 2, 1, 0}, {1, 3, 0, 2}}) {
    Computer anna;
    std::vector<fs::path> paths;
    for (const auto at : order) paths.push_back(anna.put(parts[at].first, parts[at].second));
    const auto summary = anna.import(paths).summary();
    CHECK(summary.at("taggedItems") == items_of_sample);
    CHECK(summary.at("new") == items_of_sample);
    CHECK(summary.at("contacts") == 3);
    CHECK(summary.at("accountEmails").size() == 2);
    CHECK(summary.at("skipped").empty());
  }
}

TEST_CASE("what is neither a file nor a download's folder is refused") {
  Computer anna;
  const auto pipe = anna.folder.path() / "pipe.zip";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  fs::create_directories(anna.folder.path() / "holiday");
  fs::create_directory_symlink(anna.folder.path() / "holiday", anna.folder.path() / "link");
  CHECK(anna.import({pipe}).reason() == "file-unreadable no-file");
  CHECK(anna.import({"/dev/zero"}).reason() == "file-unreadable no-file");
  CHECK(anna.import({anna.folder.path() / "link"}).reason() == "file-unreadable no-file");
  CHECK(anna.import({anna.folder.path() / "missing.zip"}).reason() == "file-unreadable missing");
  CHECK(anna.import({anna.folder.path() / "holiday"}).reason() == "download-unreadable not-a-download");
  CHECK(anna.import({"download.zip"}).reason() == "invalid-params malformed");
}

TEST_CASE("while an import runs other calls are answered, and a second import is refused") {
  Computer anna;
  anna.begin({anna.put_long_one()}, 1);
  anna.begin({anna.put_sample("facebook-json.zip")}, 2);
  const auto second = anna.listen();
  CHECK(second.answer.at("id") == 2);
  CHECK(second.answer.at("error").at("code") == -32025);
  anna.host.send(request("accounts.list", json::object(), 3));
  const auto other = anna.listen();
  CHECK(other.answer.at("id") == 3);
  CHECK(other.answer.contains("result"));
  const auto first = anna.listen();
  CHECK(first.answer.at("id") == 1);
  CHECK(first.summary().at("new") == 90000);
  CHECK(anna.host.peak_memory() < most_memory);
  CHECK(anna.import({anna.put_sample("facebook-json.zip")}).summary().at("new") == items_of_sample);
}

TEST_CASE("an import that is stopped while it reads has kept nothing, and later what it says") {
  Computer anna;
  anna.import({anna.put_sample("facebook-json.zip")});
  const auto path = anna.put_long_one();
  for (const char* stage : {"items", "contacts"}) {
    INFO(stage);
    anna.begin({path}, 1);
    REQUIRE(anna.listen(stage).answer.is_null());
    anna.host.send(request("downloads.cancel", {{"token", token}}, 2));
    json answers;
    for (int i = 0; i < 2; ++i) {
      const auto heard = anna.listen();
      answers[heard.answer.at("id").get<int>() - 1] = heard.answer;
    }
    CHECK(answers.at(1).at("result").at("cancelled") == true);
    const auto& error = answers.at(0).at("error").at("data");
    CHECK(error.at("kind") == "cancelled");
    const auto kept = error.value("kept", 0);
    CHECK((std::string{stage} == "contacts" || kept == 0));
    CHECK(kept < 90000);
    CHECK(anna.list("tagged.list").at("total") == items_of_sample + kept);
    CHECK(children_of(anna.host.id(), "demur-reader").empty());
  }
  CHECK(anna.host.call("downloads.cancel", {{"token", token}}).at("result").at("cancelled") == false);
}

TEST_CASE("an import that is killed while it keeps leaves what was recorded before, and is completed by the next") {
  Computer anna;
  const auto bytes = make_zip({{tagged_path, many_tagged(30, 1000)}});
  const auto path = anna.put("large.zip", bytes);
  std::int64_t total = 0;
  for (int i = 0; i < 3; ++i) {
    HostProcess host{anna.data.path(), {"serve"}, anna.folder.path()};
    host.send(request("downloads.import", {{"paths", {path.string()}}, {"progressToken", token}}));
    for (auto told = host.receive(); told.at("params").at("done") == 0 || told.at("params").at("stage") != "contacts";)
      told = host.receive();
    host.kill();
    const auto now = anna.list("tagged.list").at("total").get<std::int64_t>();
    CHECK(now > total);
    total = now;
  }
  CHECK(total < 30000);
  const auto summary = anna.import({path}).summary();
  CHECK(summary.at("new") == 30000 - total);
  CHECK(anna.list("contacts.list").at("total") == 30);
  CHECK(anna.host.call("history.verify", json::object()).contains("result"));
}

TEST_CASE("an import that is taken back when all is read has kept nothing") {
  TemporaryFolder data, folder;
  write(folder.path() / "facebook.zip", sample_archives().at("facebook-json.zip"));
  store::Database database{data.path()};
  const auto import = [&](bool may_keep) {
    tagged::ImportWatch watch;
    watch.may_keep = [may_keep] { return may_keep; };
    return tagged::import_downloads(database, "2026-11-23T12:00:00.000Z", {folder.path() / "facebook.zip"}, watch);
  };
  CHECK_THROWS_AS(import(false), Error);
  CHECK(tagged::count_items(database, {}) == 0);
  CHECK(import(true).added > 0);
}

TEST_CASE("where the browser goes during an import, the host and its reader go at once") {
  constexpr std::chrono::milliseconds limit{50};
  auto fastest = std::chrono::steady_clock::duration::max();
  for (const char* stage : {"items", "items", "items", "contacts"}) {
    Computer anna;
    anna.begin({anna.put_long_one()});
    REQUIRE(anna.listen(stage).answer.is_null());
    const auto readers = children_of(anna.host.id(), "demur-reader");
    if (std::string{stage} == "items") REQUIRE(readers.size() == 1);
    fastest = std::min(fastest, anna.host.time_to_end());
    for (const auto& reader : readers) CHECK(ends_soon(reader));
    HostProcess next{anna.data.path()};
    const auto total = next.call("tagged.list", json::object()).at("result").at("total").get<std::int64_t>();
    CHECK(total < (std::string{stage} == "items" ? 1 : 90000));
  }
  CHECK(fastest < limit);
}

TEST_CASE("other hosts wait for no more than a step of a large import") {
  using Clock = std::chrono::steady_clock;
  Computer anna;
  anna.begin({anna.put("large.zip", make_zip({{notices_path, many_notices(20000)}}))});
  REQUIRE(anna.listen("contacts").answer.is_null());
  HostProcess other{anna.data.path(), {"serve"}, anna.folder.path()};
  // Far more than a step, for a machine that does other things; without steps it is refused after five seconds.
  constexpr std::chrono::milliseconds most{1000};
  auto slowest = Clock::duration::zero();
  for (int i = 0; i < 50; ++i) {
    const auto start = Clock::now();
    other.record(random_uuid());
    slowest = std::max(slowest, Clock::now() - start);
  }
  CHECK(slowest < most);
  CHECK(anna.listen().summary().at("new") == 20000);
  CHECK(anna.list("objections.list").at("total") == 50);
}

// Not run with the others: it takes its time, and a busy computer is slow. `./check --deep` runs it, in memory, so that
// no disk's patience is measured.
TEST_CASE("another host's writes wait less than 100 ms beside an import of 100 000 notices", "[.measure]") {
  using Clock = std::chrono::steady_clock;
  constexpr double longest_wait = 100;
  Computer anna;
  HostProcess other{anna.data.path(), {"serve"}, anna.folder.path()};
  std::vector<double> alone, beside;
  const auto write = [&](std::vector<double>& times, Clock::time_point& next) {
    std::this_thread::sleep_until(next);
    next = std::max(next + std::chrono::milliseconds{10}, Clock::now());
    const auto start = Clock::now();
    other.record(random_uuid());
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  };
  auto next = Clock::now();
  while (alone.size() < 1000) write(alone, next);
  anna.begin({anna.put("large.zip", make_zip({{notices_path, many_notices(100000)}}))});
  REQUIRE(anna.listen("contacts").answer.is_null());
  std::atomic<bool> is_over = false;
  std::thread listener{[&] {
    CHECK(anna.listen().summary().at("new") == 100000);
    is_over = true;
  }};
  while (!is_over) write(beside, next);
  listener.join();
  std::printf("| writes, one every 10 ms | number | median | slowest | limit |\n|---|---:|---:|---:|---:|\n");
  const auto print = [](const char* name, std::vector<double>& times, const std::string& limit) {
    std::sort(times.begin(), times.end());
    std::printf("| %s | %zu | %.1f ms | %.1f ms | %s |\n", name, times.size(), times[times.size() / 2], times.back(),
                limit.c_str());
  };
  print("alone", alone, "");
  print("beside an import of 100 000 notices", beside, std::to_string(std::lround(longest_wait)) + " ms");
  CHECK(beside.back() < longest_wait);
}

TEST_CASE("the system's file chooser names the download") {
  TemporaryFolder programs, downloads;
  write(downloads.path() / "mine.zip", make_zip(facebook_files()));
  const auto prints = "printf '%s\\n' '" + (downloads.path() / "mine.zip").string() + "'\n";
  for (const char* name : {"zenity", "kdialog"}) {
    INFO(name);
    fs::remove(programs.path() / "zenity");
    Computer anna{with_chooser(programs, name, prints)};
    const auto imported = anna.import({});
    CHECK(imported.stages().front() == "choosing");
    CHECK(imported.summary().at("new") == items_of_sample);
  }
}

TEST_CASE("a file chooser that is closed, missing or taken back") {
  TemporaryFolder programs;
  {
    Computer anna{with_chooser(programs, "zenity", "exit 1\n")};
    CHECK(anna.import({}).reason() == "cancelled");
  }
  {
    Computer anna{{{"PATH", programs.path().string() + "/none"}, {"DISPLAY", ":99"}}};
    CHECK(anna.import({}).reason() == "chooser-missing");
  }
  {
    auto variables = with_chooser(programs, "zenity", "exit 1\n");
    variables["DISPLAY"] = "";
    variables["WAYLAND_DISPLAY"] = "";
    Computer anna{variables};
    CHECK(anna.import({}).reason() == "chooser-missing");
  }
  Computer anna{with_chooser(programs, "zenity", "exec sleep 60\n")};
  anna.begin({}, 1);
  REQUIRE(anna.listen("choosing").answer.is_null());
  anna.host.send(request("downloads.cancel", {{"token", token}}, 2));
  static_cast<void>(anna.listen());
  static_cast<void>(anna.listen());
  CHECK(children_of(anna.host.id(), "sleep").empty());
  CHECK(anna.import({anna.put_sample("facebook-json.zip")}).summary().at("new") == items_of_sample);
}

TEST_CASE("where the browser goes while the file chooser is open, it goes too") {
  TemporaryFolder programs;
  Computer anna{with_chooser(programs, "zenity", "exec sleep 60\n")};
  anna.begin({});
  std::vector<std::string> choosers;
  for (int i = 0; i < 1000 && choosers.empty(); ++i) choosers = children_of(anna.host.id(), "sleep");
  REQUIRE(choosers.size() == 1);
  CHECK(anna.host.end() == 0);
  CHECK(ends_soon(choosers.front()));
}

namespace {

/// The program as a person runs it, with what it says.
struct CommandLine {
  TemporaryFolder folder;
  std::string said, complained;

  int run(const std::vector<std::string>& files) {
    bp::ipstream out, err;
    std::vector<std::string> arguments{"import"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    bp::child child{bp::exe = DEMUR_HOST_PROGRAM, bp::args = arguments, bp::env["DEMUR_DATA_DIR"] = data().string(),
                    bp::std_out > out, bp::std_err > err};
    said.assign(std::istreambuf_iterator<char>(out), {});
    complained.assign(std::istreambuf_iterator<char>(err), {});
    child.wait();
    return child.exit_code();
  }
  [[nodiscard]] fs::path data() const { return folder.path() / "data"; }
  [[nodiscard]] std::string put(const std::string& name, const std::string& bytes) const {
    write(folder.path() / name, bytes);
    return (folder.path() / name).string();
  }
  [[nodiscard]] std::int64_t items() const {
    store::Database database{data()};
    return tagged::count_items(database, {});
  }
};

}  // namespace

TEST_CASE("downloads are imported from the command line, archives and folders, beside histories") {
  CommandLine shell;
  const auto samples = sample_archives();
  const auto archive = shell.put("mine.ZIP", samples.at("facebook-json.zip"));
  CHECK(shell.run({archive}) == 0);
  CHECK(shell.said.find("include you: 9. New: 9. People who shared them: 3.") != std::string::npos);
  CHECK(shell.said.find("anna@example.org") != std::string::npos);
  CHECK(shell.complained.empty());
  CHECK(shell.items() == items_of_sample);
  for (const auto& file : facebook_files()) static_cast<void>(shell.put("download/" + file.path, file.content));
  CHECK(shell.run({(shell.folder.path() / "download").string()}) == 0);
  CHECK(shell.said.find("include you: 9. New: 0.") != std::string::npos);
}

TEST_CASE("from the command line the parts of a download are read once, and a bad one is explained") {
  CommandLine shell;
  const auto samples = sample_archives();
  const auto first = shell.put(first_part, samples.at(std::string("two-parts/") + first_part));
  const auto second = shell.put(second_part, samples.at(std::string("two-parts/") + second_part));
  CHECK(shell.run({first, second}) == 0);
  const auto told = shell.said.find("include you: 9. New: 9.");
  CHECK(told != std::string::npos);
  CHECK(shell.said.find("include you", told + 1) == std::string::npos);
  const auto half = shell.put("half.zip", samples.at("half.zip"));
  CHECK(shell.run({half}) == 1);
  CHECK(shell.complained.find("half.zip ends too early.") != std::string::npos);
  CHECK(shell.complained.find("Nothing was imported.") != std::string::npos);
  fs::remove(first);
  CHECK(shell.run({second}) == 1);
  CHECK(shell.complained.find(std::string(first_part) + " is a part of this download and is missing.") !=
        std::string::npos);
  CHECK(shell.items() == items_of_sample);
}

TEST_CASE("on a terminal an import from the command line says how far it is") {
  CommandLine shell;
  const auto archive = shell.put("mine.zip", sample_archives().at("facebook-json.zip"));
  bp::ipstream terminal;
  const auto command = std::string(DEMUR_HOST_PROGRAM) + " import " + archive;
  bp::child child{bp::exe = "/usr/bin/script", bp::args = {"-qec", command, "/dev/null"},
                  bp::std_in<bp::null, bp::env["DEMUR_DATA_DIR"] = shell.data().string(), bp::std_out> terminal};
  const std::string said(std::istreambuf_iterator<char>(terminal), {});
  child.wait();
  CHECK(child.exit_code() == 0);
  std::size_t place = 0;
  for (const char* part : {"Opening the download", "Looking for your addresses", "Looking for what includes you",
                           "Saving it", "100 %", "New: 9."}) {
    INFO(part);
    place = said.find(part, place);
    REQUIRE(place != std::string::npos);
  }
}

TEST_CASE("Ctrl+C during an import from the command line leaves nothing half done") {
  CommandLine shell;
  const auto archive = shell.put("long.zip", make_zip({{tagged_path, many_tagged(900, 100)}}));
  bp::child child{bp::exe = DEMUR_HOST_PROGRAM, bp::args = {"import", archive},
                  bp::env["DEMUR_DATA_DIR"] = shell.data().string(), bp::std_out > bp::null, bp::std_err > bp::null};
  std::vector<std::string> readers;
  for (int i = 0; i < 1000 && readers.empty(); ++i) readers = children_of(child.id(), "demur-reader");
  REQUIRE(readers.size() == 1);
  const auto stop = [&] {
    ::kill(child.id(), SIGINT);
    child.wait();
    CHECK(child.exit_code() != 0);
    CHECK(ends_soon(readers.front()));
  };
  SECTION("while it reads nothing is kept") {
    stop();
    CHECK(shell.items() == 0);
  }
  SECTION("while it keeps, what is kept is whole, and the next import adds the rest") {
    REQUIRE(ends_soon(readers.front()));
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
    stop();
    CHECK(shell.items() < 90'000);
    CHECK(shell.run({archive}) == 0);
    CHECK(shell.items() == 90'000);
  }
}
