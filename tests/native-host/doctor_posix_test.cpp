// What the doctor finds in Linux's folders, about scripts in place of the program, and about permissions;
// windows_test.cpp has what it finds in the registry.
#include <fmt/format.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "command_line/system_advice.hpp"
#include "doctor_support.hpp"
#include "embedded/version.hpp"
#include "places.hpp"
#include "platform/browser_policies.hpp"
#include "platform/files.hpp"

using namespace demur;
using namespace demur::test::doctor;
using nlohmann::json;

namespace {

/// A shell script with these commands where a browser expects the program.
std::filesystem::path script(const Home& home, const std::string& commands) {
  auto file = home.folder.path() / "script";
  write_file_atomically(file, "#!/bin/sh\n" + commands + "\n");
  std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  return file;
}

}  // namespace

TEST_CASE("the doctor starts the program as the browser would, and tells what to do where it can't") {
  Home home;
  CHECK(home.finding("Firefox") == "missing");
  CHECK(home.finding("browsers") == "none-registered");
  CHECK(home.finding("Firefox (extension)") != "nothing");
  CHECK(home.run({"doctor"}).first == command_line::failure);
  CHECK(home.run({"doctor"}).second.find("demur-host register --browser firefox") != std::string::npos);
  REQUIRE(home.run({"register"}).first == command_line::success);
  const auto well = home.check("Firefox");
  CHECK(well.at("finding") == "registered");
  CHECK(well.at("milliseconds") > 0);
  CHECK(home.finding("browsers") == "nothing");
  CHECK(home.run({"doctor"}).first == command_line::success);
  // Starting the program has opened none of the person's data.
  CHECK(home.finding("data folder") == "absent");
}

TEST_CASE("each way in which an installation is broken is told, and the advice mends it") {
  Home home;
  REQUIRE(home.run({"register"}).first == command_line::success);
  auto manifest = json::parse(read_file(home.manifest));
  const auto broken = [&](const char* member, const json& value) {
    auto changed = manifest;
    changed[member] = value;
    return changed.dump();
  };
  const auto starts = [&](const std::string& commands) { return broken("path", script(home, commands).string()); };
  const auto plain = home.folder.path() / "plain.txt";
  write_file_atomically(plain, "no program");

  struct Broken {
    const char* finding;
    std::function<std::string()> manifest;
  };
  const std::vector<Broken> installs{
      {"malformed", [] { return std::string{"{"}; }},
      {"malformed", [] { return std::string{"[]"}; }},
      {"foreign", [] { return std::string{R"({"path": 1})"}; }},
      {"foreign", [&] { return broken("extra", true); }},
      {"foreign", [&] { return broken("type", "pipe"); }},
      {"not-allowed", [&] { return broken("allowed_extensions", {"evil@example.org"}); }},
      {"relative", [&] { return broken("path", "demur-host"); }},
      {"relative", [&] { return broken("path", test::host_program() + "/../demur-host"); }},
      {"stale", [&] { return broken("path", (home.folder.path() / "gone").string()); }},
      {"not-executable", [&] { return broken("path", plain.string()); }},
      {"no-answer", [&] { return broken("path", "/usr/bin/env"); }},
      {"no-answer", [&] { return starts("exit 0"); }},
      {"no-answer", [&] { return starts("echo 'error while loading shared libraries'; exit 127"); }},
      {"no-answer", [&] { return starts("printf '\\002\\000\\000\\000{}'"); }},
      {"other-program", [&] { return starts("exec " + test::host_program() + " \"$@\""); }},
      // Without arguments it would act as a command-line program.
      {"no-answer", [&] { return starts("exec " + test::host_program()); }},
      {"no-answer", [&] { return starts("exec " + test::host_program() + " \"$1\" evil@example.org"); }},
  };
  for (const auto& install : installs) {
    write_file_atomically(home.manifest, install.manifest());
    const auto found = home.check("Firefox");
    CAPTURE(read_file(home.manifest));
    CHECK(found.at("finding") == install.finding);
    CHECK(found.at("advice") == "demur-host register --browser firefox");
    REQUIRE(home.run({"register", "--browser", "firefox"}).first == command_line::success);
    CHECK(home.finding("Firefox") == "registered");
  }
}

TEST_CASE("what the doctor says about browsers is said in these words") {
  Home home;
  const std::string file = "\n         ~/.mozilla/native-messaging-hosts/org.demur.host.json",
                    advice = "\n         To do: demur-host register --browser firefox";
  CHECK(home.says("note     Firefox: It can't find demur-host." + file + advice));
  CHECK(
      home.says("problem  browsers: No browser can start demur-host.\n         To do: Follow the advice above for the "
                "browser that you use."));
  REQUIRE(home.run({"register"}).first == command_line::success);
  const auto well = home.run({"doctor"}).second;
  CHECK(well.find("ok       Firefox: It starts demur-host " + std::string{demur_version} + ", which answered after ") !=
        std::string::npos);

  const std::string manifest = "The file that tells your browser where demur-host is (the host manifest)";
  const auto written = json::parse(read_file(home.manifest));
  const auto says = [&](const char* member, const json& value, const std::string& text) {
    auto changed = written;
    changed[member] = value;
    write_file_atomically(home.manifest, changed.dump());
    CHECK(home.says("problem  Firefox: " + text + file + advice));
  };
  says("extra", true, manifest + " was not written by this version of Demur.");
  says("allowed_extensions", json::array({"evil@example.org"}), manifest + " doesn't allow the Demur extension.");
  says("path", "demur-host", manifest + " names it in a way that browsers don't accept.");
  says("path", "/gone/demur-host", "It looks for demur-host in a place where there is no program any more.");
  says("path", "/etc/passwd", "It looks for demur-host in a file that you aren't allowed to run.");
  says("path", "/usr/bin/env", "The program that it starts doesn't answer: /usr/bin/env");
  write_file_atomically(home.manifest, "{");
  CHECK(home.says("problem  Firefox: " + manifest + " is damaged." + file + advice));
}

TEST_CASE("what keeps the reader from doing harm is said in plain words, with its name for who helps") {
  const auto says = [](const SandboxSupport& support) { return command_line::check_sandbox(support).text; };
  CHECK(says({true, true}) ==
        "The program that reads files from outside can't open your files or go online. While your browser uses "
        "demur-host, it can write only in its own folder (seccomp and Landlock).");
  CHECK(says({true, false}) ==
        "The program that reads files from outside can't open your files or go online. This system lacks a second "
        "safeguard, which would also keep demur-host from writing outside its own folder (Landlock).");
  CHECK(says({false, false}) ==
        "This system can't keep the program that reads files from outside away from your files and the internet, "
        "so it reads none (seccomp is missing).");
}

TEST_CASE("a program that was built for an older Demur still counts as one that answers") {
  Home home;
  REQUIRE(home.run({"register"}).first == command_line::success);
  const std::string answer = R"({"id":1,"jsonrpc":"2.0","result":{"host":{"name":"demur-host","version":"0.0.1"}}})";
  auto manifest = json::parse(read_file(home.manifest));
  const auto length = fmt::format("\\{:03o}\\000\\000\\000", answer.size());
  manifest["path"] = script(home, "printf '" + length + "'; printf '%s' '" + answer + "'; cat").string();
  write_file_atomically(home.manifest, manifest.dump());
  CHECK(home.finding("Firefox") == "other-program");
  CHECK(home.run({"doctor"}).second.find("version 0.0.1") != std::string::npos);
}

TEST_CASE("browsers that are shut off from the computer's programs are told as what they are") {
  Home home;
  const auto person = home.folder.path() / "anna";
  std::filesystem::create_directories(person / ".var/app/org.mozilla.firefox");
  CHECK(home.finding("Firefox (Flatpak)") == "flatpak");
  std::filesystem::create_directories(person / "snap/chromium");
  CHECK(home.finding("Chromium (Snap)") == "snap");
  std::filesystem::create_directories(person / "snap/firefox");
  CHECK(home.run({"doctor"}).second.find("webextensions org.demur.host snap.firefox yes") != std::string::npos);
}

TEST_CASE("a fork of Firefox that reads Firefox's folder is found by its own") {
  test::TemporaryFolder folder;
  std::filesystem::create_directories(folder.path() / ".zen");
  CHECK(bp::system(bp::exe = test::host_program(), bp::args = "register", bp::env["HOME"] = folder.path().string(),
                   bp::std_out > bp::null) == command_line::success);
  CHECK(std::filesystem::exists(folder.path() / ".mozilla/native-messaging-hosts/org.demur.host.json"));
}

TEST_CASE("what an administrator forbids is told") {
  test::TemporaryFolder folder;
  const auto says = [&](BrowserFamily family, const json& policies) {
    write_file_atomically(folder.path() / "a.json", policies.dump());
    write_file_atomically(folder.path() / "b.json", "no JSON");
    Browser browser{};
    browser.family = family;
    browser.policies = {folder.path(), folder.path() / "absent"};
    return policy_of(browser);
  };
  constexpr auto chromium = BrowserFamily::chromium;
  const auto id = extension_id(chromium);
  CHECK(says(chromium, json::object()) == Policy::allows);
  CHECK(says(chromium, {{"NativeMessagingBlocklist", {"*"}}}) == Policy::forbids_program);
  CHECK(says(chromium, {{"NativeMessagingBlocklist", {"org.demur.host"}}}) == Policy::forbids_program);
  CHECK(says(chromium, {{"NativeMessagingBlocklist", {"org.else"}}}) == Policy::allows);
  CHECK(says(chromium, {{"NativeMessagingBlocklist", {"*"}}, {"NativeMessagingAllowlist", {"org.demur.host"}}}) ==
        Policy::allows);
  CHECK(says(chromium, {{"NativeMessagingUserLevelHosts", false}}) == Policy::forbids_own_manifest);
  CHECK(says(chromium, {{"ExtensionInstallBlocklist", {"*"}}}) == Policy::forbids_extension);
  CHECK(says(chromium, {{"ExtensionInstallBlocklist", {"*"}}, {"ExtensionInstallAllowlist", {id}}}) == Policy::allows);
  CHECK(says(chromium, {{"ExtensionInstallBlocklist", {"*"}},
                        {"ExtensionInstallForcelist", {id + ";https://example.org/update"}}}) == Policy::allows);
  const json blocked{{"installation_mode", "blocked"}}, allowed{{"installation_mode", "allowed"}};
  CHECK(says(chromium, {{"ExtensionSettings", {{"*", blocked}}}}) == Policy::forbids_extension);
  CHECK(says(chromium, {{"ExtensionSettings", {{"*", blocked}, {id, allowed}}}}) == Policy::allows);
  CHECK(says(chromium, {{"ExtensionSettings", 3}, {"NativeMessagingBlocklist", "*"}}) == Policy::allows);
  const auto settings = [](const json& all) { return json{{"policies", {{"ExtensionSettings", all}}}}; };
  CHECK(says(BrowserFamily::firefox, settings({{"*", blocked}})) == Policy::forbids_extension);
  CHECK(says(BrowserFamily::firefox, settings({{"*", blocked}, {"demur@demur.org", allowed}})) == Policy::allows);
}

TEST_CASE("the doctor tells that others may read the history or its folder") {
  Home home;
  home.make_data();
  std::filesystem::permissions(home.data / "demur.sqlite3", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  CHECK(home.finding("history") == "open-to-others");
  std::filesystem::permissions(home.data, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  CHECK(home.finding("data folder") == "open-to-others");
}
