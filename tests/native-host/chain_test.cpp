#include "history/chain.hpp"

#include "catch.hpp"
#include "export_support.hpp"
#include "history/merge.hpp"
#include "history/verify.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"
#include "support.hpp"
#include "text/encoding.hpp"

using namespace demur;
using test::annas_objection;

namespace {

/// A history of two objections and one event, in a folder of its own.
struct Fixture : test::History {
  Fixture() {
    objections.record(annas_objection());
    objections.record(annas_objection(test::second_id));
    objections.add_event(test::first_id, {random_uuid(), "received", "2026-11-22T14:32:07.000Z", {}, "Thanks."});
  }
  std::string broken() {
    const auto verdict = history::verify(database);
    return verdict.first_broken ? verdict.first_broken->reason + " at " + std::to_string(verdict.first_broken->position)
                                : "intact";
  }
};

}  // namespace

TEST_CASE("SHA-256 is the one of FIPS 180-4") {
  CHECK(to_hex(bytes_of(sha256("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("an untouched history is intact") {
  Fixture fixture;
  CHECK(fixture.broken() == "intact");
  CHECK(history::verify(fixture.database).events == 3);
}

TEST_CASE("every edit is found, with its place") {
  Fixture fixture;
  SECTION("an address") {
    fixture.database.execute("UPDATE objections SET email = 'b@example.net' WHERE id LIKE '%02'");
    CHECK(fixture.broken() == "content-changed at 2");
  }
  SECTION("what the page said") {
    fixture.database.execute("UPDATE events SET detail = 'No.' WHERE position = 3");
    CHECK(fixture.broken() == "content-changed at 3");
  }
  SECTION("a time") {
    fixture.database.execute("UPDATE events SET at = '2020-01-01T00:00:00.000Z' WHERE position = 1");
    CHECK(fixture.broken() == "link-broken at 1");
  }
  SECTION("an entry taken out of the middle") {
    fixture.database.execute("DELETE FROM events WHERE position = 2");
    CHECK(fixture.broken() == "entry-missing at 2");
  }
  SECTION("the last entry taken away") {
    fixture.database.execute("DELETE FROM events WHERE position = 3");
    CHECK(fixture.broken() == "entry-missing at 3");
  }
  SECTION("content erased behind Demur's back") {
    fixture.database.execute("UPDATE events SET detail = NULL, salt = NULL WHERE position = 3");
    CHECK(fixture.broken() == "content-changed at 3");
  }
}

TEST_CASE("an e-mail that was kept as evidence is under the same fingerprint, and is erased with its objection") {
  Fixture fixture;
  const std::string mail = "From: Facebook\r\n\r\nWe will. \xFF\x01";
  const auto id = random_uuid();
  fixture.objections.add_event(test::first_id, {id, "confirmed", "2026-11-22T15:00:00.000Z", {}, "We will.", mail});
  CHECK(fixture.objections.evidence(id) == mail);
  CHECK(fixture.broken() == "intact");
  SECTION("changed") {
    fixture.database.execute("UPDATE events SET evidence = x'00' WHERE position = 4");
    CHECK(fixture.broken() == "content-changed at 4");
  }
  SECTION("taken away") {
    fixture.database.execute("UPDATE events SET evidence = NULL WHERE position = 4");
    CHECK(fixture.broken() == "content-changed at 4");
  }
  SECTION("put where none was") {
    fixture.database.execute("UPDATE events SET evidence = x'00' WHERE position = 1");
    CHECK(fixture.broken() == "content-changed at 1");
  }
  SECTION("erased") {
    CHECK(fixture.objections.remove(test::first_id));
    CHECK_THROWS_AS(fixture.objections.evidence(id), Error);
    CHECK(fixture.broken() == "intact");
    for (const auto& file : std::filesystem::directory_iterator(fixture.folder.path()))
      CHECK(read_file(file.path()).find("From: Facebook") == std::string::npos);
  }
}

TEST_CASE("a removed objection leaves no content, and the chain stays whole") {
  Fixture fixture;
  CHECK(fixture.objections.remove(test::first_id));
  CHECK_FALSE(fixture.objections.remove(test::first_id));
  CHECK(fixture.broken() == "intact");
  store::Statement rows{fixture.database,
                        "SELECT count(*) FROM events WHERE objection_id = ? AND kind <> 'removed' AND (detail IS NOT "
                        "NULL OR salt IS NOT NULL)"};
  rows.bind(test::first_id).step();
  CHECK(rows.number(0) == 0);
  CHECK_THROWS_AS(fixture.objections.record(annas_objection()), Error);
}

TEST_CASE("where an entry came from, and whether it waits, is as it can be") {
  Fixture fixture;
  test::History other;
  other.objections.record(annas_objection(random_uuid()));
  const auto exported = test::exported(other.database);
  MemorySource file{exported};
  REQUIRE(std::holds_alternative<history::Merged>(history::merge(fixture.database, file, fixture.now)));
  REQUIRE(fixture.broken() == "intact");
  const auto found_after = [&fixture](const char* edit) {
    fixture.database.execute(edit);
    return fixture.broken();
  };
  SECTION("what was recorded here can't wait") {
    CHECK(found_after("UPDATE events SET set_aside = 1 WHERE kind = 'received'") == "shown-differs at 3");
  }
  SECTION("nor can it have come, whether it waits or not") {
    CHECK(found_after("UPDATE events SET came_at = '' WHERE kind = 'received'") == "shown-differs at 3");
    CHECK(found_after("UPDATE events SET set_aside = 1 WHERE kind = 'received'") == "shown-differs at 3");
  }
  SECTION("what is in another chain has come") {
    CHECK(found_after("UPDATE events SET came_at = NULL") == "shown-differs at 1");
  }
  SECTION("a submission never waits") {
    CHECK(found_after("UPDATE events SET set_aside = 1 WHERE came_at IS NOT NULL") == "shown-differs at 1");
  }
}

TEST_CASE("one objection is checked for where its entries came from, too") {
  Fixture fixture;
  fixture.database.execute("UPDATE events SET set_aside = 1 WHERE kind = 'received'");
  const auto broken = history::verify(fixture.database, test::first_id).first_broken;
  REQUIRE(broken);
  CHECK(broken->reason == "shown-differs");
  CHECK(broken->position == 3);
}
