#include "download_samples.hpp"

namespace demur::test {
namespace {

constexpr const char* profile_path = "personal_information/profile_information/profile_information.json";

std::string photo_url(std::size_t number) {
  return "https://www.facebook.com/photo.php?fbid=" + std::to_string(number) + "&set=a.1&type=3";
}

std::vector<Tagged> tagged_photos() {
  return {{photo_url(9001), "Bea Berg", 1563098400},
          {photo_url(9002), "Bea Berg", 1563098460},
          {photo_url(9003), "Bea Berg", 1656000000},
          {photo_url(9004), "Jörg Müller", 1577836800},
          {photo_url(9005), "Jörg Müller", 1609459200},
          {photo_url(9006), "Zoë Łukasiewicz", 1700000000},
          {"https://www.facebook.com/watch/?v=9007", "Zoë Łukasiewicz", 1700000060}};
}

std::string notice(const char* path, const char* text) {
  return R"({"timestamp":1731000000,"unread":false,"href":)" +
         meta_string(std::string("https://www.facebook.com") + path) + ",\"text\":" + meta_string(text) + "}";
}

std::string notices() {
  return "{\"notifications_v2\":[" + notice("/joerg.example/posts/501", "Jörg Müller hat dich markiert.") + "," +
         notice("/bea.example/posts/502", "Bea Berg hat dich in einem Kommentar erwähnt.") + "," +
         notice("/anna.example/posts/503", "Zoë gefällt dein Beitrag.") + "]}";
}

/// What surrounds what is needed.
std::vector<Packed> facebook_surroundings() {
  return {{"start_here.html", "<html></html>"},
          {"connections/friends/your_friends.json", R"({"friends_v2":[{"name":"Bea Berg","timestamp":1500000000}]})"},
          {"your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json",
           R"([{"timestamp":1600000000,"data":[{"post":"Hello"}],"title":"Anna Example updated her status."}])"},
          {"your_facebook_activity/messages/inbox/bea_1/message_1.json",
           R"({"participants":[{"name":"Bea Berg"}],"messages":[]})"},
          {"your_facebook_activity/posts/media/1.jpg", std::string(20000, 'j'), false},
          {"your_facebook_activity/stories/archived_stories.json", "[object Object]"},
          {"your_facebook_activity/groups/no-data.txt", ""}};
}

template <typename Files>
Files joined(Files files, const Files& more) {
  files.insert(files.end(), more.begin(), more.end());
  return files;
}

std::string encrypted() {
  auto files = facebook_files();
  for (auto& file : files) file.is_encrypted = true;
  return make_zip(files);
}

std::string lying() {
  auto files = facebook_files();
  for (auto& file : files) file.size_said = static_cast<std::int64_t>(file.content.size()) + 1000;
  return make_zip(files);
}

std::string many_entries() {
  std::vector<Packed> files(70000, {"your_facebook_activity/posts/media/1.jpg", "x", false});
  return make_zip(joined(files, facebook_files()), {true});
}

}  // namespace

std::vector<Packed> facebook_files() {
  return joined<std::vector<Packed>>(
      {{profile_path, R"({"profile_v2":{"name":{"full_name":"Anna Example"},"emails":{"emails":["anna@example.org",)"
                      R"("anna.work@example.org"],"previous_emails":["anna.old@example.org"]}}})"},
       {tagged_path, tagged_list(tagged_photos())},
       {notices_path, notices()}},
      facebook_surroundings());
}

std::vector<Packed> facebook_pages() {
  auto tagged = tagged_photos();
  for (auto& one : tagged)
    if (const auto more = one.url.find('&'); more != std::string::npos) one.url.resize(more);
  return {{"start_here.html", "<html></html>"},
          {"personal_information/profile_information/profile_information.html",
           download_page("<div><table><tr><td>Emails</td><td>anna@example.org</td></tr></table></div>")},
          {tagged_page_path, tagged_page(tagged, Layout::two_cells)},
          {"your_facebook_activity/posts/media/1.jpg", std::string(20000, 'j'), false}};
}

std::vector<Packed> instagram_files() {
  return {{"personal_information/personal_information/personal_information.json",
           R"({"profile_user":[{"string_map_data":{"E-Mail":{"value":"anna.insta@example.org"},)"
           R"("Username":{"value":"anna.example"}}}]})"},
          {"connections/followers_and_following/followers_1.json",
           R"([{"string_list_data":[{"href":"https://www.instagram.com/bea.example","value":"bea.example"}]}])"},
          {"your_instagram_activity/media/posts_1.json", "[]"},
          {"media/posts/202410/1.jpg", std::string(20000, 'j'), false}};
}

std::string many_tagged(std::size_t people, std::size_t each) {
  constexpr std::size_t first_number = 100000;
  std::vector<Tagged> tagged;
  for (std::size_t i = 0; i < people * each; ++i)
    tagged.push_back({photo_url(first_number + i), "Person " + std::to_string(i % people),
                      1600000000 + static_cast<std::int64_t>(i)});
  return tagged_list(tagged);
}

std::string many_notices(std::size_t count) {
  constexpr std::size_t first_number = 1200000000000000;
  std::vector<Notice> all(count);
  for (std::size_t i = 0; i < count; ++i)
    all[i] = {
        "https://www.facebook.com/groups/300000000000001/?post_id=" + std::to_string(first_number + i) + "&ref=notif",
        "Bea Example mentioned you and others in a comment in Garden Friends."};
  return notices_list(all);
}

std::map<std::string, std::string> sample_archives() {
  const auto facebook = facebook_files();
  const auto good = make_zip(facebook);
  // The first part has the pictures and the addresses, the second the lists.
  auto first = facebook_surroundings(), second = std::vector<Packed>{facebook.at(1), facebook.at(2)};
  first.push_back(facebook.front());
  const std::string all_lines(100UL * 1024 * 1024, '\n');
  return {{"facebook-json.zip", good},
          {"facebook-html.zip", make_zip(facebook_pages())},
          {"instagram-json.zip", make_zip(instagram_files())},
          {"both-json.zip", make_zip(joined(facebook, instagram_files()))},
          {"facebook-large.zip", make_zip({{tagged_path, many_tagged(400, 100)}})},
          {std::string("two-parts/") + first_part, make_zip(first)},
          {std::string("two-parts/") + second_part, make_zip(second)},
          {"encrypted.zip", encrypted()},
          {"half.zip", good.substr(0, good.size() / 2)},
          {"other.zip", make_zip({{"holiday/1.jpg", "x"}})},
          {"lying.zip", lying()},
          {"bomb.zip", make_zip({{tagged_path, "[" + all_lines + "]"}})},
          {"brackets.zip", make_zip({{tagged_path, std::string(200000, '[')}})},
          {"climbing.zip", make_zip({{"../" + std::string(tagged_path), tagged_list(tagged_photos())}})},
          {"not-a-zip.zip", "This is no archive."},
          {"many-entries.zip", many_entries()}};
}

}  // namespace demur::test
