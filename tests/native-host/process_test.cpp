#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "catch.hpp"
#include "fastest_end.hpp"
#include "host_process.hpp"
#include "places.hpp"
#include "support.hpp"

using namespace demur;
using namespace demur::test;
using nlohmann::json;

namespace {

/// As many hosts as browsers, on one database.
std::array<HostProcess, 3> three_hosts(const std::filesystem::path& folder) {
  return {HostProcess{folder}, HostProcess{folder}, HostProcess{folder}};
}

std::int64_t count(const std::filesystem::path& folder) {
  store::Database database{folder};
  return history::Objections{database, system_now}.count({});
}

}  // namespace

TEST_CASE("the program answers, and ends with its input") {
  TemporaryFolder folder;
  HostProcess host{folder.path()};
  const auto hello =
      host.call("initialize",
                {{"protocolVersion", 1}, {"client", {{"name", "test"}, {"version", "1"}, {"browser", "chromium"}}}});
  CHECK(hello.at("result").at("host").at("name") == "demur-host");
  host.send("{");
  CHECK(host.receive().at("error").at("code") == -32700);
  CHECK(host.call("accounts.list", json::object()).contains("result"));
  CHECK(host.end() == 0);
}

TEST_CASE("the program answers every hostile frame once, and the next good request") {
  TemporaryFolder folder;
  HostProcess host{folder.path()};
  const std::vector<std::string> hostile{"",
                                         "\"\xff\"",
                                         "nonsense",
                                         std::string(100000, '['),
                                         R"({"jsonrpc":"2.0","id":1,"method":"accounts.list","params":7})",
                                         request("objections.burn", json::object()),
                                         std::string(wire::max_frame + 1, 'x')};
  for (const auto& frame : hostile) {
    host.send(frame);
    CHECK(host.receive().contains("error"));
    CHECK(host.call("accounts.list", json::object()).contains("result"));
  }
  host.send_claiming(wire::max_skipped_frame + 1, "{}");
  CHECK(host.receive().at("error").at("data").at("kind") == "invalid-request");
  CHECK(host.exit_code() == 4);
}

TEST_CASE("the program skips a frame of 64 MiB without storing it") {
  TemporaryFolder folder;
  HostProcess host{folder.path()};
  CHECK(host.call("accounts.list", json::object()).contains("result"));
  const auto before = host.peak_memory();
  host.send(std::string(wire::max_skipped_frame, 'x'));
  CHECK(host.receive().contains("error"));
  CHECK(host.call("accounts.list", json::object()).contains("result"));
  CHECK(host.peak_memory() - before < wire::max_frame);
}

TEST_CASE("only Demur's own extension is served") {
  TemporaryFolder folder;
  HostProcess stranger{folder.path(), {"chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"}};
  CHECK(stranger.receive() == nullptr);
  CHECK(stranger.end() == 3);
  HostProcess addon{folder.path(), {"/tmp/org.demur.host.json", "evil@example.org"}};
  CHECK(addon.end() == 3);
  HostProcess own{folder.path(), {"/tmp/org.demur.host.json", "demur@demur.org"}};
  CHECK(own.call("accounts.list", json::object()).contains("result"));
}

TEST_CASE("a browser is served whatever other arguments it starts the program with") {
  const auto manifest = json::parse(read_file(test::manifest("native-host/org.demur.host.json")));
  const std::string origin = manifest.at("chromium").at("allowed_origins").at(0);
  for (const auto& arguments : {std::vector<std::string>{origin}, {origin, "--parent-window=0"}, {origin, "--help"}}) {
    TemporaryFolder folder;
    HostProcess host{folder.path(), arguments};
    CHECK(host.call("accounts.list", json::object()).contains("result"));
    CHECK(host.end() == 0);
  }
}

TEST_CASE("what the program keeps is for the person alone") {
  namespace fs = std::filesystem;
  TemporaryFolder folder;
  const auto data = folder.path() / "data";
  HostProcess host{data, {"serve"}, folder.path()};
  host.record(first_id);
  CHECK_FALSE(is_open_to_others(data));
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator{data}) {
    CHECK_FALSE(is_open_to_others(file.path()));
    ++files;
  }
  CHECK(files >= 2);
}

TEST_CASE("what was answered outlives kill -9") {
  TemporaryFolder folder;
  constexpr int writes = 20;
  HostProcess host{folder.path()};
  for (int i = 0; i < writes; ++i) host.record(random_uuid());
  host.kill();
  CHECK(count(folder.path()) == writes);
}

TEST_CASE("a kill -9 amid writing loses nothing that was answered, and breaks nothing") {
  constexpr int rounds = 5;
  for (int round = 1; round <= rounds; ++round) {
    TemporaryFolder folder;
    HostProcess host{folder.path()};
    for (int i = 0; i < 150; ++i) host.send(request("objections.record", objection(random_uuid())));
    const int answered = round * 7;
    for (int i = 0; i < answered; ++i) REQUIRE(host.receive().contains("result"));
    host.kill();
    CHECK(count(folder.path()) >= answered);
    HostProcess next{folder.path()};
    CHECK(next.call("history.verify", json::object()).at("result").at("intact") == true);
  }
}

TEST_CASE("several hosts share one database and lose nothing") {
  TemporaryFolder folder;
  constexpr int writes = 15;
  auto hosts = three_hosts(folder.path());
  std::vector<std::thread> writers;
  writers.reserve(hosts.size());
  for (auto& host : hosts)
    writers.emplace_back([&host] {
      for (int i = 0; i < writes; ++i) host.record(random_uuid());
    });
  for (auto& writer : writers) writer.join();
  CHECK(count(folder.path()) == writes * static_cast<std::int64_t>(hosts.size()));
  HostProcess host{folder.path()};
  CHECK(host.call("history.verify", json::object()).at("result").at("intact") == true);
}

TEST_CASE("the log of a fault holds neither address nor message") {
  TemporaryFolder folder;
  {
    // The database's own words for the fault are then the person's.
    store::Database database{folder.path()};
    database.execute(
        "CREATE TRIGGER fault BEFORE UPDATE OF outcome_kind ON objections BEGIN SELECT raise(ABORT, 'anna@example.org: "
        "I object.'); "
        "END");
  }
  HostProcess host{folder.path()};
  host.record(first_id);
  const json event{{"id", second_id}, {"kind", "received"}, {"at", "2026-11-22T14:33:00Z"}, {"detail", "Secret."}};
  const auto answer = host.call("objections.addEvent", {{"objectionId", first_id}, {"event", event}});
  CHECK(answer.at("error").at("data") == json{{"kind", "internal-error"}});
  host.send(R"({"email": "anna@example.org", "message": "I object.)");
  CHECK(host.receive().at("error").at("data").at("kind") == "parse-error");
  CHECK(host.end() == 0);
  CHECK(host.log().find("demur-host warning") != std::string::npos);
  for (const char* personal : {"anna", "example.org", "object.", "Secret", first_id})
    CHECK(host.log().find(personal) == std::string::npos);
}

TEST_CASE("the program is gone within 50 ms after its input ends, whatever it was doing") {
  CHECK(fastest_end([](HostProcess& host, const auto&) { return host.time_to_end(); }) < max_end);
  CHECK(fastest_end([](HostProcess& host, const auto& folder) {
          store::Database database{folder};
          const store::Transaction other_host{database};
          host.send(request("objections.record", objection(random_uuid())));
          return host.time_to_end();
        }) < max_end);
}

TEST_CASE("several hosts can make the database at once") {
  constexpr int rounds = 15;
  for (int i = 0; i < rounds; ++i) {
    TemporaryFolder folder;
    auto hosts = three_hosts(folder.path());
    for (auto& host : hosts) host.send(request("accounts.list", json::object()));
    for (auto& host : hosts) CHECK(host.receive().contains("result"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "demur.sqlite3.v1"));
  }
}
