// Where a host manifest goes in a Linux home folder; the registry's tests are in windows_test.cpp.
#include <unistd.h>

#include <boost/process.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "host_process.hpp"
#include "places.hpp"
#include "platform/browsers.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using namespace demur::command_line;
using nlohmann::json;

namespace {

/// Runs the real program for a person with this home folder.
int run(const std::filesystem::path& home, const std::string& command) {
  namespace bp = boost::process;
  return bp::system(test::host_program(), command, bp::env["HOME"] = home.string(), bp::std_out > bp::null,
                    bp::std_err > bp::null);
}

std::set<std::string> files_in(const std::filesystem::path& home) {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(home))
    if (entry.is_regular_file()) files.insert(entry.path().lexically_relative(home).string());
  return files;
}

}  // namespace

TEST_CASE("without names, the browsers that the person uses get a manifest, and no other") {
  test::TemporaryFolder home;
  for (const char* profile : {".mozilla", ".config/chromium"})
    std::filesystem::create_directories(home.path() / profile);
  CHECK(run(home.path(), "register") == success);
  CHECK(files_in(home.path()) == std::set<std::string>{".config/chromium/NativeMessagingHosts/org.demur.host.json",
                                                       ".mozilla/native-messaging-hosts/org.demur.host.json"});
  CHECK(run(home.path(), "unregister") == success);
  CHECK(files_in(home.path()).empty());
}

TEST_CASE("where no browser is used, nothing is written and the program says so") {
  test::TemporaryFolder home;
  CHECK(run(home.path(), "register") == failure);
  CHECK(files_in(home.path()).empty());
}

TEST_CASE("a home that is a relative path is refused, and nothing is written into the current folder") {
  test::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / "home/.mozilla");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  for (const char* command : {"register", "export", "verify", "doctor"}) CHECK(run("home", command) == wrong_usage);
  std::filesystem::current_path(before);
  CHECK(files_in(folder.path()).empty());
}

TEST_CASE("root is told to leave another person's home alone") {
  if (::geteuid() != 0) return;  // Only root can make such a home.
  test::TemporaryFolder home;
  std::filesystem::create_directories(home.path() / ".mozilla");
  constexpr uid_t nobody = 65534;
  REQUIRE(::chown(home.path().c_str(), nobody, nobody) == 0);
  for (const char* command : {"register", "export", "verify"}) CHECK(run(home.path(), command) == wrong_usage);
  CHECK(files_in(home.path()).empty());
}

TEST_CASE("a browser whose program is gone gets this one as soon as another browser starts it") {
  test::TemporaryFolder home;
  const auto firefox = home.path() / ".mozilla/native-messaging-hosts/org.demur.host.json";
  const auto chromium = home.path() / ".config/chromium/NativeMessagingHosts/org.demur.host.json";
  const auto chrome = home.path() / ".config/google-chrome/NativeMessagingHosts/org.demur.host.json";
  const auto gone = host_manifest(BrowserFamily::firefox, "/gone/demur-host");
  auto elsewhere = json::parse(gone);
  elsewhere["name"] = "org.else";
  write_file_atomically(firefox, gone);
  write_file_atomically(chromium, host_manifest(BrowserFamily::chromium, "/usr/bin/env"));
  write_file_atomically(chrome, elsewhere.dump());
  test::HostProcess host{home.path() / "data",
                         {"chrome-extension://" + extension_id(BrowserFamily::chromium) + "/"},
                         home.path(),
                         {{"HOME", home.path().string()}}};
  // Everything is repaired between the first answer and the next one.
  for (int times = 0; times < 2; ++times) host.call("accounts.list", json::object());
  CHECK(read_file(firefox) == host_manifest(BrowserFamily::firefox, std::filesystem::canonical(test::host_program())));
  CHECK(read_file(chromium) == host_manifest(BrowserFamily::chromium, "/usr/bin/env"));
  CHECK(read_file(chrome) == elsewhere.dump());
}
