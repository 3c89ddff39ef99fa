// The shapes that the files of downloads have had since 2010, each as people described it.
#include "download_reader_support.hpp"

using namespace demur::test;

namespace {

using Emails = std::vector<std::string>;

Emails emails_in(const Told& told) {
  Emails found;
  for (const auto& email : told.emails) found.push_back(email.email);
  return found;
}

constexpr const char* profile_path = "profile_information/profile_information.json";

const std::string tagged_folder = "your_facebook_activity/activity_you're_tagged_in/";

}  // namespace

TEST_CASE("a download of before 2018 tells the addresses on its first page, and no album's comments") {
  const std::string first =
      "<html><body><div class=\"nav\"><a href=\"html/timeline.htm\">Timeline</a></div><div class=\"contents\"><h1>Anna "
      "Example</h1><table><tr><th>Registered</th><td>Monday, 1 March 2010 at 10:00 UTC+01</td></tr><tr><th>Email</th>"
      "<td><ul><li>anna&#064;example.org</li><li>anna&#064;facebook.com</li></ul></td></tr></table></div></body></"
      "html>";
  const std::vector<Packed> rest{{"html/timeline.htm", "<html><body><p>Anna was here.</p></body></html>"},
                                 {"html/friends.htm", "<html></html>"},
                                 {"html/contact_info.htm", "<li>bea@example.org</li>"},
                                 {"messages.htm", "<html></html>"},
                                 {"photos/1001/index.htm", "<html><p>Mail</p><p>zoe@example.org</p></html>"}};
  for (const std::string folder : {"", "facebook-anna/"}) {
    auto files = rest;
    files.push_back({"index.htm", first});
    for (auto& file : files) file.path = folder + file.path;
    const auto told = read_zip(files);
    CHECK(told.platforms == std::vector<std::string>{"facebook"});
    CHECK(emails_in(told) == Emails{"anna@example.org"});
    CHECK(told.skipped.empty());
    CHECK(told.count == 0);
  }
  CHECK(read_zip({{"index.htm", first}, {"style.css", "p{}"}}).unreadable == "not-a-download");
}

TEST_CASE("the addresses of a profile are those that it has now, in every generation") {
  const std::string lists =
      R"({"ad_account_emails":["ad@example.org"],"pending_emails":["soon@example.org"],"previous_emails":)"
      R"(["old@example.org"],"emails":["anna@example.org"]})";
  for (const char* key : {"profile", "profile_v2"})
    for (const std::string folder : {"", "personal_information/"}) {
      const auto told = read_zip({{folder + profile_path, "{\"" + std::string(key) +
                                                              "\":{\"name\":{\"full_name\":"
                                                              "\"Anna\"},\"emails\":" +
                                                              lists + "}}"}});
      CHECK(emails_in(told) == Emails{"anna@example.org"});
      CHECK(told.skipped.empty());
    }
  const auto none = read_zip({{profile_path, R"({"profile_v2":{"emails":{"previous_emails":["old@example.org"]}}})"}});
  CHECK(none.emails.empty());
  CHECK(none.skipped.empty());
}

TEST_CASE("the other files that tell addresses are read, those of earlier ones only where there is no better") {
  CHECK(emails_in(read_zip({{"personal_information/profile_information/contact_info.json",
                             R"({"label_values":[{"label":"Telefon","value":"+49 30 1"},{"label":"E-Mail-Adresse",)"
                             R"("vec":[{"value":"anna@example.org"}]}],"fbid":"1"})"}})) == Emails{"anna@example.org"});
  const Packed verified{"security_and_login_information/email_address_verifications.json",
                        R"({"contact_verifications_v2":[{"contact":"+49301","contact_type":2,"verification_time":1},)"
                        R"({"contact":"first@example.org","contact_type":1,"verification_time":1500000000}]})"};
  CHECK(emails_in(read_zip({verified})) == Emails{"first@example.org"});
  CHECK(emails_in(read_zip({verified, {profile_path, R"({"emails":{"emails":["now@example.org"]}})"}})) ==
        Emails{"now@example.org"});
  for (const char* path :
       {"personal_information/personal_information/personal_information.json",
        "personal_information/personal_information.json", "account_information/personal_information.json"})
    CHECK(emails_in(read_zip({{path, R"({"profile_user":[{"title":"","media_map_data":{},"string_map_data":{)"
                                     R"("Indirizzo e-mail":{"href":"","value":"anna@example.org","timestamp":0},)"
                                     R"("Nome utente":{"href":"","value":"anna","timestamp":0}}}]})"}})) ==
          Emails{"anna@example.org"});
}

TEST_CASE("a tagged photo is found by its address in either member, by its time wherever it stands, in every part") {
  const auto name = R"({"label":"Name","value":"Zoë"})";
  for (const std::string member : {"value", "href"}) {
    const auto record = R"({"timestamp":1700000000,"width":1080,"media":[],"label_values":[{"label":"URL",")" + member +
                        "\":\"" + photo + "\"}," + name + R"(],"fbid":"1"})";
    check_one(read_zip({{tagged_path, record}}), "Zoë");
  }
  check_one(read_zip({{tagged_path, R"([{"label_values":[{"label":"Datum","timestamp_value":1700000000},)" +
                                        std::string(name) + R"(,{"label":"URL","href":")" + photo + R"("}]}])"}}),
            "Zoë");
  const auto told =
      read_zip({{tagged_folder + "photos_and_videos_you're_tagged_in_1.json", tagged_list({{photo, "Zoë"}})},
                {tagged_folder + "photos_and_videos_you're_tagged_in_2.json",
                 tagged_list({{"https://www.facebook.com/photo.php?fbid=1002", "Bea"}})}});
  REQUIRE(told.items.size() == 2);
  CHECK(told.items[1].name == "Bea");
}

TEST_CASE("what others wrote on the timeline is an item where it has an address, and no fault where it has none") {
  const std::string path = "posts/other_people's_posts_to_your_timeline.json";
  const std::string written =
      R"({"timestamp":1400000000,"title":"Zoe wrote on your timeline.","data":[{"post":"Hi"}]})";
  const std::string shared =
      R"({"timestamp":1700000000,"title":"Zoe shared a post.","attachments":[{"data":[{"external_context":{"url":)"
      R"("https://www.facebook.com/zoe/posts/7"}}]}]})";
  for (const auto& [start, end] : std::vector<std::pair<std::string, std::string>>{
           {R"({"wall_posts_sent_to_you":[)", "]}"}, {R"({"wall_posts_sent_to_you":{"activity_log_data":[)", "]}}"}}) {
    const auto told = read_zip({{path, start + written + "," + shared + end}});
    REQUIRE(told.items.size() == 1);
    CHECK(told.items[0].url == "https://www.facebook.com/zoe/posts/7");
    CHECK(told.items[0].kind == "tag");
    CHECK_FALSE(told.items[0].name);
    CHECK(told.items[0].at == "2023-11-14T22:13:20.000Z");
    CHECK(told.skipped.empty());
    const auto elsewhere = std::string{shared}.replace(shared.find("zoe/posts/7"), 11, "events/7/activity");
    const auto unknown = read_zip({{path, start + written + "," + elsewhere + "," + shared + ",7" + end}});
    REQUIRE(unknown.skipped.size() == 1);
    CHECK(unknown.skipped.front().reason == "partly");
    CHECK(unknown.skipped.front().read == 1);
    CHECK(unknown.skipped.front().unread == 2);
    const auto only_written = read_zip({{path, start + written + end}});
    CHECK(only_written.items.empty());
    CHECK(only_written.skipped.empty());
  }
  const auto page = read_zip({{"posts/other_people's_posts_to_your_timeline.html",
                               download_page("<div class=\"pam\"><div>Zoe wrote on your timeline.</div></div>")}});
  CHECK(page.skipped.empty());
}

TEST_CASE("an archive that was written as it was sent is read") {
  Packed sent{tagged_path, tagged_list({{photo, "Anna"}})};
  sent.has_descriptor = true;
  check_one(read_zip({{"your_facebook_activity/posts/media/1.jpg", "x", false}, sent}), "Anna");
}

TEST_CASE("a file that the archive packs in two ways at once is skipped") {
  Packed file{tagged_path, tagged_list({{photo, "Anna"}})};
  file.says_stored = true;
  check_skipped(read_zip({file}), "damaged");
}

TEST_CASE("a download whose files are all empty is known for what it is") {
  const auto told = read_zip({{"account_information/personal_information.json", "", false},
                              {"content/posts_1.json", "", false},
                              {"followers_and_following/followers.json", "", false},
                              {"login_and_account_creation/signup_information.json", "", false},
                              {"media/other/no-data.txt", "", false}});
  CHECK(told.platforms == std::vector<std::string>{"instagram"});
  REQUIRE(told.skipped.size() == 2);
  for (const auto& skipped : told.skipped) CHECK(skipped.reason == "empty");
  CHECK(told.count == 0);
}
