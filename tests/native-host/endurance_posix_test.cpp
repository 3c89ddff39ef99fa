// What the program withstands: kills amid every kind of write, a disk that is full at each of them, many browsers, many
// connections, and long ones. A little of it in every run; `./check --endure` sets the numbers.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "catch.hpp"
#include "circumstances.hpp"
#include "download_samples.hpp"
#include "every_write.hpp"
#include "history/verify.hpp"
#include "mail_fixtures.hpp"

using namespace demur;
using nlohmann::json;
using test::Command;
using test::EveryWrite;
using test::HostProcess;
using test::wished;
using test::Write;
namespace bp = boost::process;
namespace fs = std::filesystem;

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// The random seed: another number in every run, or the one in DEMUR_SEED, to repeat a run.
std::uint32_t seed() {
  const char* wish = std::getenv("DEMUR_SEED");
  return wish == nullptr ? std::random_device{}() : static_cast<std::uint32_t>(std::stoul(wish));
}

std::int64_t number(store::Database& database, const char* sql) {
  store::Statement row{database, sql};
  row.step();
  return row.number(0);
}

/// Checks that none of the host's readers outlives it.
void check_gone(const std::vector<int>& readers) {
  for (const int reader : readers) CHECK(test::ends_soon(reader));
}

/// One browser: what waits in it goes to its host until that is killed, and then again to the next one.
class Browser {
 public:
  /// Sends a new host all that waits, without waiting for answers.
  void start(const fs::path& folder) {
    if (waiting_.empty())
      for (auto& write : writes_.next()) waiting_.emplace(++last_id_, std::move(write));
    host_ = std::make_unique<HostProcess>(folder);
    talk_ = std::thread{[this] {
      for (const auto& [id, write] : waiting_) host_->send(test::request(write.method, write.params, id));
      while (!waiting_.empty()) {
        const auto answer = host_->receive();
        if (answer.is_null()) return;
        take(answer);
      }
    }};
  }
  void kill() {
    const auto readers = test::children_of(host_->id(), "demur-reader");
    host_->kill();
    talk_.join();
    check_gone(readers);
  }
  /// Lets the host answer everything.
  void finish() { talk_.join(); }
  /// Everything that was answered is there.
  void check(store::Database& database) {
    for (const auto& fault : faults_) {
      INFO(fault);
      CHECK(fault.empty());
    }
    for (const auto& write : answered_) {
      INFO(write.method);
      CHECK(write.is_kept(database));
    }
    writes_.learn(database);
  }
  [[nodiscard]] std::size_t answered() const { return answered_.size(); }

 private:
  void take(const json& answer) {
    const auto place = waiting_.find(answer.at("id").get<int>());
    if (!answer.contains("result") && !place->second.may_be_undone)
      faults_.push_back(place->second.method + ": " + answer.dump());
    answered_.push_back(std::move(place->second));
    waiting_.erase(place);
  }

  EveryWrite writes_;
  int last_id_ = 0;
  std::map<int, Write> waiting_;
  std::vector<Write> answered_;
  std::vector<std::string> faults_;
  std::unique_ptr<HostProcess> host_;
  std::thread talk_;
};

/// A person who imports files on the command line, which is killed, too.
class Importer {
 public:
  explicit Importer(const fs::path& folder) : folder_(folder) {
    put("download.zip", test::sample_archives().at("facebook-json.zip"));
    put("mail.eml", test::make_plain_mail(test::mail_text("en", "confirmation")));
    test::Computer other;
    for (auto& id : objections_) {
      id = random_uuid();
      other.objections.record(test::annas_objection(id));
    }
    put("history.json", test::exported(other.database));
  }
  void start(const fs::path& data) {
    constexpr std::array files{"download.zip", "mail.eml", "history.json"};
    file_ = files.at(static_cast<std::size_t>(round_++) % files.size());
    child_ = bp::child{bp::exe = test::host_program(), bp::args = {"import", (folder_ / file_).string()},
                       bp::env["DEMUR_DATA_DIR"] = data.string(), bp::std_in<bp::null, bp::std_out> bp::null,
                       bp::std_err > bp::null};
  }
  void kill() {
    const auto readers = test::children_of(child_.id(), "demur-reader");
    child_.terminate();
    wait();
    check_gone(readers);
  }
  void wait() {
    child_.wait();
    // One that was killed in time ended by a signal, whose number is not one of the program's exit codes.
    if (WIFEXITED(child_.native_exit_code()) && child_.exit_code() == 0) ++done_[file_];
  }
  void check(store::Database& database) {
    if (done_["download.zip"] > 0)
      CHECK(number(database, "SELECT count(*) FROM items WHERE seen_on = 'download'") == items_of_download);
    // All or nothing.
    std::size_t there = 0;
    for (const auto& id : objections_) there += test::Write{{}, {}, has_objection, id}.is_kept(database) ? 1 : 0;
    CHECK((there == objections_.size() || (there == 0 && done_["history.json"] == 0)));
  }
  [[nodiscard]] int done() { return done_["download.zip"] + done_["mail.eml"] + done_["history.json"]; }

 private:
  void put(const std::string& name, const std::string& content) const {
    std::ofstream{folder_ / name, std::ios::binary} << content;
  }
  static constexpr std::int64_t items_of_download = 9;
  static constexpr const char* has_objection = "SELECT 1 FROM objections WHERE id = ?";
  fs::path folder_;
  std::array<std::string, 3> objections_;
  std::string file_;
  std::map<std::string, int> done_;
  int round_ = 0;
  bp::child child_;
};

/// A command that keeps a program alive when a file grows beyond its limit: writing fails instead.
Command with_limits() {
  return {"sh", "-c", R"(trap '' XFSZ; exec "$@")", "sh"};
}

void limit_files(const HostProcess& host, std::uintmax_t bytes) {
  rlimit limit{};
  REQUIRE(::prlimit(host.id(), RLIMIT_FSIZE, nullptr, &limit) == 0);
  limit.rlim_cur = bytes;
  REQUIRE(::prlimit(host.id(), RLIMIT_FSIZE, &limit, nullptr) == 0);
}

bool is_full(const json& answer) {
  return answer.contains("error") && answer.at("error").at("data").at("kind") == "store-full";
}

std::string all_entries(const fs::path& folder) {
  store::Database database{folder};
  CHECK_FALSE(history::verify(database).first_broken);
  return test::exported(database);
}

std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& file : fs::directory_iterator{folder}) names.insert(file.path().filename().string());
  return names;
}

}  // namespace

TEST_CASE("whichever write or import a kill -9 meets, what was answered is there, and the history whole") {
  test::outlive_broken_pipes();
  const auto first = seed();
  std::mt19937 chance{first};
  const auto up_to = [&chance](int most) { return std::uniform_int_distribution{0, most}(chance); };
  const int most = wished("DEMUR_KILLS", 24);
  constexpr int max_life = 80, rounds_each = 6;
  int kills = 0, imported = 0;
  std::size_t answered = 0;
  INFO("DEMUR_SEED=" << first);
  while (kills < most) {
    const test::TemporaryFolder folder, files;
    std::array<Browser, 3> browsers;
    Importer importer{files.path()};
    const auto check = [&] {
      store::Database database{folder.path()};
      for (auto& browser : browsers) browser.check(database);
      importer.check(database);
      CHECK_FALSE(history::verify(database).first_broken);
      CHECK(number(database, "SELECT count(*) FROM objections WHERE id NOT IN (SELECT objection_id FROM events)") == 0);
    };
    for (int i = 0; i < rounds_each && kills < most; ++i) {
      for (auto& browser : browsers) browser.start(folder.path());
      importer.start(folder.path());
      for (auto& browser : browsers) {
        std::this_thread::sleep_for(milliseconds{up_to(max_life)});
        browser.kill();
      }
      importer.kill();
      kills += 4;
      check();
    }
    for (auto& browser : browsers) {
      browser.start(folder.path());
      browser.finish();
      answered += browser.answered();
    }
    imported += importer.done();
    check();
  }
  WARN("DEMUR_SEED=" << first << ": " << kills << " programs killed, " << answered << " writes answered, " << imported
                     << " imports done, none lost");
  CHECK(answered > 0);
}

TEST_CASE(
    "a disk that is full at any piece of any write refuses it and keeps the rest, and takes it once there is room") {
  const test::TemporaryFolder folder, logs;
  const auto log_file = folder.path() / "demur.sqlite3-wal";
  HostProcess host{with_limits(), folder.path(), logs.path()};
  EveryWrite every;
  int writes = 0, refused = 0;
  std::set<std::string> kinds;
  for (int round = 0; round < wished("DEMUR_FULL_DISKS", 1) + 1; ++round) {
    for (const auto& write : every.next()) {
      const auto before = all_entries(folder.path());
      json answer;
      // A little more room each time. Half a page, so that of each page first nothing is written, then a part.
      for (std::uintmax_t room = 0;; room += 2048) {
        limit_files(host, static_cast<std::uintmax_t>(size_of(log_file)) + room);
        answer = host.call(write.method, write.params);
        limit_files(host, RLIM_INFINITY);
        if (!is_full(answer)) break;
        ++refused;
        CHECK(all_entries(folder.path()) == before);
      }
      INFO(write.method << " " << answer.dump());
      CHECK(answer.contains("result"));
      kinds.insert(write.method);
      ++writes;
      store::Database database{folder.path()};
      CHECK(write.is_kept(database));
    }
    store::Database database{folder.path()};
    every.learn(database);
  }
  WARN(writes << " writes of " << kinds.size() << " kinds, refused " << refused
              << " times for want of room, and all taken in the end");
  CHECK(refused > writes);
}

TEST_CASE("eight browsers write at once, and nothing is lost") {
  const test::TemporaryFolder folder, logs;
  const int writes = wished("DEMUR_WRITES", 12);
  std::array<std::vector<std::string>, 8> refused;
  std::vector<std::thread> browsers;
  browsers.reserve(refused.size());
  for (std::size_t i = 0; i < refused.size(); ++i)
    browsers.emplace_back([&, i] {
      fs::create_directories(logs.path() / std::to_string(i));
      HostProcess host{folder.path(), {"serve"}, logs.path() / std::to_string(i)};
      for (int n = 0; n < writes; ++n) {
        const auto answer = host.call("objections.record", test::objection(random_uuid()));
        if (!answer.contains("result")) refused.at(i).push_back(answer.dump());
      }
    });
  for (auto& browser : browsers) browser.join();
  for (const auto& of_one : refused) CHECK(of_one == std::vector<std::string>{});
  store::Database database{folder.path()};
  CHECK(number(database, "SELECT count(*) FROM objections") == 8 * writes);
  CHECK_FALSE(history::verify(database).first_broken);
  WARN("8 hosts, " << writes << " writes each, " << number(database, "SELECT count(*) FROM objections") << " kept");
}

TEST_CASE("connections leave nothing behind, however many there are") {
  const test::TemporaryFolder folder;
  const int times = wished("DEMUR_CONNECTIONS", 60);
  const auto connect = [&folder] {
    HostProcess host{folder.path()};
    REQUIRE(host.call("initialize", {{"protocolVersion", 1},
                                     {"client", {{"name", "test"}, {"version", "1"}, {"browser", "chromium"}}}})
                .contains("result"));
    REQUIRE(host.call("objections.list", json::object()).contains("result"));
    REQUIRE(host.end() == 0);
    REQUIRE(host.log().empty());
  };
  {
    HostProcess host{folder.path()};
    host.record(test::first_id);
    REQUIRE(host.end() == 0);
  }
  connect();
  const auto files = files_in(folder.path());
  const auto size = size_of(folder.path() / "demur.sqlite3");
  for (int i = 0; i < times; ++i) connect();
  CHECK(files_in(folder.path()) == files);
  CHECK(size_of(folder.path() / "demur.sqlite3") == size);
  CHECK(test::children_of(static_cast<int>(::getpid()), "demur-host").empty());
  WARN(times << " connections; files in the folder: " << files.size() << " before and after; its database: " << size
             << " bytes before and after");
}

TEST_CASE("a connection that lasts takes no more memory and opens no more files") {
  const test::TemporaryFolder folder;
  HostProcess host{folder.path()};
  const int calls = wished("DEMUR_CALLS", 600);
  host.record(test::first_id);
  const auto open_files = [&host] {
    return std::distance(fs::directory_iterator{"/proc/" + std::to_string(host.id()) + "/fd"}, {});
  };
  const auto ask = [&host](int times) {
    for (int i = 0; i < times; ++i) {
      REQUIRE(host.call("objections.list", json::object()).contains("result"));
      REQUIRE(host.call("accounts.standing", json::object()).contains("result"));
      REQUIRE(host.call("objections.record", test::objection(test::first_id)).contains("result"));
      REQUIRE(host.call("objections.burn", json::object()).contains("error"));
    }
  };
  ask(100);
  const auto memory = host.peak_memory();
  const auto files = open_files();
  ask(calls / 4);
  constexpr std::size_t page = 4096;
  CHECK(host.peak_memory() <= memory + 16 * page);
  CHECK(open_files() == files);
  WARN(calls << " calls on one connection: most memory " << memory / 1024 << " KiB before, "
             << host.peak_memory() / 1024 << " KiB after; open files " << files << " before, " << open_files()
             << " after");
}
