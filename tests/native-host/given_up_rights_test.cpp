#include <boost/process.hpp>
#include <fstream>

#include "catch.hpp"
#include "host_process.hpp"
#include "platform/sandbox.hpp"
#include "reader_support.hpp"
#include "support.hpp"

namespace bp = boost::process;
namespace fs = std::filesystem;
using namespace demur;
using nlohmann::json;

namespace {

/// The folders of a host that has given up its rights.
struct Confined {
  test::TemporaryFolder folder;
  fs::path data = folder.path() / "data", programs = folder.path() / "programs";
  Confined() {
    fs::create_directory(data);
    fs::create_directory(programs);
    fs::copy_file(test::captive_program(), programs / "program");
  }
  /// 0 if it could, 1 if it was refused.
  [[nodiscard]] int tries(const std::string& attempt) const {
    return bp::system(bp::exe = test::captive_program(), bp::args = {"host", data.string(), programs.string(), attempt},
                      bp::std_in<bp::null, bp::std_out> bp::null, bp::std_err > bp::null);
  }
};

std::string status_of(const test::HostProcess& host) {
  return read_file(fs::path{"/proc"} / std::to_string(host.id()) / "status");
}

json hello() {
  return {{"protocolVersion", 1}, {"client", {{"name", "test"}, {"version", "1"}, {"browser", "chromium"}}}};
}

}  // namespace

TEST_CASE("what the host has given up the kernel refuses, and what it needs it can do") {
  const Confined host;
  REQUIRE(host.tries("nothing") == 0);
  for (const char* attempt : {"internet", "internet-6", "local-socket", "socket-pair", "io-uring", "parent"}) {
    INFO(attempt);
    CHECK(host.tries(attempt) == 1);
  }
  for (const char* attempt : {"read-file", "no-output", "fork", "data", "own-program"}) {
    INFO(attempt);
    CHECK(host.tries(attempt) == 0);
  }
  if (!sandbox_support().has_landlock) {
    WARN("this kernel has no Landlock: writing and starting programs stay open");
    return;
  }
  for (const char* attempt :
       {"write-file", "change-file", "shorten-file", "make-folder", "remove-file", "link", "shell"}) {
    INFO(attempt);
    CHECK(host.tries(attempt) == 1);
  }
}

TEST_CASE("demur-host gives up its rights after its first answer, whatever was asked") {
  for (const auto& [method, params] : {std::pair{"initialize", hello()}, std::pair{"no.method", json::object()}}) {
    INFO(method);
    test::TemporaryFolder folder;
    test::HostProcess host{folder.path()};
    host.call(method, params);
    // The second answer comes after everything that follows the first.
    host.call("accounts.list", json::object());
    CHECK(status_of(host).find("Seccomp:\t2") != std::string::npos);
    CHECK(status_of(host).find("NoNewPrivs:\t1") != std::string::npos);
  }
}

TEST_CASE("demur-host goes on while an upgrade puts other programs in its place") {
  test::TemporaryFolder folder, programs;
  const auto put = [&] {
    for (const auto& program : {test::host_program(), test::reader_program()}) {
      const auto file = programs.path() / fs::path{program}.filename(), fresh = programs.path() / "fresh";
      fs::copy_file(program, fresh);
      fs::rename(fresh, file);
    }
    return programs.path() / fs::path{test::host_program()}.filename();
  };
  test::HostProcess host{folder.path(), {"serve"}, folder.path(), {}, put()};
  REQUIRE(host.call("initialize", hello()).contains("result"));
  put();
  const auto read = host.call("mail.read", {{"text", test::confirmation()}});
  INFO(read.dump());
  CHECK(read.at("result").at("messages").size() == 1);
}
