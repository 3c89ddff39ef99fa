// Imports among pipes, devices and links, with a script in the file chooser's place, on a terminal, and interrupted by
// a signal.
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "catch.hpp"
#include "import_support.hpp"
#include "places.hpp"

using namespace demur;
using namespace demur::test;
using namespace demur::test::imports;
using nlohmann::json;

namespace {

/// A folder with a program of this name in it that stands for a system's file chooser, and a screen.
std::map<std::string, std::string> with_chooser(const TemporaryFolder& programs, const std::string& name,
                                                const std::string& script) {
  write(programs.path() / name, "#!/bin/sh\n" + script);
  fs::permissions(programs.path() / name, fs::perms::owner_all);
  return {{"PATH", programs.path().string() + ":/usr/bin:/bin"}, {"DISPLAY", ":99"}};
}

}  // namespace

TEST_CASE("what in an unpacked folder is no file is left alone") {
  Computer anna;
  for (const auto& file : facebook_files()) static_cast<void>(anna.put("download/" + file.path, file.content));
  const auto folder = anna.folder.path() / "download";
  fs::create_directory_symlink(folder, folder / "again");
  const auto pipe = folder / "logged_information" / "notifications" / "notifications_2.json";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto summary = anna.import({folder}).summary();
  CHECK(summary.at("new") == items_of_sample);
  CHECK(summary.at("skipped").empty());
}

TEST_CASE("a pipe, a device and a link are refused in a download's place") {
  Computer anna;
  const auto pipe = anna.folder.path() / "pipe.zip";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  fs::create_directories(anna.folder.path() / "holiday");
  fs::create_directory_symlink(anna.folder.path() / "holiday", anna.folder.path() / "link");
  CHECK(anna.import({pipe}).reason() == "file-unreadable no-file");
  CHECK(anna.import({"/dev/zero"}).reason() == "file-unreadable no-file");
  CHECK(anna.import({anna.folder.path() / "link"}).reason() == "file-unreadable no-file");
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
  std::vector<int> choosers;
  for (int i = 0; i < 1000 && choosers.empty(); ++i) choosers = children_of(anna.host.id(), "sleep");
  REQUIRE(choosers.size() == 1);
  CHECK(anna.host.end() == 0);
  CHECK(ends_soon(choosers.front()));
}

TEST_CASE("on a terminal an import from the command line says how far it is") {
  CommandLine shell;
  const auto archive = shell.put("mine.zip", sample_archives().at("facebook-json.zip"));
  bp::ipstream terminal;
  const auto command = test::host_program() + " import " + archive;
  bp::child child{bp::exe = "/usr/bin/script", bp::args = {"-qec", command, "/dev/null"},
                  bp::std_in<bp::null, bp::env["DEMUR_DATA_DIR"] = shell.data().string(), bp::std_out> terminal};
  const std::string said(std::istreambuf_iterator<char>(terminal), {});
  child.wait();
  CHECK(child.exit_code() == 0);
  std::size_t place = 0;
  for (const char* part : {"Opening the download", "Looking for your addresses", "Looking for what includes you",
                           "Saving what was found", "100 %", "New: 9."}) {
    INFO(part);
    place = said.find(part, place);
    REQUIRE(place != std::string::npos);
  }
}

TEST_CASE("Ctrl+C during an import from the command line leaves nothing half done") {
  CommandLine shell;
  const auto archive = shell.put("long.zip", make_zip({{tagged_path, many_tagged(900, 100)}}));
  bp::child child{bp::exe = test::host_program(), bp::args = {"import", archive},
                  bp::env["DEMUR_DATA_DIR"] = shell.data().string(), bp::std_out > bp::null, bp::std_err > bp::null};
  std::vector<int> readers;
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
