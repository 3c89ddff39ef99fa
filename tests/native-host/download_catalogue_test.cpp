#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "places.hpp"
#include "reading/downloads/catalogue.hpp"

using namespace demur::reading;

TEST_CASE("the file of tagged photos is known whatever became of its apostrophe and of the folders above it") {
  for (const char* path :
       {"your_facebook_activity/activity_you're_tagged_in/photos_and_videos_you're_tagged_in.json",
        "your_facebook_activity/activity_you’re_tagged_in/photos_and_videos_you’re_tagged_in.json",
        "your_facebook_activity/activity_youre_tagged_in/photos_and_videos_youre_tagged_in.json",
        "facebook-anna-2026-11-20-AbC/your_facebook_activity/activity_you_re_tagged_in/photos_and_videos_you_re_tagged_"
        "in.json",
        "meta-2026-Jan-10-17-13-19/facebook-anna/activity/photos_and_videos_you#U2019re_tagged_in.json",
        "activity_you're_tagged_in\\photos_and_videos_you%27re_tagged_in.json",
        "photos_and_videos_you\xCE\x93\xC3\x87\xC3\x96re_tagged_in.json", "photos_and_videos_you're_tagged_in_1.json",
        "Photos and videos you're tagged in (2).JSON", "photos_and_videos_you're_tagged_in.json"}) {
    INFO(path);
    const auto file = known_file(path);
    REQUIRE(file);
    CHECK(file->name == "photos_and_videos_you're_tagged_in.json");
    CHECK(file->platform == "facebook");
    CHECK(file->content == FileContent::tagged);
    CHECK(file->markup == Markup::json);
  }
}

TEST_CASE("files of both platforms and all generations are known, and by the name that they are given") {
  const auto name_of = [](const char* path) { return known_file(path).value().name; };
  CHECK(name_of("profile_information/profile_information.json") == "profile_information/profile_information.json");
  CHECK(name_of("personal_information/profile_information/profile_information.html") ==
        "profile_information/profile_information.html");
  CHECK(name_of("a/logged_information/notifications/notifications.htm") == "notifications/notifications.html");
  CHECK(name_of("posts/other_people's_posts_to_your_timeline.json") == "other_people's_posts_to_your_timeline.json");
  CHECK(name_of("security_and_login_information/email_address_verifications.json") ==
        "email_address_verifications.json");
  for (const char* path :
       {"personal_information/personal_information/personal_information.json",
        "personal_information/personal_information.json", "account_information/personal_information.json"})
    CHECK(name_of(path) == "personal_information.json");
  CHECK(known_file("login_and_account_creation/signup_information.json")->content == FileContent::earlier_addresses);
  CHECK_FALSE(known_file("facebook-anna/index.htm")->identifies_platform);
  CHECK(known_file("login_and_profile_creation/instagram_signup_details.json")->platform == "instagram");
  std::ifstream manifest{demur::test::manifest("downloads.json")};
  const auto files = nlohmann::json::parse(manifest).at("files");
  for (const auto& entry : files)
    for (const char* ending : {".json", ".html"}) {
      const auto path = entry.at("path").get<std::string>();
      const auto name = path.find('.') == std::string::npos ? path + ending : path;
      INFO(name);
      CHECK(known_file(name).value().name == name);
      CHECK(known_file(name)->platform == entry.at("platform"));
    }
}

TEST_CASE("other files are not needed") {
  for (const char* path : {"",
                           "/",
                           ".json",
                           "messages/inbox/anna/message_1.json",
                           "notifications.json",
                           "posts/your_posts_1.json",
                           "photos_and_videos_you're_tagged_in",
                           "photos_and_videos_you're_tagged_in.jpg",
                           "photos_and_videos_you're_tagged_in.json/x.txt",
                           "profile_information.json",
                           "posts/places_you_have_been_tagged_in.json",
                           "ads_information/your_pages_mentions.json",
                           "start_here.html",
                           "index.html",
                           "facebook_accounts_center/your_account_password_information.json",
                           "photos/1001/index.htm",
                           "html/contact_info.htm",
                           "your_facebook_activity/groups/no-data.txt",
                           "photos_and_videos_you're_tagged_in.txt",
                           "__MACOSX/activity/._photos_and_videos_you're_tagged_in.json"}) {
    INFO(path);
    CHECK_FALSE(known_file(path));
  }
}

TEST_CASE("a download is known by folders that no other archive has") {
  const auto is = [](const char* path) { return platform_of(path).value_or(""); };
  CHECK(is("your_facebook_activity/posts/media/1.jpg") == "facebook");
  CHECK(is("facebook-anna-2026/this_profiles_activity_across_facebook/posts/x.json") == "facebook");
  CHECK(is("your_activity_across_facebook/posts/media/1.jpg") == "facebook");
  CHECK(is("posts/your_posts_1.json") == "facebook");
  CHECK(is("posts/profile_posts_1.json") == "facebook");
  CHECK(is("html/timeline.htm") == "facebook");
  CHECK(is("facebook-anna/html/wall.htm") == "facebook");
  CHECK(is("friends_and_followers/friends.json") == "facebook");
  CHECK(is("comments_and_reactions/comments.json") == "facebook");
  CHECK(is("your_facebook_activity/your_facebook_activity/posts/x.json") == "facebook");
  CHECK(is("facebook-anna/data_messenger_e2e/Bea_1.json") == "facebook");
  CHECK(is("meta-2026/instagram-anna/your_instagram_activity/") == "instagram");
  CHECK(is("connections/followers_and_following/followers_1.json") == "instagram");
  CHECK(is("media/posts/202601/1.jpg") == "instagram");
  CHECK(is("index.html").empty());
  CHECK(is("photos/1.jpg").empty());
  CHECK(is("a/b/c/d/your_facebook_activity/x").empty());
}

TEST_CASE("a path that leads elsewhere is unsafe") {
  for (const char* path :
       {"../x.json", "a/../../x.json", "a\\..\\x.json", "/etc/passwd", "C:\\x.json", "", "a\nb.json"})
    CHECK(is_unsafe(path));
  for (const char* path : {"a/b.json", "a..b/c...json", "you’re.json"}) CHECK_FALSE(is_unsafe(path));
}
