#include <sys/stat.h>
#include <unistd.h>

#include <boost/process.hpp>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "command_line/doctor.hpp"
#include "history/accounts.hpp"
#include "places.hpp"
#include "platform/browsers.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using nlohmann::json;

namespace {

namespace bp = boost::process;
using std::filesystem::path;
using std::filesystem::perms;

constexpr uid_t nobody = 65534;

bool am_root() {
  return ::geteuid() == 0;
}

/// A person who is not root, with the program in a folder of their own. Where the tests run as root it is `nobody`.
struct PlainPerson {
  test::TemporaryFolder folder;
  path home = folder.path() / "anna";
  path data = home / "My Data" / "Anna's";
  path manifests = home / ".mozilla" / "native-messaging-hosts";
  path manifest = manifests / "org.demur.host.json";
  path program = home / "demur-host";

  PlainPerson() {
    create_directories(manifests.parent_path());
    for (const auto& name : {test::host_program(), test::reader_program()})
      std::filesystem::copy_file(name, home / path{name}.filename());
    // Others must be able to reach the person's home in it.
    permissions(folder.path(), perms::owner_all | perms::group_exec | perms::others_exec);
    give();
  }

  /// Makes everything in the home theirs.
  void give() const {
    if (!am_root()) return;
    give(home);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(home)) give(entry.path());
  }
  static void give(const path& place, uid_t owner = nobody) { REQUIRE(::lchown(place.c_str(), owner, owner) == 0); }

  struct Said {
    int code;
    std::string out;
    std::string err;
  };
  [[nodiscard]] Said run(std::vector<std::string> words, const std::string& temporary = "/tmp") const {
    if (am_root())
      words.insert(words.begin(), {"/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"});
    bp::ipstream out, err;
    bp::environment environment;
    environment["HOME"] = home.string();
    environment["DEMUR_DATA_DIR"] = data.string();
    environment["TMPDIR"] = temporary;
    environment["PATH"] = home.string() + ":/usr/bin:/bin";
    const auto name = words.front();
    words.erase(words.begin());
    bp::child child{bp::exe = name, bp::args = words, environment, bp::std_out > out, bp::std_err > err};
    Said said{0, {std::istreambuf_iterator<char>{out}, {}}, {std::istreambuf_iterator<char>{err}, {}}};
    child.wait();
    said.code = child.exit_code();
    return said;
  }
  [[nodiscard]] Said demur(const std::vector<std::string>& arguments, const std::string& temporary = "/tmp") const {
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run(words, temporary);
  }

  [[nodiscard]] json check(const std::string& name, const std::string& temporary = "/tmp") const {
    const auto report = json::parse(demur({"doctor", "--json"}, temporary).out);
    for (const auto& check : report.at("checks"))
      if (check.at("name") == name) return check;
    return {{"finding", "nothing"}};
  }
  [[nodiscard]] std::string finding(const std::string& name) const { return check(name).at("finding"); }

  void make_history() const {
    {
      store::Database database{data};
      history::save_account(database, {test::second_id, "facebook", "Annabel", {"anna@example.org"}, {}});
    }
    for (const auto& entry : std::filesystem::directory_iterator(data))
      permissions(entry.path(), perms::owner_read | perms::owner_write);
    permissions(data, perms::owner_all);
    give();
  }

  /// Does what the doctor advises about this. What needs an administrator, the test does for the person.
  [[nodiscard]] int follow(const std::string& name) const {
    const std::string advice = check(name).at("advice");
    UNSCOPED_INFO(advice);
    if (advice.find("sudo ") == std::string::npos) return run({"/bin/sh", "-c", advice}).code;
    const auto as_root = folder.path() / "as-root";
    write_script(as_root / "sudo", "exec \"$@\"");
    write_script(as_root / "id", "echo nobody");
    return bp::system("/bin/sh", "-c", "PATH=" + as_root.string() + ":$PATH; " + advice,
                      bp::env["HOME"] = home.string());
  }
  static void write_script(const path& file, const std::string& commands) {
    write_file_atomically(file, "#!/bin/sh\n" + commands + "\n");
    permissions(file, perms::owner_all);
  }
};

/// A used browser of Chromium's family, with its policies and both its places for host manifests below a folder.
struct ManagedBrowser {
  test::TemporaryFolder folder;
  Browser browser{"chromium",
                  "Chromium",
                  BrowserFamily::chromium,
                  {folder.path() / "own" / "hosts"},
                  {folder.path() / "everybodys"},
                  {folder.path()},
                  {folder.path() / "policies"},
                  {},
                  {}};

  static void put(const path& place, const path& program) {
    write_file_atomically(place / "org.demur.host.json", host_manifest(BrowserFamily::chromium, program));
  }
  void put_own() const { put(browser.directories.front(), test::host_program()); }
  void put_everybodys(const path& program = test::host_program()) const {
    put(browser.system_directories.front(), program);
  }
  void forbid(const json& policies) const {
    write_file_atomically(browser.policies.front() / "a.json", policies.dump());
  }
  [[nodiscard]] command_line::Check check(std::size_t number = 0) const {
    return command_line::check_browsers({browser}).at(number);
  }
};

constexpr const char* ask_administrator = "Ask whoever manages this computer.";

}  // namespace

TEST_CASE("what a policy forbids is told, and nobody is sent to a command that can't change it") {
  const ManagedBrowser managed;
  managed.put_own();
  const auto says = [&](const json& policies, const std::string& finding) {
    managed.forbid(policies);
    const auto check = managed.check();
    CHECK(check.finding == finding);
    CHECK(check.state == command_line::State::problem);
    CHECK(check.advice == ask_administrator);
    const auto all = managed.check(1);
    CHECK(all.finding == "none-registered");
    CHECK(all.advice.find("register") == std::string::npos);
  };
  says({{"ExtensionInstallBlocklist", {"*"}}}, "extension-forbidden");
  says({{"NativeMessagingBlocklist", {"*"}}}, "program-forbidden");
  says({{"NativeMessagingUserLevelHosts", false}}, "own-manifest-forbidden");
}

TEST_CASE("where only programs for everybody may be started, the host manifest for everybody is what counts") {
  const ManagedBrowser managed;
  managed.put_own();
  managed.put_everybodys();
  managed.forbid({{"NativeMessagingUserLevelHosts", false}});
  const auto found = managed.check();
  CHECK(found.finding == "other-program");
  CHECK(found.state == command_line::State::note);
  CHECK(found.place.find("everybodys") != std::string::npos);
  CHECK(found.milliseconds);
  // The person's own is ignored, so registering again fixes nothing.
  managed.put_everybodys("/gone/demur-host");
  const auto stale = managed.check();
  CHECK(stale.finding == "stale");
  CHECK(stale.advice == ask_administrator);
}

TEST_CASE("with browsers alone that are shut off from programs, nobody is told to register") {
  const PlainPerson anna;
  std::filesystem::remove_all(anna.home / ".mozilla");
  CHECK(anna.check("browsers").at("advice") == "Start your browser once, then run: demur-host register");
  create_directories(anna.home / ".var/app/org.mozilla.firefox");
  create_directories(anna.home / "snap/chromium");
  CHECK(anna.finding("browsers") == "none-registered");
  CHECK(anna.demur({"doctor"}).code == command_line::failure);
  CHECK(anna.demur({"doctor"}).out.find("demur-host register") == std::string::npos);
}

TEST_CASE("the doctor works where the folder for temporary files is none") {
  const PlainPerson anna;
  REQUIRE(anna.demur({"register"}).code == command_line::success);
  CHECK(anna.check("Firefox", "/none").at("finding") == "registered");
}

TEST_CASE("what is advised about the folder of the history mends it, whatever its name holds") {
  const PlainPerson anna;
  create_directories(anna.data.parent_path());
  write_file_atomically(anna.data, "in the way");
  anna.give();
  CHECK(anna.finding("data folder") == "no-folder");
  CHECK(anna.follow("data folder") == 0);
  CHECK(anna.finding("data folder") == "absent");
  CHECK(read_file(anna.data.string() + ".old") == "in the way");

  anna.make_history();
  REQUIRE(anna.finding("data folder") == "private");
  permissions(anna.data, perms::owner_read | perms::owner_exec);
  CHECK(anna.finding("data folder") == "read-only");
  CHECK(anna.follow("data folder") == 0);
  CHECK(anna.finding("data folder") == "private");

  permissions(anna.data, perms::others_read, std::filesystem::perm_options::add);
  CHECK(anna.finding("data folder") == "open-to-others");
  CHECK(anna.follow("data folder") == 0);
  CHECK(anna.finding("data folder") == "private");
}

TEST_CASE("what is advised about the file of the history mends it") {
  const PlainPerson anna;
  anna.make_history();
  const auto file = anna.data / "demur.sqlite3";
  permissions(file, perms::none);
  CHECK(anna.finding("history") == "unreadable");
  CHECK(anna.follow("history") == 0);
  CHECK(anna.finding("history") == "usable");
  permissions(file, perms::others_read, std::filesystem::perm_options::add);
  CHECK(anna.finding("history") == "open-to-others");
  CHECK(anna.follow("history") == 0);
  CHECK(anna.finding("history") == "usable");
}

TEST_CASE("what root left in a person's home is theirs again as the doctor advises") {
  if (!am_root()) return;  // Only root can leave something there.
  const PlainPerson anna;
  anna.make_history();
  for (const auto& place : {anna.data, anna.data / "demur.sqlite3"}) PlainPerson::give(place, 0);
  CHECK(anna.finding("data folder") == "not-yours");
  CHECK(anna.follow("data folder") == 0);
  CHECK(anna.finding("data folder") == "private");
  PlainPerson::give(anna.data / "demur.sqlite3", 0);
  CHECK(anna.finding("history") == "unreadable");
  CHECK(anna.follow("history") == 0);
  CHECK(anna.finding("history") == "usable");
  CHECK(anna.demur({"verify"}).code == command_line::success);
}

TEST_CASE("a host manifest or its folder that the person can't use is mended as the doctor advises") {
  const PlainPerson anna;
  REQUIRE(anna.demur({"register"}).code == command_line::success);
  permissions(anna.manifest, perms::none);
  CHECK(anna.finding("Firefox") == "unreadable");
  CHECK(anna.follow("Firefox") == 0);
  CHECK(anna.finding("Firefox") == "registered");

  std::filesystem::remove(anna.manifest);
  permissions(anna.manifests, perms::owner_read | perms::owner_exec);
  CHECK(anna.finding("Firefox") == "missing");
  CHECK(anna.follow("Firefox") == 0);
  CHECK(anna.finding("Firefox") == "registered");
}

TEST_CASE("remarks don't change the exit code: a reader that is missing, and a browser that is not set up") {
  const PlainPerson anna;
  REQUIRE(anna.demur({"register"}).code == command_line::success);
  REQUIRE(anna.demur({"doctor"}).code == command_line::success);
  const auto aside = anna.home / "reader";
  std::filesystem::rename(anna.home / "demur-reader", aside);
  create_directories(anna.home / ".config/chromium");
  CHECK(anna.finding("reader") == "missing");
  CHECK(anna.check("reader").at("state") == "note");
  CHECK(anna.finding("Chromium") == "missing");
  CHECK(anna.demur({"doctor"}).code == command_line::success);
  std::filesystem::rename(aside, anna.home / "demur-reader");
  CHECK(anna.finding("reader") == "present");
}

TEST_CASE("one folder that can't be written doesn't stop the other browsers, and the exit code says so") {
  const PlainPerson anna;
  create_directories(anna.home / ".config/chromium");
  write_file_atomically(anna.home / ".config/chromium/NativeMessagingHosts", "a file");
  anna.give();
  const auto said = anna.demur({"register"});
  CHECK(said.code == command_line::failure);
  CHECK(said.err.find("Chromium: can't write ") != std::string::npos);
  CHECK(said.out.find("can now start") == std::string::npos);
  CHECK(std::filesystem::exists(anna.manifest));
  CHECK(anna.finding("Firefox") == "registered");
}

TEST_CASE("a home that can't be read ends neither register nor the doctor without words") {
  const PlainPerson anna;
  // The program in the home can't be run: a copy elsewhere can.
  std::filesystem::copy_file(anna.program, anna.folder.path() / "demur-host");
  permissions(anna.folder.path() / "demur-host", perms::all);
  permissions(anna.home, perms::none);
  const auto there = (anna.folder.path() / "demur-host").string();
  const auto registered = anna.run({there, "register"});
  const auto checked = anna.run({there, "doctor"});
  permissions(anna.home, perms::owner_all);
  CHECK(registered.code == command_line::failure);
  CHECK(registered.err.find("No browser was found") != std::string::npos);
  CHECK(registered.err.find("had to stop") == std::string::npos);
  CHECK(checked.code == command_line::failure);
  CHECK(checked.out.find("You can't read it.") != std::string::npos);
  CHECK(checked.err.find("had to stop") == std::string::npos);
}
