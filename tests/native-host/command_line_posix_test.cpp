// Commands in Linux's folders, on a terminal, and with scripts in place of the reader.
#include <fstream>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "command_line_support.hpp"
#include "export_support.hpp"
#include "places.hpp"

using namespace demur;
using namespace demur::test::shell;
using command_line::ExitCode;

TEST_CASE("a command without a browser's name goes to each, --browser to each that is named") {
  Shell shell;
  const auto registered = shell.run({"register", "--browser", "firefox", "--browser", "chromium"});
  REQUIRE(registered.exit_code == ExitCode::success);
  CHECK(contains(registered.out,
                 "Your browser can now start demur-host. Go back to the page in your browser: it will check again\n"
                 "automatically. If nothing changes there, press \"Try again\".\n"));
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

TEST_CASE("a reader that a history has taken over changes nothing by what it says") {
  Shell shell;
  const auto programs = shell.folder.path() / "programs";
  const auto file = (shell.home() / "history.json").string();
  test::Computer other;
  other.objections.record(test::annas_objection());
  other.confirm(test::first_id, "From: Meta");
  std::ofstream{file, std::ios::binary} << test::exported(other.database);
  fs::create_directories(programs);
  shell.program = programs / "demur-host";
  fs::copy_file(test::host_program(), shell.program);
  const auto imported_with = [&](const std::string& script) {
    const auto reader = programs / "demur-reader";
    std::ofstream{reader} << "#!/bin/sh\n" << script << "\n";
    fs::permissions(reader, fs::perms::owner_all);
    return shell.run({"import", file});
  };
  const auto before = shell.run({"export"}).out;
  const auto real = test::reader_program() + " history";
  for (const auto& lies : std::vector<std::string>{":", "cat", real + " | head -n 2", real + " | sed '$s/frame/end/'",
                                                   real + " | sed '1s/.*/{\"entry\":[]}/'", real + " | sed '3p'",
                                                   real + "; kill -9 $$", "head -c 9000000 /dev/zero"}) {
    INFO(lies);
    const auto run = imported_with(lies);
    CHECK(run.exit_code == ExitCode::failure);
    CHECK(contains(run.err, file + ": This file can't be read: it is damaged"));
    CHECK(contains(run.err, "Nothing was changed."));
    CHECK(shell.run({"export"}).out == before);
  }
  CHECK(imported_with("exec " + real).exit_code == ExitCode::success);
  CHECK(shell.run({"export"}).out == test::exported(other.database));
}
