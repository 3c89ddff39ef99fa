#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <boost/process.hpp>
#include <chrono>
#include <cstring>
#include <nlohmann/json.hpp>
#include <thread>

#include "catch.hpp"
#include "history/objections.hpp"
#include "platform/files.hpp"
#include "support.hpp"
#include "wire/frames.hpp"

namespace bp = boost::process;
using namespace demur;
using nlohmann::json;

namespace {

std::string request(const std::string& method, const json& params) {
  return json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}.dump();
}

json objection(const std::string& id) {
  return {{"objection",
           {{"id", id},
            {"formId", "1"},
            {"platform", "facebook"},
            {"email", "anna@example.org"},
            {"message", "I object."},
            {"pageUrl", "https://www.facebook.com/"},
            {"submittedAt", "2026-11-22T14:32:05Z"}}}};
}

/// The real program, spoken to as a browser does.
class HostProcess {
 public:
  explicit HostProcess(const std::filesystem::path& data, const std::vector<std::string>& arguments = {"serve"})
      : HostProcess(data, arguments, data) {}

  /// The same, with its log in another folder than its data.
  HostProcess(const std::filesystem::path& data, const std::vector<std::string>& arguments,
              const std::filesystem::path& log_folder)
      : log_(log_folder / "stderr.txt"),
        child_(bp::exe = DEMUR_HOST_PROGRAM, bp::args = arguments, bp::env["DEMUR_DATA_DIR"] = data.string(),
               bp::std_in<in_, bp::std_out> out_, bp::std_err > log_.string()) {}

  void send(const std::string& text) { send_claiming(static_cast<std::uint32_t>(text.size()), text); }

  /// Sends a frame whose header claims another length than it has.
  void send_claiming(std::uint32_t length, const std::string& text) {
    std::string header(sizeof(length), '\0');
    std::memcpy(header.data(), &length, sizeof(length));
    in_ << header << text << std::flush;
  }

  json receive() {
    std::uint32_t length = 0;
    std::string header(sizeof(length), '\0');
    if (!out_.read(header.data(), sizeof(length))) return nullptr;
    std::memcpy(&length, header.data(), sizeof(length));
    std::string text(length, '\0');
    out_.read(text.data(), length);
    return json::parse(text);
  }

  json call(const std::string& method, const json& params) {
    send(request(method, params));
    return receive();
  }

  void record(const std::string& id) {
    REQUIRE(call("objections.record", objection(id)).at("result").at("created") == true);
  }

  /// What it has said on stderr, where browsers keep a log.
  [[nodiscard]] std::string log() const { return read_file(log_); }

  /// The most memory that it has had, in bytes.
  [[nodiscard]] std::size_t peak_memory() const {
    const auto status = read_file("/proc/" + std::to_string(child_.id()) + "/status");
    constexpr std::string_view name = "VmHWM:";
    const auto found = status.find(name);
    return found == std::string::npos ? 0 : std::stoul(status.substr(found + name.size())) * 1024;
  }

  void kill() {
    child_.terminate();
    child_.wait();
  }

  /// Its exit code, once it has ended by itself.
  int exit_code() {
    child_.wait();
    return child_.exit_code();
  }

  int end() {
    in_.pipe().close();
    return exit_code();
  }

  /// How long it goes on after its input has ended.
  std::chrono::steady_clock::duration time_to_end() {
    const auto start = std::chrono::steady_clock::now();
    end();
    return std::chrono::steady_clock::now() - start;
  }

 private:
  std::filesystem::path log_;
  bp::opstream in_;
  bp::ipstream out_;
  bp::child child_;
};

/// The shortest time of a few, for another program may have had the processor in any of them. `end` keeps a host busy,
/// ends it, and tells how long that took.
template <typename End>
std::chrono::steady_clock::duration fastest_end(End end) {
  constexpr int tries = 5;
  auto fastest = std::chrono::steady_clock::duration::max();
  for (int i = 0; i < tries; ++i) {
    test::TemporaryFolder folder;
    HostProcess host{folder.path()};
    host.record(random_uuid());
    fastest = std::min(fastest, end(host, folder.path()));
  }
  return fastest;
}

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
  test::TemporaryFolder folder;
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
  test::TemporaryFolder folder;
  HostProcess host{folder.path()};
  const std::vector<std::string> hostile{"",
                                         "\"\xff\"",
                                         "nonsense",
                                         std::string(100000, '['),
                                         R"({"jsonrpc":"2.0","id":1,"method":"accounts.list","params":7})",
                                         request("objections.burn", json::object()),
                                         std::string(wire::longest_frame + 1, 'x')};
  for (const auto& frame : hostile) {
    host.send(frame);
    CHECK(host.receive().contains("error"));
    CHECK(host.call("accounts.list", json::object()).contains("result"));
  }
  host.send_claiming(wire::longest_skipped_frame + 1, "{}");
  CHECK(host.receive().at("error").at("data").at("kind") == "invalid-request");
  CHECK(host.exit_code() == 4);
}

TEST_CASE("the program skips a frame of 64 MiB without storing it") {
  test::TemporaryFolder folder;
  HostProcess host{folder.path()};
  CHECK(host.call("accounts.list", json::object()).contains("result"));
  const auto before = host.peak_memory();
  host.send(std::string(wire::longest_skipped_frame, 'x'));
  CHECK(host.receive().contains("error"));
  CHECK(host.call("accounts.list", json::object()).contains("result"));
  CHECK(host.peak_memory() - before < wire::longest_frame);
}

TEST_CASE("only Demur's own extension is served") {
  test::TemporaryFolder folder;
  HostProcess stranger{folder.path(), {"chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"}};
  CHECK(stranger.receive() == nullptr);
  CHECK(stranger.end() == 3);
  HostProcess addon{folder.path(), {"/tmp/org.demur.host.json", "evil@example.org"}};
  CHECK(addon.end() == 3);
  HostProcess own{folder.path(), {"/tmp/org.demur.host.json", "demur@demur.org"}};
  CHECK(own.call("accounts.list", json::object()).contains("result"));
}

TEST_CASE("what the program keeps is for the person alone") {
  namespace fs = std::filesystem;
  test::TemporaryFolder folder;
  const auto data = folder.path() / "data";
  HostProcess host{data, {"serve"}, folder.path()};
  host.record(test::first_id);
  constexpr auto others = fs::perms::group_all | fs::perms::others_all;
  CHECK((fs::status(data).permissions() & others) == fs::perms::none);
  std::size_t files = 0;
  for (const auto& file : fs::directory_iterator{data}) {
    CHECK((file.status().permissions() & others) == fs::perms::none);
    ++files;
  }
  CHECK(files >= 2);
}

TEST_CASE("what was answered outlives kill -9") {
  test::TemporaryFolder folder;
  constexpr int writes = 20;
  HostProcess host{folder.path()};
  for (int i = 0; i < writes; ++i) host.record(random_uuid());
  host.kill();
  CHECK(count(folder.path()) == writes);
}

TEST_CASE("a kill -9 amid writing loses nothing that was answered, and breaks nothing") {
  constexpr int rounds = 5;
  for (int round = 1; round <= rounds; ++round) {
    test::TemporaryFolder folder;
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
  test::TemporaryFolder folder;
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
  test::TemporaryFolder folder;
  {
    // The database's own words for the fault are then the person's.
    store::Database database{folder.path()};
    database.execute(
        "CREATE TRIGGER fault BEFORE UPDATE ON objections BEGIN SELECT raise(ABORT, 'anna@example.org: I object.'); "
        "END");
  }
  HostProcess host{folder.path()};
  host.record(test::first_id);
  const json event{
      {"id", test::second_id}, {"kind", "received"}, {"at", "2026-11-22T14:33:00Z"}, {"detail", "Secret."}};
  const auto answer = host.call("objections.addEvent", {{"objectionId", test::first_id}, {"event", event}});
  CHECK(answer.at("error").at("data") == json{{"kind", "internal-error"}});
  host.send(R"({"email": "anna@example.org", "message": "I object.)");
  CHECK(host.receive().at("error").at("data").at("kind") == "parse-error");
  CHECK(host.end() == 0);
  CHECK(host.log().find("demur-host warning") != std::string::npos);
  for (const char* personal : {"anna", "example.org", "object.", "Secret", test::first_id})
    CHECK(host.log().find(personal) == std::string::npos);
}

TEST_CASE("the program is gone within 50 ms after its input ends, whatever it was doing") {
  constexpr std::chrono::milliseconds limit{50};
  CHECK(fastest_end([](HostProcess& host, const auto&) { return host.time_to_end(); }) < limit);
  CHECK(fastest_end([](HostProcess& host, const auto&) {
          for (int i = 0; i < 100; ++i) host.send(request("objections.record", objection(random_uuid())));
          return host.time_to_end();
        }) < limit);
  CHECK(fastest_end([](HostProcess& host, const auto& folder) {
          store::Database database{folder};
          const store::Transaction other_host{database};
          host.send(request("objections.record", objection(random_uuid())));
          return host.time_to_end();
        }) < limit);
}

TEST_CASE("several hosts can make the database at once") {
  constexpr int rounds = 15;
  for (int i = 0; i < rounds; ++i) {
    test::TemporaryFolder folder;
    auto hosts = three_hosts(folder.path());
    for (auto& host : hosts) host.send(request("accounts.list", json::object()));
    for (auto& host : hosts) CHECK(host.receive().contains("result"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "demur.sqlite3.v1"));
  }
}
