// What is kept when a disk is full or may not be written, with the real program on real disks.
#include <sys/resource.h>
#include <unistd.h>

#include <functional>
#include <set>

#include "catch.hpp"
#include "history/objections.hpp"
#include "host_process.hpp"
#include "older_database.hpp"
#include "support.hpp"

using namespace demur;
using nlohmann::json;
using test::Command;
using test::HostProcess;
namespace fs = std::filesystem;

namespace {

/// A disk that has no more room after a while, until some is made.
struct SmallDisk {
  std::string name;
  std::function<Command(const fs::path& folder)> command;
  std::function<void(const HostProcess& host, const fs::path& folder)> make_room;
};

/// No file may grow beyond a limit, as under a quota. It needs no rights.
SmallDisk size_limit() {
  return {"a limit on the size of files",
          [](const fs::path&) -> Command {
            return {"sh", "-c", R"(trap '' XFSZ; ulimit -S -f 2200; exec "$@")", "sh"};
          },
          [](const HostProcess& host, const fs::path&) {
            rlimit limit{};
            REQUIRE(::prlimit(host.id(), RLIMIT_FSIZE, nullptr, &limit) == 0);
            limit.rlim_cur = limit.rlim_max;
            REQUIRE(::prlimit(host.id(), RLIMIT_FSIZE, &limit, nullptr) == 0);
          }};
}

/// A file system of 2 MiB that only this program sees, one third filled with something else.
SmallDisk small_file_system() {
  constexpr const char* script =
      R"(mount -t tmpfs -o size=2m demur "$0" && head -c 800000 /dev/zero >"$0/other" && exec "$@")";
  return {"a small file system",
          [](const fs::path& folder) -> Command {
            return {"unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, folder.string()};
          },
          [](const HostProcess& host, const fs::path& folder) {
            const auto inside = fs::path{"/proc"} / std::to_string(host.id()) / "root";
            REQUIRE(fs::remove(inside / folder.relative_path() / "other"));
          }};
}

/// A disk without room for a database.
Command tiny_disk() {
  return {"sh", "-c", R"(trap '' XFSZ; ulimit -S -f 20; exec "$@")", "sh"};
}

/// Whether this system lets a person mount a file system for one of their programs.
bool may_mount() {
  return std::system("unshare --user --map-root-user --mount mount -t tmpfs demur /mnt 2>/dev/null") == 0;  // NOLINT
}

std::vector<SmallDisk> small_disks() {
  if (may_mount()) return {size_limit(), small_file_system()};
  WARN("No file system can be mounted here: a full disk is tested by a limit on the size of files alone.");
  return {size_limit()};
}

json long_objection(const std::string& id) {
  auto params = test::objection(id);
  params["objection"]["message"] = std::string(2000, 'x');
  return params;
}

/// Records until that is refused. Returns the ids that were answered, and the one that was refused.
std::pair<std::vector<std::string>, std::string> fill(HostProcess& host) {
  constexpr int most = 1000;
  std::vector<std::string> kept;
  for (int i = 0; i < most; ++i) {
    auto id = random_uuid();
    const auto answer = host.call("objections.record", long_objection(id));
    if (answer.contains("result")) {
      kept.push_back(std::move(id));
      continue;
    }
    CHECK(answer.at("error").at("data") == json{{"kind", "store-full"}});
    return {std::move(kept), std::move(id)};
  }
  FAIL("There is always room.");
  return {};
}

/// All that was answered is there and as it was written, and nothing else.
void check_kept(HostProcess& host, const std::vector<std::string>& kept) {
  const auto verdict = host.call("history.verify", json::object()).at("result");
  CHECK(verdict.at("events") == kept.size());
  CHECK(verdict.at("intact") == true);
  CHECK(host.call("objections.list", {{"limit", 1}}).at("result").at("total") == kept.size());
  for (const auto& id : kept) CHECK(host.call("objections.get", {{"id", id}}).contains("result"));
}

/// Takes away the right to write, and gives it back at the end, so that the folder can be removed.
class ReadOnly {
 public:
  explicit ReadOnly(fs::path path) : path_(std::move(path)) { change(fs::perm_options::remove); }
  ReadOnly(const ReadOnly&) = delete;
  ReadOnly& operator=(const ReadOnly&) = delete;
  ~ReadOnly() { change(fs::perm_options::add); }

 private:
  void change(fs::perm_options how) { fs::permissions(path_, fs::perms::owner_write, how); }
  fs::path path_;
};

/// A data folder, beside the log of the program.
struct Fixture {
  test::TemporaryFolder folder;
  fs::path data = folder.path() / "data";
  Fixture() { fs::create_directories(data); }

  void record() const {
    HostProcess host{data, {"serve"}, folder.path()};
    host.record(test::first_id);
    REQUIRE(host.end() == 0);
  }
  /// What the program says when it is asked for the history, and when asked to add to it.
  [[nodiscard]] std::string said() const {
    HostProcess host{Command{test::without_override()}, data, folder.path()};
    const auto kind = [](const json& answer) -> std::string {
      return answer.contains("error") ? answer.at("error").at("data").at("kind").get<std::string>() : "done";
    };
    const auto read = kind(host.call("objections.get", {{"id", test::first_id}}));
    return read + ", " + kind(host.call("objections.record", test::objection(test::second_id)));
  }
};

}  // namespace

TEST_CASE("a full disk refuses what is new and keeps what was answered; when there is room again all goes on") {
  for (const auto& disk : small_disks()) {
    INFO(disk.name);
    Fixture fixture;
    HostProcess host{disk.command(fixture.data), fixture.data, fixture.folder.path()};
    auto [kept, refused] = fill(host);
    CHECK(kept.size() > 5);
    check_kept(host, kept);
    CHECK(host.call("objections.record", long_objection(refused)).at("error").at("data").at("kind") == "store-full");
    check_kept(host, kept);
    disk.make_room(host, fixture.data);
    // The same once more, as the extension's outbox does.
    CHECK(host.call("objections.record", long_objection(refused)).at("result").at("created") == true);
    kept.push_back(refused);
    check_kept(host, kept);
  }
}

TEST_CASE("on a disk that is full from the start the program says so, and begins when there is room") {
  Fixture fixture;
  HostProcess host{tiny_disk(), fixture.data, fixture.folder.path()};
  CHECK(host.call("accounts.list", json::object()).at("error").at("data").at("kind") == "store-full");
  size_limit().make_room(host, fixture.data);
  host.record(test::first_id);
  check_kept(host, {test::first_id});
}

TEST_CASE("a disk that is too full for a copy keeps an older history as it is until there is room") {
  Fixture fixture;
  const auto file = fixture.data / "demur.sqlite3";
  {
    store::Database database{fixture.data};
    history::Objections{database, system_now}.record(test::annas_objection());
    test::make_older(database);
  }
  const auto before = read_file(file);
  HostProcess host{tiny_disk(), fixture.data, fixture.folder.path()};
  CHECK(host.call("accounts.list", json::object()).at("error").at("data").at("kind") == "store-full");
  CHECK(read_file(file) == before);
  size_limit().make_room(host, fixture.data);
  check_kept(host, {test::first_id});
  CHECK(fs::file_size(file.string() + ".v1") > 0);
}

TEST_CASE("a folder or file that may not be written is named as such, left as it is, and used when it may be written") {
  Fixture fixture;
  SECTION("nothing was kept yet") {
    const ReadOnly folder{fixture.data};
    CHECK(fixture.said() == "store-read-only, store-read-only");
    CHECK(fs::is_empty(fixture.data));
  }
  SECTION("the folder itself can't be made") {
    fs::remove(fixture.data);
    fs::create_directories(fixture.folder.path() / "parent");
    const ReadOnly folder{fixture.folder.path() / "parent"};
    fixture.data = fixture.folder.path() / "parent" / "data";
    CHECK(fixture.said() == "store-read-only, store-read-only");
  }
  SECTION("the folder or the file of a history") {
    fixture.record();
    const auto file = fixture.data / "demur.sqlite3";
    const auto before = read_file(file);
    for (const auto& path : {fixture.data, file}) {
      const ReadOnly read_only{path};
      CHECK(fixture.said() == "store-read-only, store-read-only");
      CHECK_FALSE(fs::exists(file.string() + "-wal"));
    }
    CHECK(read_file(file) == before);
    CHECK(fixture.said() == "done, done");
  }
}
