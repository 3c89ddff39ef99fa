// Commands in Linux's folders, and on a terminal.
#include "catch.hpp"
#include "command_line/commands.hpp"
#include "command_line_support.hpp"
#include "places.hpp"

using namespace demur;
using namespace demur::test::shell;
using command_line::ExitCode;

TEST_CASE("a command without a browser's name goes to each, --browser to each that is named") {
  Shell shell;
  REQUIRE(shell.run({"register", "--browser", "firefox", "--browser", "chromium"}).exit_code == ExitCode::success);
  const std::set<std::string> both{".config/chromium/NativeMessagingHosts/org.demur.host.json",
                                   ".mozilla/native-messaging-hosts/org.demur.host.json"};
  CHECK(shell.files() == both);
  REQUIRE(shell.run({"unregister", "--browser=chromium"}).exit_code == ExitCode::success);
  CHECK(shell.files() == std::set<std::string>{".mozilla/native-messaging-hosts/org.demur.host.json"});
}

TEST_CASE("serve does not wait for a person to type frames") {
  const auto command = test::host_program() + " serve";
  bp::ipstream terminal;
  bp::child child{bp::exe = "/usr/bin/script", bp::args = {"-qec", command, "/dev/null"},
                  bp::std_in<bp::null, bp::std_out> terminal};
  const std::string out{std::istreambuf_iterator<char>{terminal}, {}};
  child.wait();
  CHECK(child.exit_code() == ExitCode::wrong_usage);
  CHECK(contains(out, "talks to a browser"));
}
