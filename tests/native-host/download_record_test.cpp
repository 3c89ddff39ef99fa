#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "reading/record.hpp"
#include "reading/urls.hpp"
#include "text/shown_text.hpp"

using namespace demur;
using namespace demur::reading;
using nlohmann::json;

namespace {

json item() {
  return {
      {"platform", "facebook"}, {"url", "https://www.facebook.com/photo?fbid=1"}, {"kind", "photo"},
      {"name", "Zoë Müller"},   {"profile", "https://www.facebook.com/zoe"},      {"at", "2026-11-22T14:33:10.000Z"}};
}

bool believes(const json& line) {
  return read_line(line.dump()).has_value();
}

json with(json object, const char* name, const json& value) {
  object[name] = value;
  return {{"item", std::move(object)}};
}

}  // namespace

TEST_CASE("a line about a download comes back as it went") {
  const std::vector<Line> lines{
      DownloadPlatform{"instagram"},
      ItemRecord{"facebook", "https://m.facebook.com/photo.php?fbid=2", "tag", "Jörg", std::nullopt, std::nullopt},
      ItemRecord{"instagram", "https://www.instagram.com/p/C1/", "mention", std::nullopt,
                 "https://www.instagram.com/anna/", "2026-11-22T14:33:10.000Z", "Anna mentioned you."},
      AccountEmail{"facebook", "anna@example.org", false},
      AccountEmail{"instagram", "anna@example.org", true},
      SkippedFile{"posts/you’re.json", "unknown-shape"},
      SkippedFile{"posts/x.json", "partly", 8, 2},
      TaggedList{false},
      NoticesRead{812},
      Stage{"addresses"},
      Total{7},
      Progress{6},
      Unreadable{"incomplete"},
      End{3}};
  for (const auto& line : lines) {
    const auto text = to_line(line);
    const auto back = read_line(text);
    REQUIRE(back);
    CHECK(back->index() == line.index());
    CHECK(to_line(*back) == text);
  }
}

TEST_CASE("of a line about a download only exactly its shape is believed") {
  CHECK(believes({{"item", item()}}));
  for (const char* name : {"platform", "url", "kind"}) {
    auto without = item();
    without.erase(name);
    CHECK_FALSE(believes({{"item", without}}));
  }
  CHECK_FALSE(believes(with(item(), "more", 1)));
  CHECK_FALSE(believes(with(item(), "platform", "meta")));
  CHECK_FALSE(believes(with(item(), "kind", "video")));
  CHECK_FALSE(believes(with(item(), "at", "2026-11-22")));
  for (const char* url : {"http://www.facebook.com/photo?fbid=1", "https://www.facebook.com.example.org/",
                          "https://facebook.com@evil.org/", "https://www.instagram.com/p/1", "https://notfacebook.com/",
                          "https://www.facebook.com:80/", "javascript:alert(1)", "https://www.facebook.com/\"onclick",
                          "https://www.facebook.com/ü", "https://"}) {
    INFO(url);
    CHECK_FALSE(believes(with(item(), "url", url)));
    CHECK_FALSE(believes(with(item(), "profile", url)));
  }
  const std::string beginning = "https://www.facebook.com/";
  CHECK(believes(with(item(), "url", beginning + std::string(max_item_url - beginning.size(), 'a'))));
  CHECK_FALSE(believes(with(item(), "url", beginning + std::string(max_item_url, 'a'))));
  CHECK(believes(with(item(), "name", std::string(max_name, 'a'))));
  CHECK_FALSE(believes(with(item(), "name", std::string(max_name + 1, 'a'))));
  for (const char* name : {"a\u202Eb", "a\u200Bb", "a\nb", " a", "a  b", "\u0007"})
    CHECK_FALSE(believes(with(item(), "name", name)));
  CHECK(believes(with(item(), "notice", std::string(max_notice, 'a'))));
  CHECK_FALSE(believes(with(item(), "notice", std::string(max_notice + 1, 'a'))));
  CHECK_FALSE(believes(with(item(), "notice", "a\u202Eb")));
  const auto email = [](const json& address, const json& is_earlier) {
    return json{{"email", {{"platform", "facebook"}, {"email", address}, {"isEarlier", is_earlier}}}};
  };
  CHECK(believes(email("anna@example.org", false)));
  CHECK_FALSE(believes(email("anna", false)));
  CHECK_FALSE(believes(email("Anna@example.org", false)));
  CHECK_FALSE(believes(email("anna@example.org", 1)));
  CHECK_FALSE(believes({{"email", {{"platform", "facebook"}, {"email", "anna@example.org"}}}}));
  CHECK_FALSE(believes({{"skipped", {{"path", "x"}, {"reason", "because"}}}}));
  CHECK_FALSE(believes({{"skipped", {{"path", "x"}, {"reason", "partly"}}}}));
  CHECK_FALSE(believes({{"skipped", {{"path", "x"}, {"reason", "empty"}, {"read", 1}, {"unread", 1}}}}));
  CHECK_FALSE(believes({{"skipped", {{"path", "x"}, {"reason", "partly"}, {"read", 1}, {"unread", -1}}}}));
  CHECK_FALSE(believes({{"taggedList", 1}}));
  CHECK_FALSE(believes({{"notices", -1}}));
  CHECK_FALSE(believes({{"stage", "mail"}}));
  CHECK_FALSE(believes({{"stage", 1}}));
  CHECK_FALSE(believes({{"total", -1}}));
  CHECK_FALSE(believes({{"unreadable", "damaged"}}));
  CHECK_FALSE(believes({{"unreadable", {{"reason", "part-missing"}}}}));
  CHECK_FALSE(believes({{"platform", "meta"}}));
}

TEST_CASE("an e-mail address is one as a whole") {
  for (const char* text : {"anna@example.org", "a.b+c@x.example.org"}) CHECK(is_email(text));
  for (const char* text : {"", "@example.org", "anna@", "anna@org", "anna@.org", "anna@example.", "a b@example.org",
                           "mailto:anna@example.org", "anna@example.org, bob@example.org", "a@b@example.org",
                           "https://example.org/@anna.b"})
    CHECK_FALSE(is_email(text));
}

TEST_CASE("of a name only what can be seen is left") {
  CHECK(shown_text("  Zoë\u00A0 \t Müller\n", 200) == "Zoë Müller");
  CHECK(shown_text("\u202EannA\u202C\u200B\u2066\uFEFF\u00AD\u034F\u0000x", 200) == "annA");
  CHECK(shown_text("Γιώργος 李小龍 🙂", 200) == "Γιώργος 李小龍 🙂");
  CHECK(shown_text("ääää", 2) == "ää");
  CHECK(shown_text("ä ä", 2) == "ä");
  CHECK(shown_text("\x7F\u0085\U000E0041", 9).empty());
}
