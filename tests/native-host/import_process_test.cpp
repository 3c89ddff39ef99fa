#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <thread>

#include "catch.hpp"
#include "import_support.hpp"
#include "tagged/download_import.hpp"

using namespace demur;
using namespace demur::test;
using namespace demur::test::imports;
using nlohmann::json;

namespace {

const std::string photo_url = "https://www.facebook.com/photo.php?fbid=1001";
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
                                   {"notices", {{"read", 3}, {"about", 2}}},
                                   {"taggedList", "there"}});
  CHECK(imported.stages() == std::vector<std::string>{"opening", "addresses", "items", "contacts"});
  for (const auto& told : imported.progress) CHECK(told.at("done") <= told.at("total"));
  CHECK(anna.list("tagged.list").at("total") == items_of_sample);
  CHECK(anna.list("contacts.list").at("contacts").at(0).at("name") == "Bea Berg");
}

TEST_CASE("notices whose words are not known are counted, and nothing is claimed of them") {
  Computer anna;
  const auto notice = [](const char* id, const char* words) {
    return json{{"timestamp", 1'700'000'000},
                {"href", "https://www.facebook.com/bea/posts/" + std::string{id}},
                {"text", words}};
  };
  // Icelandic and Basque.
  const json notices{
      {"notifications_v2",
       {notice("1", "Bea merkti þig í færslu."), notice("2", "Beak etiketatu zaitu argitalpen batean.")}}};
  const auto file = make_zip({{"logged_information/notifications/notifications.json", notices.dump()}});
  const auto summary = anna.import({anna.put("facebook.zip", file)}).summary();
  CHECK(summary.at("notices") == json{{"read", 2}, {"about", 0}});
  CHECK(summary.at("taggedItems") == 0);
  CHECK(summary.at("skipped").empty());
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

TEST_CASE("an unpacked folder is imported") {
  Computer anna;
  for (const auto& file : facebook_files()) static_cast<void>(anna.put("download/" + file.path, file.content));
  const auto summary = anna.import({anna.folder.path() / "download" / ""}).summary();
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

TEST_CASE("what isn't there, or no download's folder, is refused") {
  Computer anna;
  fs::create_directories(anna.folder.path() / "holiday");
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
    // On a busy computer a single piece may hold less than the last import kept.
    auto told = host.receive().at("params");
    while (told.at("stage") != "contacts" || told.at("done") <= total) told = host.receive().at("params");
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

TEST_CASE("downloads are imported from the command line, archives and folders, beside histories") {
  CommandLine shell;
  const auto samples = sample_archives();
  const auto archive = shell.put("mine.ZIP", samples.at("facebook-json.zip"));
  CHECK(shell.run({archive}) == 0);
  CHECK(shell.said.find("include you: 9. New: 9. People who shared them: 3.") != std::string::npos);
  CHECK(shell.said.find(
            "Meta's notices read: 3. Those that say, in words that Demur knows, that someone tagged or mentioned "
            "you: 2.") != std::string::npos);
  CHECK(shell.said.find("anna@example.org") != std::string::npos);
  CHECK(shell.complained.empty());
  CHECK(shell.items() == items_of_sample);
  for (const auto& file : facebook_files()) static_cast<void>(shell.put("download/" + file.path, file.content));
  CHECK(shell.run({(shell.folder.path() / "download").string()}) == 0);
  CHECK(shell.said.find("include you: 9. New: 0.") != std::string::npos);
}

TEST_CASE("where the list of tags is missing, the command line says how to get it") {
  CommandLine shell;
  const auto notices =
      make_zip({{"logged_information/notifications/notifications.json", R"({"notifications_v2": []})"}});
  CHECK(shell.run({shell.put("facebook.zip", notices)}) == 0);
  CHECK(shell.said.find(
            "The list of photos and videos in which others tagged you is missing. Ask Meta for a download of all your\n"
            "information: in Accounts Centre, Your information and permissions, Download your information.\n") !=
        std::string::npos);
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
  CHECK(shell.complained.find("half.zip is incomplete.") != std::string::npos);
  CHECK(shell.complained.find("Nothing was imported.") != std::string::npos);
  fs::remove(first);
  CHECK(shell.run({second}) == 1);
  CHECK(shell.complained.find(std::string(first_part) + " is a part of this download and is missing.") !=
        std::string::npos);
  CHECK(shell.items() == items_of_sample);
}
