// What the doctor says about every browser of manifests/browsers.json, however it was installed: the extension comes
// from a store, from a package or by hand, and a Flatpak or a Snap is shut off from the computer.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "circumstances.hpp"
#include "command_line/doctor.hpp"
#include "embedded/packages_json.hpp"
#include "platform/browsers.hpp"
#include "platform/files.hpp"
#include "platform/paths.hpp"
#include "support.hpp"

using namespace demur;
using command_line::Check;
using command_line::State;
using nlohmann::json;

namespace {

using std::filesystem::path;

struct Expected {
  const char* name;
  const char* title;
  BrowserFamily family;
  const char* store;
};

constexpr auto chromium = BrowserFamily::chromium;
constexpr auto firefox = BrowserFamily::firefox;

const std::vector<Expected> everything{
    {"chrome", "Google Chrome", chromium, "the Chrome Web Store"},
    {"chromium", "Chromium", chromium, "the Chrome Web Store"},
    {"edge", "Microsoft Edge", chromium, "Edge Add-ons"},
    {"brave", "Brave", chromium, "the Chrome Web Store"},
    {"vivaldi", "Vivaldi", chromium, "the Chrome Web Store"},
    {"opera", "Opera", chromium, "the Chrome Web Store"},
    {"helium", "Helium", chromium, "the Chrome Web Store"},
    {"firefox", "Firefox", firefox, "addons.mozilla.org"},
    {"zen", "Zen", firefox, "addons.mozilla.org"},
    {"floorp", "Floorp", firefox, "addons.mozilla.org"},
    {"librewolf", "LibreWolf", firefox, "addons.mozilla.org"},
    {"waterfox", "Waterfox", firefox, "addons.mozilla.org"},
    {"mullvad", "Mullvad Browser", firefox, "addons.mozilla.org"},
    {"tor-browser", "Tor Browser", firefox, "addons.mozilla.org"},
};

/// A person with an empty home, on a computer where no administrator has a say.
class Person {
 public:
  Person() : real_home_(home_directory().string()) {
    test::set_variable("HOME", folder_.path().c_str());
    browsers_ = known_browsers();
    for (auto& browser : browsers_) {
      browser.policies.clear();
      browser.system_directories.clear();
    }
  }
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;
  ~Person() { test::set_variable("HOME", real_home_.c_str()); }

  [[nodiscard]] const std::vector<Browser>& browsers() const { return browsers_; }
  [[nodiscard]] const Browser& browser(const char* name) const {
    return *std::find_if(browsers_.begin(), browsers_.end(), [name](const Browser& one) { return one.name == name; });
  }

  /// Does it with each of these folders there in turn, and nothing else.
  template <typename Action>
  void with_each(const std::vector<path>& folders, const Action& action) const {
    for (const auto& folder : folders) {
      CAPTURE(folder);
      REQUIRE(folder.string().starts_with(folder_.path().string()));
      create_directories(folder);
      action();
      for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) remove_all(entry.path());
    }
  }

 private:
  test::TemporaryFolder folder_;
  std::string real_home_;
  std::vector<Browser> browsers_;
};

/// The folders of which each shows that a person uses the browser.
std::vector<path> traces(const Browser& browser) {
  if (!browser.profiles.empty()) return browser.profiles;
  std::vector<path> parents;
  for (const auto& folder : browser.directories) parents.push_back(folder.parent_path());
  return parents;
}

/// manifests/packages.json with Demur in every store, or in none.
std::string packages(bool is_in_stores) {
  auto catalogue = json::parse(packages_json);
  catalogue["preinstalled"] = json::array();
  for (auto& store : catalogue.at("stores"))
    store["url"] = is_in_stores ? "https://store.example/" + store.at("name").get<std::string>() : "";
  return catalogue.dump();
}

const std::string load_unpacked =
    R"(open chrome://extensions, switch on developer mode, press "Load unpacked" and choose /opt/demur/chromium.)";
const std::string load_temporary =
    R"(open about:debugging#/runtime/this-firefox, press "Load Temporary Add-on" and choose manifest.json in )";

std::string by_hand(const Browser& browser, bool is_snap) {
  if (browser.family == chromium) return load_unpacked;
  return load_temporary + (is_snap ? "a copy of this folder in your home, as a Snap can read no other: " : "") +
         "/opt/demur/firefox.";
}

void same(const Check& check, const Check& expected) {
  CHECK(check.name == expected.name);
  CHECK(check.state == expected.state);
  CHECK(check.finding == expected.finding);
  CHECK(check.text == expected.text);
  CHECK(check.advice == expected.advice);
}

Check only(const std::vector<Check>& checks) {
  REQUIRE(checks.size() == 1);
  return checks.front();
}

}  // namespace

TEST_CASE("of every browser it is told what it takes to have the extension there, and whether it stays") {
  const Person person;
  REQUIRE(person.browsers().size() == everything.size());
  const auto without = packages(false), with = packages(true);
  for (const auto& expected : everything) {
    const auto& browser = person.browser(expected.name);
    CAPTURE(browser.name);
    CHECK(browser.title == expected.title);
    CHECK(browser.family == expected.family);
    const auto name = browser.title + " (extension)";
    person.with_each(traces(browser), [&] {
      const bool is_snap = std::any_of(browser.snap.begin(), browser.snap.end(), is_there);
      const auto to_load = "Add it by hand: " + by_hand(browser, is_snap);
      same(only(command_line::check_extensions({browser}, {without, "/opt/demur"})),
           expected.family == chromium
               ? Check{name,
                       State::note,
                       "by-hand",
                       "The extension isn't in a store yet: loaded by hand, it stays as long as its folder does.",
                       {},
                       to_load}
               : Check{name,
                       State::note,
                       "temporary",
                       "The extension isn't in a store yet: loaded by hand, it is gone as soon as this browser is "
                       "closed.",
                       {},
                       to_load});
      const std::string store = expected.store;
      same(only(command_line::check_extensions({browser}, {with, "/opt/demur"})),
           {name,
            State::ok,
            "in-store",
            "It gets the extension from " + store + ", which keeps it up to date.",
            {},
            "If it hasn't got it yet: https://store.example/" + store});
    });
    CHECK(command_line::check_extensions({browser}, {without, "/opt/demur"}).empty());
  }
}

TEST_CASE("a browser that the package has brought the extension to is told from others of its name") {
  const Person person;
  const test::TemporaryFolder share;
  for (const char* name : {"chromium", "firefox", "brave"}) {
    const auto& browser = person.browser(name);
    auto catalogue = json::parse(packages(false));
    catalogue["preinstalled"] =
        json::array({{{"browser", browser.title}, {"title", "Debian's"}, {"path", share.path()}}});
    person.with_each({traces(browser).front()}, [&] {
      const auto found = only(command_line::check_extensions({browser}, {catalogue.dump(), "/opt/demur"}));
      same(found, {browser.title + " (extension)",
                   State::ok,
                   "for-everybody",
                   "Debian's has the extension, for everybody on this computer.",
                   {},
                   "In any other " + browser.title + ": " + by_hand(browser, false)});
      catalogue["preinstalled"][0]["path"] = share.path() / "absent";
      CHECK(only(command_line::check_extensions({browser}, {catalogue.dump(), "/opt/demur"})).state == State::note);
    });
  }
}

TEST_CASE("of every browser as a Flatpak or a Snap it is told that it can start no program, or that it asks") {
  const Person person;
  const std::string shut_off =
      ", it can't start programs on this computer. Demur works in it and keeps your objections in the browser, but not "
      "in your history.";
  for (const auto& browser : person.browsers()) {
    CAPTURE(browser.name);
    const auto says = [&](const Check& expected) {
      const auto checks = command_line::check_browsers({browser});
      const auto found =
          std::find_if(checks.begin(), checks.end(), [&](const Check& check) { return check.name == expected.name; });
      REQUIRE(found != checks.end());
      same(*found, expected);
    };
    const char* const advice = "Install this browser as a package of your system.";
    person.with_each(browser.flatpak, [&] {
      says({browser.title + " (Flatpak)", State::note, "flatpak", "As a Flatpak" + shut_off, {}, advice});
    });
    person.with_each(browser.snap, [&] {
      const auto name = browser.title + " (Snap)";
      if (browser.family == firefox)
        says({name,
              State::note,
              "snap",
              "As a Snap, it asks once whether Demur may start its program: allow it.",
              {},
              "If you refused: flatpak permission-set webextensions org.demur.host snap.firefox yes"});
      else
        says({name, State::note, "snap", "As a Snap" + shut_off, {}, advice});
    });
  }
}

TEST_CASE("the doctor tells of the extension, unless an administrator forbids it") {
  const Person person;
  auto browser = person.browser("chrome");
  const test::TemporaryFolder policies;
  person.with_each({traces(browser).front()}, [&] {
    CHECK(command_line::check_extensions({browser}, command_line::extension_sources()).size() == 1);
    browser.policies = {policies.path()};
    std::ofstream{policies.path() / "a.json"} << R"({"ExtensionInstallBlocklist": ["*"]})";
    CHECK(command_line::check_extensions({browser}, command_line::extension_sources()).empty());
  });
}
