#include "history/drafts.hpp"

#include "catch.hpp"
#include "embedded/protocol.hpp"
#include "support.hpp"

using namespace demur;

TEST_CASE("drafts keep their order and places, and are replaced by id") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  CHECK(history::save_draft(database, {"a", "Short", "en", "I object."}));
  CHECK(history::save_draft(database, {"b", "Kurz", "de", "Ich widerspreche."}));
  CHECK(history::save_draft(database, {"a", "Firm", "en-IE", "I do object."}));
  const auto drafts = history::list_drafts(database);
  REQUIRE(drafts.size() == 2);
  CHECK(drafts[0].id == "a");
  CHECK(drafts[0].title == "Firm");
  CHECK(drafts[0].language == "en-IE");
  CHECK(drafts[0].text == "I do object.");
  CHECK(drafts[1].title == "Kurz");
  CHECK(history::remove_draft(database, "a"));
  CHECK_FALSE(history::remove_draft(database, "a"));
  CHECK(history::list_drafts(database).size() == 1);
}

TEST_CASE("one draft too many changes nothing, but those that are there can still be changed") {
  test::TemporaryFolder folder;
  store::Database database{folder.path()};
  for (int i = 0; i < protocol::max_drafts; ++i)
    REQUIRE(history::save_draft(database, {std::to_string(i), "", "en", ""}));
  CHECK_FALSE(history::save_draft(database, {"more", "", "en", ""}));
  CHECK(history::save_draft(database, {"0", "Changed", "en", ""}));
  const auto drafts = history::list_drafts(database);
  CHECK(drafts.size() == protocol::max_drafts);
  CHECK(drafts.front().title == "Changed");
}
