#include <sys/wait.h>

#include <boost/process.hpp>
#include <cstring>
#include <nlohmann/json.hpp>
#include <thread>

#include "catch.hpp"
#include "history/objections.hpp"
#include "support.hpp"

namespace bp = boost::process;
using namespace demur;
using nlohmann::json;

namespace {

/// The real program, spoken to as a browser does.
class HostProcess {
 public:
  explicit HostProcess(const std::filesystem::path& data, const std::vector<std::string>& arguments = {"serve"})
      : child_(bp::exe = DEMUR_HOST_PROGRAM, bp::args = arguments, bp::env["DEMUR_DATA_DIR"] = data.string(),
               bp::std_in<in_, bp::std_out> out_, bp::std_err > bp::null) {}

  void send(const std::string& text) {
    const auto length = static_cast<std::uint32_t>(text.size());
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
    send(json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}.dump());
    return receive();
  }

  void record(const std::string& id) {
    const json objection{{"id", id},
                         {"formId", "1"},
                         {"platform", "facebook"},
                         {"email", "a@example.org"},
                         {"pageUrl", "https://www.facebook.com/"},
                         {"submittedAt", "2026-11-22T14:32:05Z"}};
    REQUIRE(call("objections.record", {{"objection", objection}}).at("result").at("created") == true);
  }

  void kill() {
    child_.terminate();
    child_.wait();
  }

  int end() {
    in_.pipe().close();
    child_.wait();
    return child_.exit_code();
  }

 private:
  bp::opstream in_;
  bp::ipstream out_;
  bp::child child_;
};

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

TEST_CASE("what was answered outlives kill -9") {
  test::TemporaryFolder folder;
  constexpr int writes = 20;
  HostProcess host{folder.path()};
  for (int i = 0; i < writes; ++i) host.record(random_uuid());
  host.kill();
  CHECK(count(folder.path()) == writes);
}

TEST_CASE("several hosts share one database and lose nothing") {
  test::TemporaryFolder folder;
  constexpr int writes = 15;
  constexpr int hosts = 3;
  std::vector<std::thread> writers;
  std::vector<std::unique_ptr<HostProcess>> processes;
  for (int i = 0; i < hosts; ++i) processes.push_back(std::make_unique<HostProcess>(folder.path()));
  for (auto& process : processes)
    writers.emplace_back([&process] {
      for (int i = 0; i < writes; ++i) process->record(random_uuid());
    });
  for (auto& writer : writers) writer.join();
  CHECK(count(folder.path()) == std::int64_t{writes} * hosts);
  HostProcess host{folder.path()};
  CHECK(host.call("history.verify", json::object()).at("result").at("intact") == true);
}
