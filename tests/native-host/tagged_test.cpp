#include <array>
#include <map>
#include <set>
#include <thread>

#include "catch.hpp"
#include "history/verify.hpp"
#include "platform/error.hpp"
#include "support.hpp"
#include "tagged/contacts.hpp"
#include "tagged/items.hpp"

using namespace demur;

namespace {

constexpr const char* now = "2026-11-23T12:00:00.000Z";

tagged::Sighting photo(const std::string& id, const std::string& name, const std::string& profile = "") {
  return {"facebook",
          reading::item_url("facebook", "https://www.facebook.com/photo/?fbid=" + id).value(),
          {name, profile.empty() ? std::nullopt : reading::profile_url("facebook", profile)},
          "photo",
          {},
          "page"};
}

std::string key(const std::string& platform, const std::string& url) {
  const auto address = reading::item_url(platform, url);
  return address ? address->key : "none";
}

std::vector<tagged::Contact> contacts(store::Database& database) {
  return tagged::list_contacts(database, {}, {}, 100).contacts;
}

/// How many items each state has, according to the kept counts.
std::map<std::string, std::int64_t> counts(store::Database& database) {
  std::map<std::string, std::int64_t> all;
  for (const char* state : {"new", "asked", "objected", "declined", "removed-tag", "ignored"})
    if (const auto items = tagged::count_items(database, {{}, state}); items > 0) all[state] = items;
  return all;
}

}  // namespace

TEST_CASE("an item is one, whichever of its addresses it is met at") {
  for (const char* url :
       {"https://www.facebook.com/photo/?fbid=123", "https://m.facebook.com/photo.php?fbid=123&set=a.1&__tn__=x#c",
        "http://de-de.facebook.com/anna.example/photos/a.77/123/?type=3", "https://facebook.com/anna/photos/123",
        "HTTPS://WWW.FACEBOOK.COM/photo.php?set=t.9&fbid=123"})
    CHECK(key("facebook", url) == "photo 123");
  for (const char* url : {"https://www.instagram.com/p/AbC_d/?igsh=x", "https://instagram.com/reel/AbC_d",
                          "https://www.instagram.com/anna/p/AbC_d/?img_index=2"})
    CHECK(key("instagram", url) == "media AbC_d");
  for (const char* url :
       {"https://www.facebook.com/permalink.php?story_fbid=5&id=9",
        "https://m.facebook.com/story.php?id=9&story_fbid=5", "https://www.facebook.com/anna/posts/5?__cft__[0]=x",
        "https://www.facebook.com/groups/7/permalink/5/"})
    CHECK(key("facebook", url) == "post 5");
}

TEST_CASE("links of groups, live videos, shares, stories and Threads are items, each with one identity") {
  for (const char* url : {"https://www.facebook.com/groups/7/?post_id=5&comment_id=6&notif_t=x",
                          "https://m.facebook.com/groups/7?post_id=5&"
                          "comment_id=6",
                          "https://www.facebook.com/groups/garden/permalink/5/?comment_id=6&ref=share",
                          "https://www.facebook.com/groups/7/posts/a-title/5/?comment_id=6"})
    CHECK(key("facebook", url) == "post 5 comment_id 6");
  for (const char* url :
       {"https://www.facebook.com/groups/7/?multi_permalinks=5&hoisted_section_header_type=x",
        "https://www.facebook.com/groups/7/?multi_permalinks=5,6",
        "https://www.facebook.com/groups/7?multi_permalinks=5%2C6",
        "https://www.facebook.com/permalink.php?story_fbid=5", "https://www.facebook.com/groups/7/posts/5"})
    CHECK(key("facebook", url) == "post 5");
  CHECK(key("facebook", "https://www.facebook.com/watch/live/?v=5&ref=x") == "video 5");
  CHECK(key("facebook", "https://www.facebook.com/reel/5/?s=x") == "video 5");
  CHECK(key("facebook", "https://www.facebook.com/stories/9/U5x/?view_single=1") == "story U5x");
  for (const char* url : {"https://www.facebook.com/share/p/1AbC/", "https://www.facebook.com/share/1AbC/?mibextid=x"})
    CHECK(key("facebook", url) == "share 1AbC");
  CHECK(key("facebook", "https://www.facebook.com/groups/7/?multi_permalinks=,") ==
        "page /groups/7?multi_permalinks=,");
  CHECK(key("instagram", "https://www.instagram.com/reels/AbC/") == "media AbC");
  for (const char* url : {"https://www.threads.net/@anna/post/AbC?xmt=x", "https://www.threads.com/@anna/post/AbC",
                          "https://threads.net/t/AbC/"})
    CHECK(key("instagram", url) == "thread AbC");
  CHECK(reading::item_url("instagram", "https://threads.net/t/AbC/")->url == "https://www.threads.com/t/AbC");
  CHECK(key("facebook", "https://www.threads.com/@anna/post/AbC") == "none");
  CHECK(reading::is_on_platform("https://www.threads.com/t/AbC", "instagram"));
  CHECK_FALSE(reading::is_on_platform("https://threads.com.example.org/t/AbC", "instagram"));
}

TEST_CASE("what differs in more than tracking is not one item") {
  CHECK(key("instagram", "https://www.instagram.com/p/abc/") != key("instagram", "https://www.instagram.com/p/ABC/"));
  CHECK(key("facebook", "https://www.facebook.com/photo?fbid=1") !=
        key("facebook", "https://www.facebook.com/watch?v=1"));
  CHECK(key("facebook", "https://www.facebook.com/anna/posts/5") !=
        key("facebook", "https://www.facebook.com/anna/posts/5?comment_id=6"));
  CHECK(key("facebook", "https://www.facebook.com/events/1?post_id=2&fbclid=x") ==
        key("facebook", "https://m.facebook.com/events/1/?post_id=2"));
  CHECK(key("facebook", "https://www.facebook.com/events/1?post_id=2") !=
        key("facebook", "https://www.facebook.com/events/1?post_id=3"));
}

TEST_CASE("an address that is kept opens the item and tells nothing else") {
  CHECK(reading::item_url("facebook", "https://m.facebook.com/photo.php?fbid=123&set=a.1&fbclid=x")->url ==
        "https://www.facebook.com/photo.php?fbid=123");
  CHECK(reading::item_url("facebook", "http://facebook.com/anna/posts/5?comment_id=6&__tn__=R#top")->url ==
        "https://www.facebook.com/anna/posts/5?comment_id=6");
  CHECK(reading::profile_url("facebook", "https://www.facebook.com/profile.php?id=9&sk=photos")->url ==
        "https://www.facebook.com/profile.php?id=9");
}

TEST_CASE("what is no address on the platform's site is refused") {
  for (const char* url :
       {"", "photo", "https://example.org/photo?fbid=1", "https://facebook.com.example.org/photo?fbid=1",
        "https://notfacebook.com/photo?fbid=1", "javascript:alert(1)", "ftp://facebook.com/photo?fbid=1",
        "https://user@www.facebook.com.example.net/", "https://www.facebook.com/a b", "https://www.facebook.com/\"x",
        "https://www.facebook.com/\xC3\xA4"})
    CHECK(key("facebook", url) == "none");
  CHECK(key("instagram", "https://www.facebook.com/photo?fbid=1") == "none");
  CHECK(key("whatsapp", "https://www.whatsapp.com/x") == "none");
}

TEST_CASE("recording twice adds nothing, but what was not known is learnt") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  CHECK(tagged::record(database, {photo("1", ""), photo("2", "Bea"), photo("1", "")}, now) == 2);
  REQUIRE(contacts(database).size() == 2);
  auto known = photo("1", "Bea");
  known.at = "2020-01-01T00:00:00.000Z";
  known.seen_on = "download";
  CHECK(tagged::record(database, {known, photo("2", "Carl")}, now) == 0);
  REQUIRE(contacts(database).size() == 1);
  CHECK(contacts(database)[0].name == "Bea");
  CHECK(contacts(database)[0].items == 2);
  const auto items = tagged::list_items(database, {}, {}, 10).items;
  REQUIRE(items.size() == 2);
  CHECK_FALSE(items[0].at);
  CHECK(items[1].at == "2020-01-01T00:00:00.000Z");
  CHECK(items[1].seen_on == "page");
  CHECK(items[1].contact_name == "Bea");
}

TEST_CASE("a contact is known by name and profile, and a name alone joins the one of that name") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  const std::string bea = "https://www.facebook.com/Bea.Example", other = "https://www.facebook.com/bea.other";
  tagged::record(database, {photo("1", "Bea"), photo("2", "Bea", bea), photo("3", "Bea")}, now);
  REQUIRE(contacts(database).size() == 1);
  CHECK(contacts(database)[0].url == bea);
  tagged::record(database, {photo("4", "Bea", "https://m.facebook.com/bea.example?ref=x")}, now);
  REQUIRE(contacts(database).size() == 1);
  tagged::record(database, {photo("5", "Bea", other)}, now);
  CHECK(contacts(database).size() == 2);
  // It can't be told which of the two it is.
  tagged::record(database, {photo("6", "Bea"), photo("7", "Bea")}, now);
  const auto all = contacts(database);
  REQUIRE(all.size() == 3);
  CHECK(all[0].items == 4);
  CHECK(all[1].items == 2);
  CHECK_FALSE(all[1].url);
  CHECK(all[2].items == 1);
}

TEST_CASE("where only the day was known, a time of that day takes its place, and of no other") {
  const auto time_after = [](const std::vector<std::string>& times) {
    const test::TemporaryFolder folder;
    store::Database database{folder.path()};
    tagged::Tally tally;
    tagged::Recording recording{database, now, tally};
    for (const auto& time : times) {
      auto sighting = photo("1", "Zoe");
      sighting.at = time;
      recording.add(sighting);
    }
    recording.commit();
    return tagged::list_items(database, {}, {}, 10).items.at(0).at.value();
  };
  const std::string day = "2024-07-09T12:00:00.000Z";
  // That day began in Kiribati and ended on Baker Island.
  for (const char* time : {"2024-07-08T10:00:00.000Z", "2024-07-09T16:30:05.000Z", "2024-07-10T11:59:59.000Z"}) {
    CHECK(time_after({day, time}) == time);
    CHECK(time_after({time, day}) == time);
  }
  for (const char* time : {"2024-07-08T09:59:59.000Z", "2024-07-10T12:00:01.000Z", "2025-07-09T12:00:00.000Z"}) {
    CHECK(time_after({day, time}) == day);
    CHECK(time_after({time, day}) == time);
  }
}

TEST_CASE("one profile is one contact, whatever its name is there and however it is written") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  const std::string bea = "https://www.facebook.com/bea.example";
  tagged::record(database,
                 {photo("1", "Hi\u1EBFu M\u00FCller", bea), photo("2", "Hie\u0302\u0301u Mu\u0308ller", bea),
                  photo("3", "Hi\u1EBFu M\u00FCller\u00A0", bea), photo("4", "Hi\u1EBFu M\u00FCller\u200B", bea),
                  photo("5", "Hi\u1EBFu\u00A0M\u00FCller", bea), photo("6", "Bea Married", bea), photo("7", "", bea),
                  photo("8", "Bea Married"), photo("9", "Hie\u0302\u0301u Mu\u0308ller")},
                 now);
  const auto all = contacts(database);
  REQUIRE(all.size() == 1);
  CHECK(all[0].items == 9);
  CHECK(all[0].name == "Hi\u1EBFu M\u00FCller");
  const std::string carl = "https://www.facebook.com/carl.example";
  tagged::record(database, {photo("11", "", carl), photo("12", "Carl", carl)}, now);
  REQUIRE(contacts(database).size() == 2);
  CHECK(contacts(database)[1].name == "Carl");
  CHECK(tagged::list_contacts(database, {{}, "carl"}, {}, 10).contacts.size() == 1);
}

TEST_CASE("a contact that is known by its name learns its profile from another sight of the same item") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  const std::string bea = "https://www.facebook.com/bea.example";
  tagged::record(database, {photo("1", "Bea"), photo("2", "Carl"), photo("1", "Bea", bea), photo("2", "Dora", bea)},
                 now);
  const auto all = contacts(database);
  REQUIRE(all.size() == 2);
  CHECK(all[0].name == "Carl");
  CHECK_FALSE(all[0].url);
  CHECK(all[1].url == bea);
  CHECK(tagged::record(database, {photo("3", "B. Example", bea)}, now) == 1);
  CHECK(contacts(database)[0].name == "Bea");
}

TEST_CASE("merging moves items and names for good, and keeps what came of it") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  tagged::record(database, {photo("1", "Bea"), photo("2", "B. Example"), photo("3", "B. Example"), photo("4", "Carl")},
                 now);
  const auto all = contacts(database);
  REQUIRE(all.size() == 3);
  const auto from = all[0].id, into = all[2].id;
  tagged::set_state(database, from, "asked", now);
  CHECK(counts(database) == std::map<std::string, std::int64_t>{{"asked", 2}, {"new", 2}});
  CHECK_FALSE(tagged::merge_contacts(database, into, into));
  REQUIRE(tagged::merge_contacts(database, from, into));
  CHECK_THROWS_AS(tagged::find_contact(database, from), Error);
  CHECK_THROWS_AS(tagged::merge_contacts(database, from, into), Error);
  tagged::record(database, {photo("5", "B. Example")}, now);
  const auto merged = tagged::find_contact(database, into);
  CHECK(merged.name == "Bea");
  CHECK(merged.items == 4);
  CHECK(tagged::count_contacts(database, {}) == 2);
  CHECK(tagged::count_contacts(database, {"asked", {}}) == 1);
  CHECK(merged.state == "asked");
  CHECK(tagged::list_items(database, {into, "asked"}, {}, 10).items.size() == 4);
  CHECK(counts(database) == std::map<std::string, std::int64_t>{{"asked", 4}, {"new", 1}});
}

TEST_CASE("contacts of two platforms are not merged") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  auto instagram = photo("1", "bea");
  instagram.platform = "instagram";
  tagged::record(database, {photo("1", "bea"), instagram}, now);
  const auto all = contacts(database);
  REQUIRE(all.size() == 2);
  CHECK_FALSE(tagged::merge_contacts(database, all[0].id, all[1].id));
  CHECK(contacts(database).size() == 2);
}

TEST_CASE("pages hold every item and contact once, in order, and the totals agree") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  std::vector<tagged::Sighting> sightings;
  for (int i = 0; i < 60; ++i) {
    sightings.push_back(photo(std::to_string(i), "Name " + std::to_string(i % 11)));
    if (i % 3 == 0) sightings.back().at = "2020-01-0" + std::to_string(1 + i % 7) + "T00:00:00.000Z";
  }
  tagged::record(database, sightings, now);
  std::set<std::string> seen;
  std::optional<tagged::ItemCursor> behind;
  std::string last = "9";
  do {
    const auto page = tagged::list_items(database, {}, behind, 7);
    for (const auto& item : page.items) {
      CHECK(seen.insert(item.id).second);
      const auto time = item.at.value_or(item.recorded_at);
      CHECK(time <= last);
      last = time;
    }
    behind = page.next;
  } while (behind);
  CHECK(seen.size() == 60);
  CHECK(tagged::count_items(database, {}) == 60);
  seen.clear();
  std::int64_t items = 0, most = 60;
  std::optional<tagged::ContactCursor> after;
  do {
    const auto page = tagged::list_contacts(database, {}, after, 4);
    for (const auto& contact : page.contacts) {
      CHECK(seen.insert(contact.id).second);
      CHECK(contact.items <= most);
      most = contact.items;
      items += contact.items;
    }
    after = page.next;
  } while (after);
  CHECK(seen.size() == 11);
  CHECK(tagged::count_contacts(database, {}) == 11);
  CHECK(items == 60);
}

TEST_CASE("what was shared is counted by state, apart from what nobody is known to have shared") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  tagged::record(database, {photo("1", "Bea"), photo("2", "Bea"), photo("3", "Carl"), photo("4", ""), photo("5", "")},
                 now);
  const auto id_of = [&](const std::string& name) {
    for (const auto& contact : contacts(database))
      if (contact.name == name) return contact.id;
    return std::string{};
  };
  tagged::set_state(database, id_of("Bea"), "asked", now);
  const auto count = [&](const std::string& state) {
    for (const auto& one : tagged::count_by_state(database))
      if (one.state == state) return std::array{one.items, one.people, one.ownerless};
    return std::array<std::int64_t, 3>{-1, -1, -1};
  };
  CHECK(tagged::count_by_state(database).size() == 6);
  CHECK(count("asked") == std::array<std::int64_t, 3>{2, 1, 0});
  CHECK(count("new") == std::array<std::int64_t, 3>{3, 1, 2});
  CHECK(count("objected") == std::array<std::int64_t, 3>{0, 0, 0});
  tagged::set_state(database, id_of(""), "ignored", now);
  CHECK(count("new") == std::array<std::int64_t, 3>{1, 1, 0});
  CHECK(count("ignored") == std::array<std::int64_t, 3>{2, 0, 2});
}

TEST_CASE("contacts are found by a piece of the name and by state") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  tagged::record(database, {photo("1", "Bea Example"), photo("2", "Carl 100%"), photo("3", "Dora")}, now);
  const auto found = [&database](const tagged::ContactFilter& filter) {
    const auto page = tagged::list_contacts(database, filter, {}, 10);
    CHECK(tagged::count_contacts(database, filter) == static_cast<std::int64_t>(page.contacts.size()));
    return page.contacts.size() == 1 ? page.contacts[0].name : std::to_string(page.contacts.size());
  };
  CHECK(found({{}, "EXAM"}) == "Bea Example");
  CHECK(found({{}, "0%"}) == "Carl 100%");
  CHECK(found({{}, "_"}) == "0");
  const auto dora = tagged::list_contacts(database, {{}, "Dora"}, {}, 1).contacts.at(0).id;
  tagged::set_state(database, dora, "objected", now);
  CHECK(found({"objected", {}}) == "Dora");
  CHECK(found({"new", {}}) == "2");
  CHECK(tagged::find_contact(database, dora).state_at == now);
}

TEST_CASE("several hosts that record the same items at once keep each of them once") {
  test::TemporaryFolder folder;
  store::Database first{folder.path()}, second{folder.path()}, third{folder.path()};
  std::vector<std::int64_t> added(3);
  std::vector<std::thread> writers;
  std::size_t place = 0;
  for (auto* database : {&first, &second, &third})
    writers.emplace_back([database, &sum = added[place++]] {
      for (int i = 0; i < 20; ++i)
        sum +=
            tagged::record(*database, {photo(std::to_string(i), "Bea"), photo(std::to_string(100 + i), "Carl")}, now);
    });
  for (auto& writer : writers) writer.join();
  CHECK(added[0] + added[1] + added[2] == 40);
  CHECK(tagged::count_items(first, {}) == 40);
  REQUIRE(contacts(second).size() == 2);
  CHECK(contacts(second)[0].items == 20);
  CHECK_FALSE(history::verify(third).first_broken);
}

TEST_CASE("a contact is found without regard to capital letters and accents, in every alphabet") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  tagged::record(database, {photo("1", "Šárka Nováková"), photo("2", "Ελένη"), photo("3", "Jürgen Groß")}, now);
  const auto found = [&](const char* query) {
    const auto page = tagged::list_contacts(database, {{}, query}, {}, 10);
    return page.contacts.size() == 1 ? page.contacts[0].name : std::to_string(page.contacts.size());
  };
  for (const char* query : {"šárka", "Sarka", "SÁRKA", "nova"}) CHECK(found(query) == "Šárka Nováková");
  for (const char* query : {"ελενη", "ΕΛΈΝ"}) CHECK(found(query) == "Ελένη");
  for (const char* query : {"jurgen", "gross", "GROß"}) CHECK(found(query) == "Jürgen Groß");
}
