#include <fstream>
#include <nlohmann/json.hpp>

#include "download_reader_support.hpp"
#include "reading/downloads/records.hpp"

using namespace demur;
using namespace demur::test;
using namespace demur::reading;
using nlohmann::json;

namespace {

Told read_tagged(const std::string& content) {
  return read_zip({{tagged_path, content}});
}

std::string profile(const std::string& emails) {
  return R"({"profile_v2":{"name":{"full_name":"Anna"},"emails":)" + emails + "}}";
}

}  // namespace

TEST_CASE("a download tells the tagged photos, who shared them and when") {
  const auto told = read_tagged(tagged_list({{photo, "Jörg Müller"}}));
  check_one(told, "Jörg Müller");
  CHECK(told.platforms == std::vector<std::string>{"facebook"});
  CHECK(told.stages == std::vector<std::string>{"opening", "addresses", "items"});
  CHECK(told.total > 0);
  CHECK(told.done == told.total);
}

TEST_CASE("tagged photos are found in a list, in a single object and below any name") {
  const auto record = tagged_record({photo, "Zoë"});
  for (const auto& content : {"[" + record + "]", record, "{\"photos\":[" + record + "]}",
                              "{\"a\":{\"activity_log_data\":[" + record + "]}}"}) {
    INFO(content);
    check_one(read_tagged(content), "Zoë");
  }
}

TEST_CASE("labels in any language, nested values and addresses in either member are read by their shape") {
  const std::vector<std::pair<std::string, std::string>> labels{
      {"URL", "Name"}, {"Adresse", "Name"},    {"URL", "Nom"},     {"URL", "Nombre"}, {"URL", "Nome"},
      {"URL", "Imię"}, {"Διεύθυνση", "Όνομα"}, {"URL", "Име"},     {"URL", "Jméno"},  {"URL", "Név"},
      {"URL", "Nimi"}, {"URL", "Vārds"},       {"リンク", "名前"}, {"رابط", "الاسم"}, {"кое", "нещо"}};
  for (const auto& [url, name] : labels) {
    INFO(name);
    check_one(read_tagged(tagged_list({{photo, "Łukasz Žižka", 1700000000, url, name}})), "Łukasz Žižka");
  }
  const auto nested =
      R"([{"timestamp":1700000000,"label_values":[{"title":"Besitzer","dict":[{"dict":[{"label":"X","vec":)"
      R"([{"value":"Anna"}]},{"label":"Y","value":"https://www.facebook.com/anna"}]}]},{"label":"Z","href":)" +
      meta_string(photo) + "}]}]";
  const auto told = read_tagged(nested);
  check_one(told, "Anna");
  CHECK(told.items[0].profile == "https://www.facebook.com/anna");
}

TEST_CASE("the text beside a profile's URL is its name, whatever its label says") {
  const std::string profile = "https://www.facebook.com/bea.example";
  for (const char* label : {"Name", "Tên", "Имя", "Ad", "Imię i nazwisko", "الاسم", "姓名", "Emri"}) {
    INFO(label);
    const Tagged one{photo, "Nguyễn Văn Mẫu", 1700000000, "URL", label};
    const auto told = read_tagged("[" + owned_record(one, profile, "Chủ sở hữu") + "]");
    check_one(told, "Nguyễn Văn Mẫu");
    CHECK(told.items[0].profile == profile);
  }
  check_one(read_tagged("[" + owned_record({photo, "Hie\u0302\u0301u Mu\u0308ller\u200B"}, profile) + "]"),
            "Hiếu Müller");
  // Whose photo it is can't be told.
  auto two = owned_record({photo, "Bea"}, profile);
  two.insert(two.find("],\"fbid\""), R"(,{"dict":[{"label":"Name","value":"Carl"},{"label":"URL","href":)"
                                     R"("https://www.facebook.com/carl"}],"title":"Tagged"})");
  const auto told = read_tagged("[" + two + "]");
  REQUIRE(told.items.size() == 1);
  CHECK_FALSE(told.items[0].name);
  CHECK_FALSE(told.items[0].profile);
}

TEST_CASE("where several texts could be the name, the label decides or there is none") {
  const auto with = [](const std::string& label) {
    return read_tagged(R"([{"timestamp":1700000000,"label_values":[{"label":"A","href":)" + meta_string(photo) +
                       R"(},{"label":"Album","value":"Sommer"},{"label":)" + meta_string(label) +
                       R"(,"value":"Anna"},{"label":"Datum","value":"12. Juli 2024"}]}])");
  };
  check_one(with("Naam"), "Anna");
  const auto told = with("???");
  REQUIRE(told.items.size() == 1);
  CHECK_FALSE(told.items[0].name);
}

TEST_CASE("letters that were taken for bytes are put together only where that is certain") {
  for (const std::string name :
       {"Jörg", "Élodie", "Łukasz", "Žaneta", "Γιώργος", "Иван", "Ķērsta", "Õnne", "李小龍", "🙂"}) {
    std::string spoilt;
    for (const auto& letter : json::parse(meta_string(name)).get<std::string>()) spoilt += letter;
    CHECK(repaired(spoilt) == name);
    CHECK(repaired(name) == name);
  }
  CHECK(repaired("Ã") == "Ã");
  CHECK(repaired("Ã¤Ł") == "Ã¤Ł");
}

TEST_CASE("a time that can't be is left out, and the item stays") {
  for (const std::int64_t time : {std::int64_t{-62169958800}, std::int64_t{0}, std::int64_t{99999999999}, INT64_MAX}) {
    const auto told = read_tagged(tagged_list({{photo, "Anna", time}}));
    REQUIRE(told.items.size() == 1);
    CHECK_FALSE(told.items[0].at);
  }
}

TEST_CASE("names lose what can't be seen, and addresses become those of browsers") {
  const auto told = read_tagged(tagged_list({{"http://www.facebook.com/ä?fbid=1&x=\"", "A\u202Enna"}}));
  REQUIRE(told.items.size() == 1);
  CHECK(told.items[0].name == "Anna");
  CHECK(told.items[0].url == "https://www.facebook.com/%C3%A4?fbid=1&x=%22");
  CHECK(read_tagged(tagged_list({{"https://evil.example/photo.php?fbid=1", "Anna"}})).items.empty());
}

TEST_CASE("what can't be understood is skipped with its reason, and the rest is read") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "empty"},
      {" \n", "empty"},
      {"[object Object]", "malformed"},
      {"[1,2", "malformed"},
      {"[" + std::string(1, '\0'), "malformed"},
      {std::string(200000, '['), "too-deep"},
      {"[\"" + std::string(2UL * 1024 * 1024, 'x') + "\"]", "too-large"},
      {R"({"photos":[{"who":"Anna"}]})", "unknown-shape"}};
  for (const auto& [content, reason] : cases) {
    INFO(reason);
    const auto told = read_zip({{tagged_path, content, false},
                                {"personal_information/profile_information/profile_information.json",
                                 profile(R"({"emails":["anna@example.org"]})")}});
    check_skipped(told, reason);
    CHECK(told.skipped[0].path == tagged_path);
    CHECK(told.emails.size() == 1);
    CHECK(told.count == 0);
  }
  for (const char* nothing : {"[]", "{}", R"({"photos":[]})"}) CHECK(read_tagged(nothing).skipped.empty());
  const auto half = read_tagged("[" + tagged_record({photo, "Anna"}) + ",{\"timest");
  CHECK(half.items.size() == 1);
  check_skipped(half, "malformed");
}

TEST_CASE("notices tell tags and mentions, and nothing else") {
  const auto notice = [](const std::string& text) {
    return R"({"timestamp":1700000000,"unread":false,"href":)" + meta_string("https://www.facebook.com/anna/posts/5") +
           ",\"text\":" + meta_string(text) + "}";
  };
  const auto told =
      read_zip({{"logged_information/notifications/notifications.json",
                 "{\"notifications_v2\":[" + notice("Anna hat dich in einem Beitrag markiert.") + "," +
                     notice("Žofie vás zmínila v komentáři.") + "," + notice("Anna likes your photo.") + "]}"}});
  REQUIRE(told.items.size() == 2);
  CHECK(told.items[0].kind == "tag");
  CHECK(told.items[1].kind == "mention");
  CHECK_FALSE(told.items[0].name);
  CHECK(told.skipped.empty());
}

TEST_CASE("entries that can't be read among others are counted") {
  const auto list = [](const std::string& odd) {
    std::string records = tagged_record({photo, "Bea"});
    for (int i = 2; i < 9; ++i)
      records += "," + tagged_record({"https://www.facebook.com/photo.php?fbid=" + std::to_string(i), "Bea"}) +
                 (i == 4 ? odd : "");
    return "[" + records + "]";
  };
  for (const std::string odd :
       {",{},null", ",[],\"x\"", R"(,{"timestamp":1,"media":[{"uri":"a.jpg"}],"fbid":"7"},7)"}) {
    INFO(odd);
    const auto told = read_tagged(list(odd));
    CHECK(told.items.size() == 8);
    check_skipped(told, "partly");
    CHECK(told.skipped[0].read == 8);
    CHECK(told.skipped[0].unread == 2);
  }
  CHECK(read_tagged(list("")).skipped.empty());
}

TEST_CASE("a notice that says it and leads to nothing that is known is counted, as JSON and as a page") {
  const std::vector<Notice> notices{{"https://www.facebook.com/events/1/permalink/2/", "Bea tagged you in a post."},
                                    {"https://www.facebook.com/bea/posts/1", "Bea mentioned you in a comment."},
                                    {"https://www.facebook.com/events/1/", "Bea invited you to an event."},
                                    {"https://www.facebook.com/notes/2/?notif_t=comment_mention", "???"}};
  for (const auto& [ending, content] : {std::pair{".json", notices_list(notices)},
                                        {".html", notices_page(notices, NoticeLayout::plain_one_cell)},
                                        {".html", notices_page(notices, NoticeLayout::plain_two_cells)}}) {
    INFO(content);
    const auto told = read_zip({{std::string("notifications/notifications") + ending, content}});
    CHECK(told.items.size() == 1);
    check_skipped(told, "partly");
    CHECK(told.skipped[0].read == 1);
    CHECK(told.skipped[0].unread == 2);
  }
}

TEST_CASE("Meta's word that there is no list is not a missing one") {
  const std::string folder = "facebook-anna/your_facebook_activity/activity_you're_tagged_in/";
  const auto none = read_zip({{folder + "no-data.txt", "У вас нет данных в этом разделе"}});
  CHECK(none.lists == std::vector{false});
  CHECK(none.skipped.empty());
  CHECK(none.platforms == std::vector<std::string>{"facebook"});
  CHECK(read_zip({{"your_facebook_activity/groups/no-data.txt", "x"}}).lists.empty());
  CHECK(read_tagged("[]").lists == std::vector{true});
}

TEST_CASE("half of a character becomes a replacement, wherever the pieces of the file end") {
  const auto name_in = [](const std::string& name, std::size_t blanks = 0) {
    const auto told = read_tagged(std::string(blanks, ' ') +
                                  "[{\"timestamp\":1700000000,\"label_values\":[{\"label\":\"URL\","
                                  "\"href\":" +
                                  meta_string(photo) + "},{\"label\":\"Name\",\"value\":\"" + name + "\"}]}]");
    CHECK(told.skipped.empty());
    return told.items.size() == 1 ? told.items[0].name.value_or("none") : "lost";
  };
  CHECK(name_in(R"(Bea \ud83d)") == "Bea \uFFFD");
  CHECK(name_in(R"(Bea \ude42 B)") == "Bea \uFFFD B");
  CHECK(name_in(R"(\uD83D\uD83D\uDE42)") == "\uFFFD🙂");
  CHECK(name_in(R"(\ud83dx\t\ude42)") == "\uFFFDx \uFFFD");
  CHECK(name_in(R"(Bea \\ud83d)") == "Bea \\ud83d");
  CHECK(name_in("Bea \xED\xA0\xBD") == "Bea \uFFFD");
  CHECK(name_in("Bea \xC3") == "Bea ?");
  const std::string record = R"([{"timestamp":1700000000,"label_values":[{"label":"URL","href":)" + meta_string(photo) +
                             R"(},{"label":"Name","value":"Bea )";
  for (std::size_t cut = 0; cut <= 13; ++cut) {
    INFO(cut);
    const auto blanks = 64UL * 1024UL - record.size() - cut;
    CHECK(name_in(R"(Bea \ud83d)", blanks) == "Bea \uFFFD");
    CHECK(name_in(R"(Bea \ud83d\ude42)", blanks) == "Bea 🙂");
  }
}

TEST_CASE("an address that is marked as previous, dead, or in somebody's address book is never the person's") {
  const auto page = [](const std::string& rows) { return "<html><body><table>" + rows + "</table></body></html>"; };
  const auto emails = [](const std::vector<Packed>& files) {
    std::vector<std::string> found;
    for (const auto& email : read_zip(files).emails) found.push_back(email.email);
    return found;
  };
  using Emails = std::vector<std::string>;
  for (const std::string other : {"old&#064;example.org(Previous Email)", "old&#064;example.org (Pending Email)",
                                  "old&#064;example.org（先前的電子郵件）", "old&#064;example.org (Vorherige E-Mail)",
                                  "anna.example&#064;facebook.com"})
    for (const std::string cells : {"<tr><th>Email</th><td><ul><li>anna&#064;example.org</li><li>",
                                    "<tr><td>Email<div>anna&#064;example.org</div><div>"}) {
      INFO(other);
      const std::string path = "profile_information/profile_information.html";
      CHECK(emails({{path, page(cells + other + "</div></li></ul></td></tr>")}}) == Emails{"anna@example.org"});
    }
  CHECK(emails({{"html/wall.htm", "x"},
                {"html/contact_info.htm", page("<tr><th>Address book</th><td>zoe&#064;example.org</td></tr>")},
                {"index.htm", page("<tr><th>Email</th><td>anna&#064;example.org</td></tr>")}}) ==
        Emails{"anna@example.org"});
}

TEST_CASE("the mark in a notice's URL tells a tag or a mention in a language that isn't known") {
  const auto url = [](const std::string& number, const std::string& mark) {
    return "https://www.facebook.com/anna/posts/" + number + "?notif_id=1&notif_t=" + mark + "&ref=notif";
  };
  const std::string text = "Bea Example 님이 회원님을 태그했습니다.";
  const auto told = read_zip(
      {{"logged_information/notifications/notifications.json", notices_list({{url("1", "tagged_with_story"), text},
                                                                             {url("2", "comment_mention"), text},
                                                                             {url("3", "feed_comment"), text},
                                                                             {url("4", "mentions"), text}})}});
  REQUIRE(told.items.size() == 2);
  CHECK(told.items[0].kind == "tag");
  CHECK(told.items[1].kind == "mention");
}

TEST_CASE("plain text on a page is an item's URL only where its label says so, except in notices") {
  const auto read = [](const std::string& label) {
    return read_zip({{tagged_page_path, download_page("<div><table><tr><td>" + label + "</td><td>" + photo +
                                                      "</td></tr><tr><td>X</td><td>Bea</td></tr></table></div>")}});
  };
  const auto told = read("href");
  REQUIRE(told.items.size() == 1);
  CHECK(told.items[0].url == photo);
  CHECK(told.items[0].name == "Bea");
  CHECK(read("URL").items.size() == 1);
  CHECK(read("Caption").items.empty());
}

TEST_CASE("the account's addresses are found, and those that are not its own any more are not") {
  const auto emails_of = [](const std::string& path, const std::string& content) {
    std::vector<std::string> found;
    for (const auto& email : read_zip({{path, content}}).emails) found.push_back(email.email);
    return found;
  };
  using Emails = std::vector<std::string>;
  CHECK(
      emails_of("profile_information/profile_information.json",
                profile(R"({"previous_emails":["old@example.org"],"emails":["Anna@Example.org","b@example.org"]})")) ==
      Emails{"anna@example.org", "b@example.org"});
  for (const std::string key : {"Email", "Email address", "Indirizzo e-mail", "Correo electrónico", "ईमेल"}) {
    INFO(key);
    const auto content = R"({"profile_user":[{"string_map_data":{"Bio":{"value":"me@work.example"},)" +
                         meta_string(key) + R"(:{"href":"","value":"anna@example.org","timestamp":0}}}]})";
    for (const char* path : {"personal_information/personal_information/personal_information.json",
                             "account_information/personal_information.json"})
      CHECK(emails_of(path, content) == Emails{"anna@example.org"});
  }
  const auto unclear = R"([{"string_map_data":{"X":{"value":"a@example.org"},"Y":{"value":"b@example.org"}}}])";
  check_skipped(read_zip({{"personal_information/personal_information.json", unclear}}), "unknown-shape");
  CHECK(emails_of("login_and_account_creation/signup_information.json",
                  R"({"a":[{"string_map_data":{"Email":{"value":"first@example.org"}}}]})") ==
        Emails{"first@example.org"});
  const auto both = read_zip({{"login/signup_information.json", R"([{"Email":"first@example.org"}])"},
                              {"personal_information/personal_information.json", R"([{"Email":"now@example.org"}])"}});
  REQUIRE(both.emails.size() == 1);
  CHECK(both.emails[0].email == "now@example.org");
}

TEST_CASE("one file of an unpacked download is read by the name that the catalogue gives it") {
  const auto told =
      read_with(tagged_list({{photo, "Anna"}}), {"download-file", "photos_and_videos_you're_tagged_in.json"});
  check_one(told, "Anna");
  CHECK(read_with("[]", {"download-file", "other.json"}).unreadable == "not-a-download");
}

TEST_CASE("an archive with large numbers, many entries, stored and packed files is read") {
  const auto content = tagged_list({{photo, "Anna"}});
  check_one(read_zip({{tagged_path, content, true, false, true}}, {true}), "Anna");
  check_one(read_zip({{tagged_path, content, false}}), "Anna");
  std::vector<Packed> many(70000, {"your_facebook_activity/posts/media/1.jpg", "x", false});
  many.push_back({tagged_path, content});
  check_one(read_zip(many, {true}), "Anna");
  const auto media = read_zip({{"your_facebook_activity/posts/media/1.jpg", "x"}});
  CHECK(media.unreadable.empty());
  CHECK(media.count == 0);
}

TEST_CASE("an archive that can't be read says why, and nothing of it") {
  const auto content = tagged_list({{photo, "Anna"}});
  const auto good = make_zip({{tagged_path, content}});
  const auto reason = [](const std::string& bytes) {
    const auto told = read_with(bytes, {"download"});
    CHECK(told.items.empty());
    CHECK(told.count == -1);
    return told.unreadable;
  };
  CHECK(reason("") == "incomplete");
  CHECK(reason(good.substr(0, good.size() / 2)) == "incomplete");
  CHECK(reason(good.substr(0, good.size() - 1)) == "incomplete");
  CHECK(reason(good.substr(good.size() / 2)) == "damaged");
  CHECK(reason("Rar!\x1A\x07 and more") == "not-a-download");
  CHECK(reason(make_zip({{"holiday/1.jpg", "x"}})) == "not-a-download");
  CHECK(reason(make_zip({{tagged_path, content, true, true}})) == "encrypted");
  CHECK(reason(make_zip({{tagged_path, content}}, {false, 7})) == "damaged");
  CHECK(reason(make_zip({{tagged_path, content}}, {false, 0, 1})) == "damaged");
  CHECK(reason(make_zip(std::vector<Packed>(1001, {tagged_path, "[]"}))) == "too-large");
  // Half of an archive that has a whole one in it.
  const auto outer =
      make_zip({{"your_facebook_activity/x.zip", good, false}, {"b.bin", std::string(5000, 'b'), false}});
  CHECK(reason(outer.substr(0, outer.size() - 3000)) == "incomplete");
}

TEST_CASE("a file that is not what the directory says is skipped, and harms nothing") {
  const auto content = tagged_list({{photo, "Anna"}});
  Packed lie{tagged_path, content};
  lie.size_said = static_cast<std::int64_t>(content.size()) - 5;
  check_skipped(read_zip({lie}), "damaged");
  lie.size_said = static_cast<std::int64_t>(content.size()) + 5;
  check_skipped(read_zip({lie}), "damaged");
  Packed other_name{tagged_path, content};
  other_name.local_path = "x";
  check_skipped(read_zip({other_name}), "damaged");
  Packed other_sum{tagged_path, content};
  other_sum.checksum_difference = 1;
  check_skipped(read_zip({other_sum}), "damaged");
  Packed twice{tagged_path, content};
  twice.overlaps = 0;
  const auto overlapping = read_zip({{tagged_path, content}, twice});
  CHECK(overlapping.items.size() == 1);
  check_skipped(overlapping, "damaged");
  for (const auto& path : {"../" + std::string(tagged_path), "/" + std::string(tagged_path)})
    check_skipped(read_zip({{path, content}}), "unsafe-name");
  const auto locked =
      read_zip({{tagged_path, content, true, true}, {"x/photos_and_videos_you're_tagged_in_2.json", "[]"}});
  check_skipped(locked, "encrypted");
}

TEST_CASE("a bomb ends early, in the memory that the reader has") {
  const auto start = std::chrono::steady_clock::now();
  check_skipped(read_zip({{tagged_path, "[" + std::string(100UL * 1024 * 1024, '\n') + "]"}}), "too-large");
  Packed huge{tagged_path, "[]"};
  huge.size_said = 1LL << 31;
  check_skipped(read_zip({huge}), "too-large");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds{15});
}
