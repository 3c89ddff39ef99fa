// What must be found in a download in each of its shapes, generations and languages: a table that the generator makes
// from tests/fixtures/tagged.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "download_reader_support.hpp"
#include "host_process.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "reading/urls.hpp"

using namespace demur;
using namespace demur::test;
using nlohmann::json;

namespace {

namespace fs = std::filesystem;

json table(const char* name) {
  std::ifstream file{std::filesystem::path(test::fixture("tagged")) / name};
  return json::parse(file);
}

/// The kind of an item, by the key of its URL.
using Kinds = std::map<std::string, std::string>;

std::string key_of(const std::string& url) {
  return reading::item_url("facebook", url).value().key;
}

Kinds kinds_in(const Told& told) {
  Kinds kinds;
  for (const auto& item : told.items) {
    CHECK(item.url.find("&amp;") == std::string::npos);
    CHECK_FALSE(item.name);
    kinds[key_of(item.url)] = item.kind;
  }
  CHECK(kinds.size() == told.items.size());
  return kinds;
}

/// The URLs that notices have led to, for an item with this number.
std::string url_number(std::size_t number) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> shapes{
      {{"/groups/300000000000001/?post_id=", "&comment_id=7&notif_id=1706&notif_t=x&ref=notif"},
       {"/groups/gardenfriends/?multi_permalinks=", "&hoisted_section_header_type=recently_seen"},
       {"/groups/300000000000001/?multi_permalinks=", "&ref=share"},
       {"/groups/300000000000001/permalink/", "/?comment_id=7"},
       {"/permalink.php?story_fbid=", "&id=100000000000001"},
       {"/bea.example/posts/", "?comment_id=7&reply_comment_id=8"},
       {"/watch/live/?v=", "&ref=notif"},
       {"/reel/", "/"},
       {"/share/p/", "/"}}};
  const auto& [before, after] = shapes.at(number % shapes.size());
  return "https://www.facebook.com" + std::string(before) + std::to_string(1200000000000000 + number) +
         std::string(after);
}

struct Expected {
  std::vector<Notice> notices;
  Kinds kinds;
};

/// Every sentence in every language, each about another item.
Expected all_notices() {
  Expected all;
  const auto languages = table("notices.json");
  for (const auto& [language, sentences] : languages.items())
    for (const auto& [meaning, texts] : sentences.items())
      for (const std::string text : texts) {
        const auto url = url_number(all.notices.size());
        all.notices.push_back({url, text});
        if (meaning == "tagged") all.kinds[key_of(url)] = "tag";
        if (meaning == "mentioned") all.kinds[key_of(url)] = "mention";
      }
  return all;
}

/// Says what differs, which comparing two maps would not.
void check_same(const Kinds& found, const Expected& expected) {
  for (const auto& [url, text] : expected.notices) {
    INFO(text << " " << url);
    const auto key = key_of(url);
    const auto kind = found.find(key), wanted = expected.kinds.find(key);
    CHECK((kind == found.end() ? "none" : kind->second) == (wanted == expected.kinds.end() ? "none" : wanted->second));
  }
  CHECK(found.size() == expected.kinds.size());
}

}  // namespace

TEST_CASE("notices in every shape, generation and language tell the tags and mentions, and no others") {
  const auto expected = all_notices();
  std::map<std::string, std::string> shapes{{".json", notices_list(expected.notices)}};
  for (const auto layout :
       {NoticeLayout::plain_one_cell, NoticeLayout::plain_two_cells, NoticeLayout::header_cells, NoticeLayout::link})
    shapes[std::to_string(static_cast<int>(layout)) + ".html"] = notices_page(expected.notices, layout);
  const std::vector<std::string> generations{"notifications/notifications", "about_you/notifications/notifications",
                                             "facebook-anna/logged_information/notifications/notifications"};
  for (const auto& [shape, content] : shapes)
    for (const auto& generation : generations) {
      INFO(generation << " " << shape);
      const auto told = read_zip(
          {{generation + shape.substr(shape.find('.')), content}, {"friends_and_followers/friends.json", "{}"}});
      CHECK(told.platforms == std::vector<std::string>{"facebook"});
      CHECK(told.skipped.empty());
      check_same(kinds_in(told), expected);
    }
}

TEST_CASE("a notice about several posts tells the first, and how many more there are") {
  const std::string text = "Bea Example tagged you and others in a post.";
  const auto told = read_zip({{"notifications/notifications.json",
                               notices_list({{"https://www.facebook.com/groups/7/?multi_permalinks=5%2C6,8", text},
                                             {"https://www.facebook.com/groups/7/?multi_permalinks=9,", text}})}});
  CHECK(told.items.size() == 2);
  REQUIRE(told.skipped.size() == 1);
  CHECK(told.skipped[0].reason == "partly");
  CHECK(told.skipped[0].read == 2);
  CHECK(told.skipped[0].unread == 2);
}

TEST_CASE("every language has notices of the person alone, of the person and others, and of somebody else") {
  const auto languages = table("notices.json");
  CHECK(languages.size() == 33);
  for (const auto& [language, sentences] : languages.items()) {
    INFO(language);
    CHECK(sentences.at("tagged").size() >= 2);
    CHECK(sentences.at("mentioned").size() >= 2);
    const auto& others = sentences.at("neither");
    CHECK(std::any_of(others.begin(), others.end(), [](const std::string& text) {
      return text.find("Bea Example") != std::string::npos && text.find("Carl Example") != std::string::npos;
    }));
  }
}

TEST_CASE("what an import tells of people is what the list has, and JSON and HTML of one account are one") {
  const std::string profile = "https://www.facebook.com/bea.example";
  std::vector<Tagged> photos;
  std::string records;
  for (int i = 0; i < 6; ++i) {
    photos.push_back(
        {"https://www.facebook.com/photo.php?fbid=10150000000000" + std::to_string(100 + i), "Bea Example"});
    records += (i == 0 ? "" : ",") + owned_record(photos.back(), profile);
  }
  const Packed in_json{tagged_path, "[" + records + "]"};
  const Packed in_html{tagged_page_path, tagged_page(photos, Layout::two_cells)};
  for (const auto& files : {std::vector<Packed>{in_json, in_html}, {in_html, in_json}, {in_json}}) {
    TemporaryFolder data, downloads;
    const auto archive = downloads.path() / "facebook-anna-2026-11-20-Ux.zip";
    std::ofstream(archive, std::ios::binary) << make_zip(files);
    HostProcess host{data.path()};
    for (const int added : {6, 0}) {
      const auto summary = host.call("downloads.import", {{"paths", {archive.string()}}}).at("result").at("summary");
      CHECK(summary.at("taggedItems") == 6);
      CHECK(summary.at("new") == added);
      CHECK(summary.at("contacts") == 1);
    }
    const auto contacts = host.call("contacts.list", json::object()).at("result").at("contacts");
    REQUIRE(contacts.size() == 1);
    CHECK(contacts[0].at("url") == profile);
  }
}

TEST_CASE("collected downloads are read as what they are, down to the people and what nobody can read") {
  const fs::path folder{test::fixture("download-cases")};
  std::ifstream file{test::fixture("download-cases.json")};
  const auto cases = json::parse(file).at("cases");
  CHECK(cases.size() == static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, {})));
  for (const auto& one : cases) {
    const auto archive = folder / one.at("file").get<std::string>();
    INFO(archive.filename().string());
    const auto told = read_with(read_file(archive), {"download"});
    CHECK(told.platforms == std::vector<std::string>{"facebook"});
    std::map<std::string, std::string> kinds;
    for (const auto& item : told.items) kinds[key_of(item.url)] = item.kind;
    std::map<std::string, int> items;
    for (const auto& [key, kind] : kinds) ++items[kind];
    CHECK(json(items) == one.at("items"));
    std::vector<std::string> emails;
    for (const auto& email : told.emails) emails.push_back(email.email);
    CHECK(json(emails) == one.at("emails"));
    std::int64_t unread = 0;
    for (const auto& skipped : told.skipped) unread += skipped.unread;
    CHECK(unread == one.at("unread"));

    TemporaryFolder data;
    HostProcess host{data.path()};
    const auto summary = host.call("downloads.import", {{"paths", {archive.string()}}}).at("result").at("summary");
    CHECK(summary.at("new") == kinds.size());
    CHECK(summary.at("contacts") == one.at("contacts").size());
    std::vector<std::string> names;
    const auto contacts = host.call("contacts.list", json::object()).at("result").at("contacts");
    for (const auto& contact : contacts)
      if (contact.at("name") != "") names.push_back(contact.at("name"));
    CHECK(json(names) == one.at("contacts"));
  }
}

TEST_CASE("the list of tagged photos is read in every shape, generation and language") {
  const std::string profile = "https://www.facebook.com/bea.example";
  const std::vector<std::pair<std::string, std::string>> labels{
      {"URL", "Name"},     {"Adresse", "Nom"}, {"URL", "Imię i nazwisko"}, {"Адрес", "Имя"},  {"عنوان", "الاسم"},
      {"Liên kết", "Tên"}, {"網址", "姓名"},   {"Адреса", "Ім’я"},         {"Adres", "İsim"}, {"Adresa", "Emri"}};
  const std::vector<std::string> generations{
      "photos_and_videos/", "activity_you're_tagged_in/", "your_activity_across_facebook/activity_youre_tagged_in/",
      "your_facebook_activity/your_facebook_activity/activity_you_re_tagged_in/",
      "facebook-anna-2026-11-20-Ux/your_facebook_activity/activity_you’re_tagged_in/"};
  for (const auto& [url, name] : labels) {
    const Tagged one{photo, "Beatrix Example", 1700000000, url, name};
    const auto record = tagged_record(one), owned = owned_record(one, profile, "Chủ");
    std::vector<std::pair<std::string, std::string>> shapes;
    for (const auto& written : {record, owned})
      for (const auto& content : {"[" + written + "]", written, "{\"photos_v2\":[" + written + "]}"})
        shapes.emplace_back(".json", content);
    for (const auto layout : {Layout::two_cells, Layout::one_cell, Layout::no_table})
      shapes.emplace_back(".html", tagged_page({one}, layout));
    for (const auto& [ending, content] : shapes)
      for (auto path : generations) {
        path.append("photos_and_videos_you're_tagged_in").append(ending);
        INFO(path << " " << content);
        const auto told = read_zip({{path, content}});
        REQUIRE(told.items.size() == 1);
        CHECK(told.items[0].url == photo);
        CHECK(told.items[0].kind == "photo");
        CHECK(told.items[0].name == "Beatrix Example");
        // A page gives only the day.
        CHECK((told.items[0].at == "2024-07-09T12:00:00.000Z") == (ending != ".json"));
        CHECK(told.items[0].at);
        CHECK(told.skipped.empty());
      }
  }
}

TEST_CASE("the address of an account is read in both shapes of tables and in Instagram's newest files") {
  const auto address_in = [](const std::string& path, const std::string& content) {
    const auto told = read_zip({{path, content}});
    return told.emails.size() == 1 ? told.emails[0].email : std::to_string(told.emails.size());
  };
  for (const char* label : {"Email", "Adresse e-mail", "Địa chỉ email", "電子郵件", "Адрес эл. почты"}) {
    const std::string cell = std::string(label) + "</th><td>anna&#064;example.org</td></tr>";
    CHECK(address_in("profile_information/profile_information.html",
                     "<table><tr><th>Name</th><td>Anna</td></tr><tr><th>" + cell + "</table>") == "anna@example.org");
    CHECK(address_in("personal_information/personal_information/personal_information.html",
                     "<table><tr><td class=\"_a6_q\">" + std::string(label) +
                         "</td><td class=\"_a6_r\">anna&#064;example.org</td></tr></table>") == "anna@example.org");
    CHECK(address_in("personal_information/personal_information/personal_information.json",
                     R"([{"timestamp":1760000000,"media":[],"label_values":[{"label":)" + meta_string(label) +
                         R"(,"value":"anna@example.org"},{"label":"Name","value":"Anna"}],"fbid":"1"}])") ==
          "anna@example.org");
  }
}
