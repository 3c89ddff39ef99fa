// What only Windows has: its command lines, registry, text and ways to confine. Run under wine; what wine doesn't do is
// in docs/windows.md.
#include <fcntl.h>
#include <io.h>
#include <windows.h>
// After it:
#include <sddl.h>
#include <shellapi.h>

#include <boost/process.hpp>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <thread>

#include "catch.hpp"
#include "circumstances.hpp"
#include "command_line/commands.hpp"
#include "download_samples.hpp"
#include "history/verify.hpp"
#include "host_process.hpp"
#include "mail_fixtures.hpp"
#include "places.hpp"
#include "platform/access_windows.hpp"
#include "platform/browser_policies.hpp"
#include "platform/browsers.hpp"
#include "platform/child_process.hpp"
#include "platform/confinement_windows.hpp"
#include "platform/files.hpp"
#include "platform/host_manifests.hpp"
#include "platform/long_path_windows.hpp"
#include "platform/paths.hpp"
#include "platform/registry_windows.hpp"
#include "platform/wide_text.hpp"
#include "platform/windows_handle.hpp"
#include "platform/words_windows.hpp"
#include "store/database.hpp"
#include "store/inspect.hpp"
#include "support.hpp"

using namespace demur;
using nlohmann::json;

namespace {

namespace bp = boost::process;
namespace fs = std::filesystem;

/// CTest reads the names of the tests line by line.
const int is_binary = ::_setmode(1, _O_BINARY);

std::vector<std::wstring> taken_apart(const std::wstring& line) {
  int count = 0;
  auto** words = ::CommandLineToArgvW(line.c_str(), &count);
  std::vector<std::wstring> list(words, words + count);
  ::LocalFree(static_cast<void*>(words));
  return list;
}

/// The person's part of the registry, which each test has to itself in turn.
class OwnRegistry {
 public:
  OwnRegistry() { ::WaitForSingleObject(turn_.get(), INFINITE); }
  OwnRegistry(const OwnRegistry&) = delete;
  OwnRegistry& operator=(const OwnRegistry&) = delete;
  ~OwnRegistry() { ::ReleaseMutex(turn_.get()); }

 private:
  Handle turn_{::CreateMutexW(nullptr, FALSE, L"Demur's tests")};
};

/// An administrator's policies in the person's part of the registry.
class Policies {
 public:
  explicit Policies(std::wstring key) : key_(std::move(key)) {}
  Policies(const Policies&) = delete;
  Policies& operator=(const Policies&) = delete;
  ~Policies() { ::RegDeleteTreeW(HKEY_CURRENT_USER, key_.c_str()); }
  [[nodiscard]] const std::wstring& key() const { return key_; }
  void set(const wchar_t* policy, DWORD number) { set(key_, policy, REG_DWORD, &number, sizeof(number)); }
  void set(const wchar_t* policy, const std::wstring& text, DWORD kind = REG_SZ) {
    set(key_, policy, kind, text.c_str(), (text.size() + 1) * sizeof(wchar_t));
  }
  /// Sets a value in a key of its own, as lists have.
  void set(const std::wstring& policy, const wchar_t* name, const std::wstring& text) {
    set(key_ + L'\\' + policy, name, REG_SZ, text.c_str(), (text.size() + 1) * sizeof(wchar_t));
  }

 private:
  static void set(const std::wstring& key, const wchar_t* name, DWORD kind, const void* content, std::size_t size) {
    REQUIRE(::RegSetKeyValueW(HKEY_CURRENT_USER, key.c_str(), name, kind, content, static_cast<DWORD>(size)) ==
            ERROR_SUCCESS);
  }
  std::wstring key_;
};

/// What is found for a browser with these policies.
Policy found(BrowserFamily family, const std::function<void(Policies&)>& set) {
  Policies policies{L"Software\\Policies\\Demur's tests"};
  set(policies);
  Browser browser;
  browser.family = family;
  browser.policies = {policies.key(), L"Software\\Policies\\Demur's tests\\absent"};
  return policy_of(browser);
}

/// A person's profile with browsers in it, and their part of the registry, which is left as it was found.
struct Profile {
  OwnRegistry registry;
  test::TemporaryFolder folder;
  fs::path data = folder.path() / path_from("däta 中");

  explicit Profile(const std::vector<std::string>& browsers) {
    for (const auto& browser : browsers) fs::create_directories(folder.path() / browser);
  }
  Profile(const Profile&) = delete;
  Profile& operator=(const Profile&) = delete;
  ~Profile() {
    std::error_code ignored;
    for (const auto& browser : known_browsers())
      for (const auto& place : browser.directories) remove_manifest(place, ignored);
  }
  [[nodiscard]] std::string run(const std::vector<std::string>& arguments) const {
    std::string said;
    run_child(program(arguments), std::string_view{}, {std::chrono::seconds{60}, 1UL << 20U},
              [&said](std::string_view line) {
                said += std::string{line} + "\n";
                return true;
              });
    return said;
  }
  /// What the doctor finds for a browser.
  [[nodiscard]] json finding(const std::string& name) const {
    const auto report = json::parse(run({"doctor", "--json"}));
    for (const auto& check : report.at("checks"))
      if (check.at("name") == name) return check;
    return {{"finding", "nothing"}};
  }
  [[nodiscard]] fs::path named(const char* key) const {
    return registry::value_of(registry::own, fs::path{key} / host_name()).value_or(fs::path{});
  }
  [[nodiscard]] Program program(const std::vector<std::string>& arguments) const {
    return {test::host_program(),
            arguments,
            {"USERPROFILE=" + folder.path().string(), "DEMUR_DATA_DIR=" + data.string()},
            {},
            true};
  }
};

/// A SID, from how it is written.
std::unique_ptr<void, LocalMemory> sid(const wchar_t* text) {
  PSID made = nullptr;
  REQUIRE(::ConvertStringSidToSidW(text, &made) != 0);
  return std::unique_ptr<void, LocalMemory>{made};
}

/// The manifest that was linked into a program.
std::string manifest_of(const std::string& program) {
  auto* const opened = ::LoadLibraryExW(path_from(program).c_str(), nullptr, LOAD_LIBRARY_AS_DATAFILE);
  REQUIRE(opened != nullptr);
  auto* const found = ::FindResourceW(opened, MAKEINTRESOURCEW(1), RT_MANIFEST);
  REQUIRE(found != nullptr);
  const auto* const text = static_cast<const char*>(::LockResource(::LoadResource(opened, found)));
  std::string manifest{text, ::SizeofResource(opened, found)};
  ::FreeLibrary(opened);
  return manifest;
}

/// A profile of Thunderbird's with one mailbox, below the folder in which programs keep their settings.
fs::path make_thunderbird_profile(const fs::path& settings) {
  auto profile = settings / "Thunderbird" / "abc.default";
  fs::create_directories(profile / "Mail" / "Local Folders");
  write_file_atomically(settings / "Thunderbird" / "profiles.ini", "[Profile0]\nIsRelative=1\nPath=abc.default\n");
  write_file_atomically(profile / "Mail" / "Local Folders" / "Inbox", "From: Bea\n\nDinner\n");
  return profile;
}

/// The only mailbox that the host finds.
json only_mailbox(test::HostProcess& host) {
  const auto found = host.call("mail.find", json::object()).at("result").at("sources");
  REQUIRE(found.size() == 1);
  return found.at(0);
}

/// What a child says, each line with its end.
std::string said_by(const Program& program) {
  std::string said;
  CHECK(run_child(program, std::string_view{}, {std::chrono::seconds{30}, 65'536}, [&said](std::string_view line) {
          said.append(line).push_back('\n');
          return true;
        }) == ChildEnd::finished);
  return said;
}

constexpr const char* firefox_key = R"(Software\Mozilla\NativeMessagingHosts)";
constexpr const char* chrome_key = R"(Software\Google\Chrome\NativeMessagingHosts)";
constexpr const char* edge_key = R"(Software\Microsoft\Edge\NativeMessagingHosts)";
const std::vector<std::string> firefox_and_chrome{"AppData/Roaming/Mozilla/Firefox",
                                                  "AppData/Local/Google/Chrome/User Data"};

}  // namespace

TEST_CASE("Windows: a command line comes apart into the words that it was made of") {
  const std::vector<std::wstring> words{L"C:\\a b\\x.exe", L"",         L"a b",        L"q\"uote",  L"tr\\",
                                        L"\\\\server\\",   L"a\\\\\"b", L"d\u00e4 中", L"\"\"\"\"", L"a\tb\nc"};
  CHECK(taken_apart(command_line_of(words)) == words);
}

TEST_CASE("Windows: text goes to UTF-16 and back as it is") {
  for (const std::string text : {"", "abc", "däta 中", "\xF0\x9F\x98\x80", "a\r\nb"})
    CHECK(from_wide(to_wide(text)) == text);
  CHECK(path_from("dä").native() == L"d\u00e4");
  CHECK(path_from("dä 中").string() == "dä 中");
}

TEST_CASE("Windows: the program takes its words in UTF-8, and its files have names in any script") {
  const Profile person{{}};
  const auto file = person.folder.path() / path_from("выгрузка 中.json");
  REQUIRE(person.run({"export", "--out", file.string()}).find("выгрузка 中.json") != std::string::npos);
  CHECK(json::parse(read_file(file)).is_object());
  CHECK(fs::exists(person.data / "demur.sqlite3"));
  CHECK(person.run({"import", file.string()}).find("rror") == std::string::npos);
}

TEST_CASE("Windows: frames of CR, LF and 0x1A pass through the program as they are") {
  test::TemporaryFolder folder;
  test::HostProcess host{folder.path()};
  // What ends a text or a line is not JSON, and ends nothing.
  for (const char* noise : {"\r", "\n", "\r\n", "\x1a", "\r\n\x1a\r\n", "\x1a\x1a"}) {
    host.send(noise);
    CHECK(host.receive().at("error").at("code") == -32700);
  }
  host.send("{\r\n\"jsonrpc\": \"2.0\",\r\n\"id\": 1,\n\"method\": \"accounts.list\"\r\n}\r\n");
  CHECK(host.receive().contains("result"));
  // Lengths contain such bytes, too, in both directions.
  std::set<std::size_t> sent, received;
  constexpr std::size_t longest_id = 200, byte = 0x100;
  for (std::size_t length = 0; length < longest_id; ++length)
    for (const char* method : {"accounts.list", "no.such"}) {
      auto wish = json::parse(test::request(method, json::object()));
      wish["id"] = std::string(length, 'x');
      for (const std::string& padding : {std::string{}, std::string(longest_id, ' '), std::string(length, ' ')}) {
        host.send(wish.dump() + padding);
        const auto answer = host.receive();
        REQUIRE(answer.at("id") == wish["id"]);
        sent.insert((wish.dump().size() + padding.size()) % byte);
        received.insert(answer.dump().size() % byte);
      }
    }
  for (const std::size_t special : {0x0A, 0x0D, 0x1A}) {
    CHECK(sent.count(special) == 1);
    CHECK(received.count(special) == 1);
  }
  auto wish = test::objection(test::first_id);
  wish["objection"]["message"] = "one\r\ntwo\nthree";
  CHECK(host.call("objections.record", wish).at("result").at("created") == true);
  CHECK(host.call("objections.get", {{"id", test::first_id}}).dump().find("one\\r\\ntwo\\nthree") != std::string::npos);
  CHECK(host.end() == 0);
}

TEST_CASE("Windows: a history and a download lie in folders with names in any script") {
  const test::TemporaryFolder folder;
  const auto place = folder.path() / path_from("Жалби 中 \xF0\x9F\x98\x80");
  const auto downloads = place / path_from("Λήψεις ñ");
  const auto download = downloads / path_from("facebook-änne-2026-11-20-x.zip");
  write_file_atomically(download, test::make_zip(test::facebook_files()));
  test::HostProcess host{place, {"serve"}, folder.path()};
  host.record(test::first_id);
  CHECK(fs::exists(place / "demur.sqlite3"));
  CHECK(host.import_download(download).at("result").at("summary").at("new") == 9);
  CHECK(host.end() == 0);
}

TEST_CASE("Windows: register writes the keys of the browsers that are used, and unregister removes them") {
  const Profile person{firefox_and_chrome};
  CHECK(person.run({"register"}).find("Firefox") != std::string::npos);
  const auto firefox = person.named(firefox_key), chrome = person.named(chrome_key);
  REQUIRE(fs::exists(firefox));
  REQUIRE(fs::exists(chrome));
  CHECK(person.named(edge_key).empty());
  const auto manifest = json::parse(read_file(firefox));
  CHECK(manifest.at("allowed_extensions") == json{"demur@demur.org"});
  CHECK(fs::equivalent(path_from(manifest.at("path").get<std::string>()), test::host_program()));
  CHECK(json::parse(read_file(chrome)).contains("allowed_origins"));
  CHECK_FALSE(person.run({"unregister"}).empty());
  CHECK(person.named(firefox_key).empty());
  CHECK(person.named(chrome_key).empty());
}

TEST_CASE("Windows: a browser that is named gets its key, though nobody has used it") {
  const Profile person{{}};
  CHECK(person.run({"register"}).empty());
  CHECK_FALSE(person.run({"register", "--browser", "edge"}).empty());
  CHECK(fs::exists(person.named(edge_key)));
}

TEST_CASE("Windows: keys that hold for everybody are found in both views, that of 32-bit programs first") {
  const OwnRegistry registry;
  constexpr const char* key = R"(Software\Demur's tests)";
  const auto place = fs::path{"HKLM"} / key, own = fs::path{key} / host_name();
  CHECK(manifest_at(place) == place / host_name());
  const registry::Root narrow{HKEY_LOCAL_MACHINE, KEY_WOW64_32KEY}, wide{HKEY_LOCAL_MACHINE, KEY_WOW64_64KEY};
  registry::set_value(wide, own, path_from("C:\\ö 64.json"));
  CHECK(manifest_at(place) == path_from("C:\\ö 64.json"));
  registry::set_value(narrow, own, path_from("C:\\ö 32.json"));
  CHECK(manifest_at(place) == path_from("C:\\ö 32.json"));
  std::error_code fault;
  for (const auto& root : {narrow, wide}) {
    CHECK(registry::remove(root, own, fault));
    CHECK_FALSE(registry::remove(root, own, fault));
    CHECK(registry::remove(root, key, fault));
  }
  CHECK_FALSE(fault);
  CHECK(manifest_at(place) == place / host_name());
}

TEST_CASE("Windows: unregister leaves the keys of other programs, and what else stands beside its own") {
  const Profile person{firefox_and_chrome};
  const auto other = fs::path{firefox_key} / "org.example.other";
  registry::set_value(registry::own, other, L"C:\\other.json");
  REQUIRE_FALSE(person.run({"register"}).empty());
  CHECK_FALSE(person.run({"unregister"}).empty());
  CHECK(registry::value_of(registry::own, other) == fs::path{L"C:\\other.json"});
  std::error_code fault;
  CHECK(registry::remove(registry::own, other, fault));
  // With nothing left to remove it says nothing, and that is not a failure.
  CHECK(person.run({"unregister"}).empty());
}

TEST_CASE("Windows: the doctor starts the program through the key, and says which command mends it") {
  const Profile person{{"AppData/Roaming/Mozilla/Firefox"}};
  CHECK(person.finding("Firefox").at("finding") == "missing");
  REQUIRE_FALSE(person.run({"register"}).empty());
  const auto well = person.finding("Firefox");
  CHECK(well.at("finding") == "registered");
  CHECK(well.at("milliseconds") > 0);
  auto manifest = json::parse(read_file(person.named(firefox_key)));
  manifest["path"] = R"(C:\gone\demur-host.exe)";
  write_file_atomically(person.named(firefox_key), manifest.dump());
  const auto stale = person.finding("Firefox");
  CHECK(stale.at("finding") == "stale");
  CHECK(stale.at("advice").get<std::string>().find("demur-host.exe\" register --browser firefox") != std::string::npos);
  manifest["path"] = R"(C:\windows\system32\hostname.exe)";
  write_file_atomically(person.named(firefox_key), manifest.dump());
  CHECK(person.finding("Firefox").at("finding") == "no-answer");
}

TEST_CASE("Windows: policies of administrators are read from the registry, as the browsers keep them there") {
  const OwnRegistry registry;
  constexpr auto chromium = BrowserFamily::chromium, firefox = BrowserFamily::firefox;
  const auto id = to_wide(extension_id(chromium));
  CHECK(found(chromium, [](Policies&) {}) == Policy::allows);
  CHECK(found(chromium, [](Policies& policies) { policies.set(L"NativeMessagingBlocklist", L"1", L"*"); }) ==
        Policy::forbids_program);
  CHECK(found(chromium, [](Policies& policies) {
          policies.set(L"NativeMessagingBlocklist", L"[\"org.demur.host\"]");
        }) == Policy::forbids_program);
  CHECK(found(chromium, [](Policies& policies) {
          policies.set(L"NativeMessagingBlocklist", L"1", L"*");
          policies.set(L"NativeMessagingAllowlist", L"2", L"org.demur.host");
        }) == Policy::allows);
  CHECK(found(chromium, [](Policies& policies) { policies.set(L"NativeMessagingUserLevelHosts", 0); }) ==
        Policy::forbids_own_manifest);
  CHECK(found(chromium, [](Policies& policies) { policies.set(L"NativeMessagingUserLevelHosts", 1); }) ==
        Policy::allows);
  CHECK(found(chromium, [](Policies& policies) { policies.set(L"ExtensionInstallBlocklist", L"1", L"*"); }) ==
        Policy::forbids_extension);
  CHECK(found(chromium, [&id](Policies& policies) {
          policies.set(L"ExtensionInstallBlocklist", L"1", L"*");
          policies.set(L"ExtensionInstallForcelist", L"1", id + L";https://example.org/update");
        }) == Policy::allows);
  CHECK(found(chromium, [&id](Policies& policies) {
          policies.set(L"ExtensionSettings\\" + id, L"installation_mode", L"blocked");
        }) == Policy::forbids_extension);
  const std::wstring settings = LR"({"*": {"installation_mode": "blocked"}})";
  CHECK(found(firefox, [&settings](Policies& policies) {
          policies.set(L"ExtensionSettings", settings, REG_MULTI_SZ);
        }) == Policy::forbids_extension);
  CHECK(found(firefox, [](Policies& policies) { policies.set(L"ExtensionSettings", L"no JSON"); }) == Policy::allows);
}

TEST_CASE("Windows: the doctor names the policy that keeps a browser from starting the program") {
  const Profile person{{"AppData/Local/Google/Chrome/User Data"}};
  REQUIRE_FALSE(person.run({"register"}).empty());
  CHECK(person.finding("Google Chrome").at("finding") == "registered");
  Policies policies{L"Software\\Policies\\Google\\Chrome"};
  policies.set(L"NativeMessagingBlocklist", L"1", L"*");
  CHECK(person.finding("Google Chrome").at("finding") == "program-forbidden");
}

TEST_CASE("Windows: a browser whose program is gone gets this one as soon as another browser starts it") {
  const Profile person{firefox_and_chrome};
  REQUIRE_FALSE(person.run({"register"}).empty());
  const auto firefox = person.named(firefox_key);
  write_file_atomically(firefox, host_manifest(BrowserFamily::firefox, R"(C:\gone\demur-host.exe)"));
  test::HostProcess host{person.data,
                         {"chrome-extension://" + extension_id(BrowserFamily::chromium) + "/"},
                         person.folder.path(),
                         {{"USERPROFILE", person.folder.path().string()}}};
  for (int times = 0; times < 2; ++times) host.call("accounts.list", json::object());
  CHECK(json::parse(read_file(firefox)).at("path").get<std::string>().find("gone") == std::string::npos);
}

TEST_CASE("its variables, for a test that starts this program as a child", "[.variables]") {
  auto* const variables = ::GetEnvironmentStringsW();
  for (const auto* one = variables; *one != L'\0'; one += std::wcslen(one) + 1) std::cout << from_wide(one) << '\n';
  ::FreeEnvironmentStringsW(variables);
}

TEST_CASE("Windows: a child is given its own environment, and of this one only where Windows itself lies") {
  test::set_variable("DEMUR_SECRET", "x");
  const auto said = said_by({program_path(), {"[.variables]"}, {"DEMUR_OWN=y"}});
  CHECK(said.find("DEMUR_OWN=y") != std::string::npos);
  CHECK(said.find("DEMUR_SECRET") == std::string::npos);
  CHECK(said.find("LOCALAPPDATA=") == std::string::npos);
}

TEST_CASE("Windows: what reads untrusted files is given LOCALAPPDATA, too, without which no AppContainer starts it") {
  test::set_variable("DEMUR_SECRET", "x");
  Program reader{program_path(), {"[.variables]"}};
  reader.is_confined = true;
  const auto said = said_by(reader);
  CHECK(said.find("LOCALAPPDATA=C:\\") != std::string::npos);
  CHECK(said.find("DEMUR_SECRET") == std::string::npos);
}

TEST_CASE("Windows: a program gets leave to run in an AppContainer, and nobody loses theirs") {
  const test::TemporaryFolder folder;
  const auto program = folder.path() / path_from("ö.exe");
  write_file_atomically(program, "x");
  const auto container = sid(L"S-1-15-2-1-2-3-4-5-6-7"), other = sid(L"S-1-15-2-1-2-3-4-5-6-8");
  const auto before = security_of(program);
  REQUIRE(before.access != nullptr);
  CHECK_FALSE(lets_run(before.access, container.get()));
  const auto list = with_leave_to_run(before.access, container.get());
  REQUIRE(list);
  CHECK(list->AceCount == before.access->AceCount + 1);
  CHECK(lets_run(list.get(), container.get()));
  CHECK_FALSE(lets_run(list.get(), other.get()));
  // What every AppContainer may do, this one may, too.
  const auto every = with_leave_to_run(before.access, sid(L"S-1-15-2-1").get());
  REQUIRE(every);
  CHECK(lets_run(every.get(), container.get()));
  CHECK_FALSE(lets_run(nullptr, container.get()));
  CHECK(give_leave_to_run(program, container.get()));
  CHECK(read_file(program) == "x");
  CHECK_FALSE(give_leave_to_run(folder.path() / "absent.exe", container.get()));
}

TEST_CASE("Windows: the programs ask for long paths and UTF-8, and for no administrator") {
  for (const auto& program : {test::host_program(), test::reader_program()}) {
    const auto manifest = manifest_of(program);
    CHECK(manifest.find("<longPathAware xmlns=") != std::string::npos);
    CHECK(manifest.find(">UTF-8</activeCodePage>") != std::string::npos);
    CHECK(manifest.find("level=\"asInvoker\"") != std::string::npos);
  }
}

TEST_CASE("Windows: a path has the form that may be long where it is long, and only there") {
  CHECK(long_path(L"C:\\a/b") == L"C:\\a/b");
  CHECK(long_path(L"NUL") == L"NUL");
  const std::wstring name(250, L'x');
  CHECK(long_path(L"C:/a/../b/" + name) == L"\\\\?\\C:\\b\\" + name);
  CHECK(long_path(L"\\\\server\\share\\" + name) == L"\\\\?\\UNC\\server\\share\\" + name);
  CHECK(long_path(L"\\\\?\\C:\\" + name) == L"\\\\?\\C:\\" + name);
  CHECK(long_path(name) == L"\\\\?\\" + (fs::current_path() / name).native());
}

TEST_CASE("Windows: the data folder may lie deeper than SQLite's usual way to files takes") {
  // SQLite has room for 1040 bytes. On Linux it takes no more than 512 in any way.
  const test::DeepFolder deep{1'200};
  const test::TemporaryFolder log;
  test::HostProcess host{deep.path(), {"serve"}, log.path()};
  host.record(test::first_id);
  CHECK(host.end() == 0);
  CHECK(store::inspect(deep.path()).state == store::StoreState::usable);
  store::Database database{deep.path()};
  CHECK_FALSE(history::verify(database).first_broken);
}

TEST_CASE("Windows: a child that says nothing is killed, and one that isn't there is told") {
  const auto all = [](std::string_view) { return true; };
  const auto start = std::chrono::steady_clock::now();
  CHECK(run_child({test::reader_program(), {"unknown"}}, std::string_view{}, {std::chrono::seconds{30}, 1000}, all) ==
        ChildEnd::failed);
  CHECK(run_child({"C:\\nowhere.exe"}, std::string_view{}, {std::chrono::seconds{30}, 1000}, all) ==
        ChildEnd::not_started);
  // It waits for a frame that never comes.
  const auto silent = ask_child({test::host_program(), {"serve"}, {}, {}, true}, "",
                                {std::chrono::milliseconds{300}, 10}, [](std::string_view) { return false; });
  CHECK_FALSE(silent);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{60});
}

TEST_CASE("Windows: the reader runs in a job that it can't leave, and reads what it is given") {
  Program reader{test::reader_program(), {"mail"}};
  reader.is_confined = true;
  std::vector<std::string> lines;
  const auto mail = test::make_plain_mail(test::mail_text("en", "confirmation"));
  const auto end = run_child(reader, std::string_view{mail}, {std::chrono::seconds{60}, 1UL << 20U},
                             [&lines](std::string_view line) {
                               lines.emplace_back(line);
                               return true;
                             });
  CHECK(end == ChildEnd::finished);
  REQUIRE(lines.size() == 2);
  CHECK(json::parse(lines[0]).at("mail").at("kind") == "confirmation");
}

TEST_CASE("Windows: a child ends with the job that it was put into") {
  auto job = make_job(true);
  REQUIRE(job);
  bp::opstream in;
  bp::child child{bp::exe = test::host_program(), bp::args = {"serve"}, bp::std_in<in, bp::std_out> bp::null};
  REQUIRE(::AssignProcessToJobObject(job.get(), child.native_handle()));
  CHECK(child.running());
  job = Handle{};
  std::error_code fault;
  CHECK(child.wait_for(std::chrono::seconds{30}, fault));
}

TEST_CASE("Windows: a file is replaced as soon as nobody reads it any more") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / path_from("ö.json");
  write_file_atomically(file, "one");
  std::optional<Descriptor> reader{open_file(file)};
  std::jthread browser{[&reader] { reader.reset(); }};
  write_file_atomically(file, "two");
  CHECK(read_file(file) == "two");
  CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 1);
}

TEST_CASE("Windows: a file that somebody goes on reading stays as it is, and why it does is told") {
  const test::TemporaryFolder folder;
  const auto file = folder.path() / path_from("ö.json"), new_file = folder.path() / "new.json";
  write_file_atomically(file, "one");
  const auto fault_of = [](const auto& commit) {
    try {
      commit();
      return std::error_code{};
    } catch (const std::system_error& error) {
      return error.code();
    }
  };
  {
    const auto reader = open_file(file);
    const auto fault = fault_of([&file] { write_file_atomically(file, "two"); });
    CHECK((fault.value() == ERROR_ACCESS_DENIED || fault.value() == ERROR_SHARING_VIOLATION));
    CHECK(read_file(file) == "one");
  }
  {
    AtomicFile late{new_file};
    write_file_atomically(new_file, "one");
    CHECK(fault_of([&late] { late.commit_new(); }) == std::errc::file_exists);
  }
  CHECK(read_file(new_file) == "one");
  CHECK(std::distance(fs::directory_iterator{folder.path()}, {}) == 2);
}

TEST_CASE("Windows: mailboxes are found for a person whose name is in any script") {
  const test::TemporaryFolder folder;
  const auto settings = folder.path() / path_from("Жанна 中 ö/AppData/Roaming");
  const auto profile = make_thunderbird_profile(settings);
  test::HostProcess host{folder.path() / "data", {"serve"}, folder.path(), {{"APPDATA", settings.string()}}};
  CHECK(fs::equivalent(path_from(only_mailbox(host).at("path").get<std::string>()),
                       profile / "Mail/Local Folders/Inbox"));
  CHECK(host.end() == 0);
}

TEST_CASE("Windows: a profile of Thunderbird's is in use as long as its lock can't be opened") {
  const test::TemporaryFolder folder;
  const auto profile = make_thunderbird_profile(folder.path());
  write_file_atomically(profile / "parent.lock", "");
  test::HostProcess host{folder.path() / "data", {"serve"}, folder.path(), {{"APPDATA", folder.path().string()}}};
  const auto is_open = [&host] { return only_mailbox(host).value("isOpen", false); };
  CHECK_FALSE(is_open());
  {
    const Handle thunderbird{::CreateFileW((profile / "parent.lock").c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr,
                                           OPEN_EXISTING, 0, nullptr)};
    REQUIRE(thunderbird);
    CHECK(is_open());
  }
  CHECK_FALSE(is_open());
  CHECK(host.end() == 0);
}

TEST_CASE("Windows: what is long for memory goes to a file that nobody finds afterwards") {
  const test::TemporaryFolder folder;
  {
    ScratchFile file{folder.path()};
    file.append("a\r\n");
    file.append("b\x1a");
    CHECK(std::string{std::istreambuf_iterator<char>{file.read()}, {}} == "a\r\nb\x1a");
  }
  CHECK(fs::is_empty(folder.path()));
}
