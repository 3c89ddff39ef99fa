#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "platform/browsers.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using namespace demur::command_line;
using nlohmann::json;

TEST_CASE("a host manifest goes into the given folder, in the browser's own form, and is taken back") {
  test::TemporaryFolder folder;
  const auto file = folder.path() / "hosts" / "org.demur.host.json";
  const auto into = file.parent_path().string();
  CHECK(register_host({{"firefox"}, into}) == success);
  const auto firefox = json::parse(read_file(file));
  CHECK(firefox.at("allowed_extensions") == json{"demur@demur.org"});
  CHECK_FALSE(firefox.contains("allowed_origins"));
  CHECK(std::filesystem::path(firefox.at("path").get<std::string>()).is_absolute());
  CHECK(register_host({{"chromium"}, into}) == success);
  CHECK(json::parse(read_file(file)).contains("allowed_origins"));
  CHECK(unregister_host({{"chromium"}, into}) == success);
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("an unknown browser is wrong usage") {
  CHECK(register_host({{"netscape"}, {}}) == wrong_usage);
}

TEST_CASE("only the callers of the host manifest are allowed") {
  CHECK(is_allowed_caller(BrowserFamily::firefox, "demur@demur.org"));
  CHECK_FALSE(is_allowed_caller(BrowserFamily::firefox, "evil@example.org"));
  CHECK_FALSE(is_allowed_caller(BrowserFamily::chromium, "chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"));
}
