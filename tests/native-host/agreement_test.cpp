// What another computer's history may do to this one's objections.

#include "catch.hpp"
#include "export_support.hpp"
#include "history/head.hpp"
#include "history/merge.hpp"
#include "history/standing.hpp"
#include "history/verify.hpp"
#include "platform/files.hpp"

using namespace demur;
using history::Agreement;
using history::Counts;
using test::annas_objection;
using test::exported;

namespace {

/// A computer with a clock of its own.
struct Computer : test::History {
  std::string add(const char* kind, const std::string& detail = {}, const std::string& objection = test::first_id) {
    auto id = random_uuid();
    // A computer whose clock is behind accepts nothing that is still in the future there.
    const auto when = std::min(now, test::at("2026-11-22T15:00:00Z"));
    objections.add_event(objection, {id, kind, to_rfc3339(when), {}, detail});
    return id;
  }
  history::Merged take(const std::string& file, Agreement agreement) {
    MemorySource stream{file};
    return std::get<history::Merged>(history::merge(database, stream, now, agreement));
  }
  history::Preview look(const std::string& file) {
    MemorySource stream{file};
    return std::get<history::Preview>(history::preview(database, stream, now));
  }
  std::string status(const std::string& id = test::first_id) { return objections.find(id).status.name; }
  Counts counts(const std::string& event) {
    for (const auto& one : objections.get(test::first_id, {}, 100).events)
      if (one.id == event) return one.counts;
    throw std::logic_error("no such event");
  }
};

}  // namespace

TEST_CASE("a correction counts on both computers, whatever their clocks say and whichever is merged first") {
  for (const char* time : {"2020-01-01T00:00:00Z", "2026-11-23T12:00:00Z", "2099-01-01T00:00:00Z"})
    for (const bool first_is_corrected : {true, false}) {
      Computer one, two;
      two.now = test::at(time);
      one.objections.record(annas_objection());
      two.take(exported(one.database), Agreement::changed);
      auto& says = first_is_corrected ? one : two;
      auto& takes_back = first_is_corrected ? two : one;
      const auto said = says.add("confirmed");
      takes_back.take(exported(says.database), Agreement::changed);
      CHECK(takes_back.status() == "confirmed");
      takes_back.add("corrected", said);
      CHECK(takes_back.counts(said) == Counts::corrected);
      says.take(exported(takes_back.database), Agreement::changed);
      for (auto* computer : {&one, &two}) {
        computer->now = test::at("2026-11-23T12:00:00Z");
        CHECK(computer->status() == "submitted");
        CHECK(computer->counts(said) == Counts::corrected);
        CHECK_FALSE(history::verify(computer->database).first_broken);
      }
      CHECK(exported(one.database) == exported(two.database));
    }
}

TEST_CASE("what a file adds to an objection without changing its status is told, and waits as well") {
  Computer mine, theirs;
  mine.objections.record(annas_objection());
  mine.objections.add_event(test::first_id, {random_uuid(), "confirmed", "2026-11-22T15:00:00.000Z", {}, {}});
  theirs.take(exported(mine.database), Agreement::added);
  theirs.objections.add_event(test::first_id, {random_uuid(), "confirmed", "2026-11-23T11:00:00.000Z", {}, {}});
  const auto file = exported(theirs.database);
  const auto preview = mine.look(file);
  CHECK(preview.changes.empty());
  CHECK(preview.standings.empty());
  CHECK(preview.entries == 1);
  const auto since = [&] { return to_rfc3339(mine.objections.find(test::first_id).status.since.at); };
  mine.take(file, Agreement::added);
  CHECK(since() == "2026-11-22T15:00:00.000Z");
  CHECK(mine.look(file).entries == 1);
  mine.take(file, Agreement::changed);
  CHECK(since() == "2026-11-23T11:00:00.000Z");
  CHECK(mine.look(file).entries == 0);
}

TEST_CASE("a file adds objections, and what it says about those that are here waits until the person agrees") {
  Computer mine, theirs;
  mine.objections.record(annas_objection());
  theirs.take(exported(mine.database), Agreement::added);
  const auto confirmed = theirs.add("confirmed");
  theirs.objections.record(annas_objection(test::second_id));
  theirs.add("declined", {}, test::second_id);
  const auto file = exported(theirs.database);

  const auto preview = mine.look(file);
  CHECK(preview.adds == 1);
  REQUIRE(preview.changes.size() == 1);
  CHECK(preview.changes[0].objection_id == test::first_id);
  CHECK(preview.changes[0].from == "submitted");
  CHECK(preview.changes[0].to == "confirmed");
  CHECK(preview.erases == 0);
  CHECK(mine.objections.count({}) == 1);

  CHECK(mine.take(file, Agreement::added).objections == 1);
  CHECK(mine.status() == "submitted");
  CHECK(mine.counts(confirmed) == Counts::not_agreed);
  CHECK(mine.objections.count({{}, {}, {}, {}, "confirmed"}) == 0);
  // It may change what it brought, but not what its withdrawal would end here.
  CHECK(mine.status(test::second_id) == "declined");
  CHECK(mine.objections.find(test::second_id).objection.provenance.came_at == "2026-11-23T12:00:00.000Z");
  theirs.add("confirmed", {}, test::second_id);
  mine.take(exported(theirs.database), Agreement::added);
  CHECK(mine.status(test::second_id) == "confirmed");
  CHECK_FALSE(history::verify(mine.database).first_broken);

  SECTION("a withdrawal that would end an objection that was here") {
    theirs.add("withdrawn", {}, test::second_id);
    mine.take(exported(theirs.database), Agreement::added);
    CHECK(mine.status(test::second_id) == "confirmed");
    mine.take(exported(theirs.database), Agreement::changed);
    CHECK(mine.status(test::second_id) == "withdrawn");
  }
  SECTION("a correction that was not agreed to takes nothing back") {
    const auto own = mine.add("received");
    theirs.take(exported(mine.database), Agreement::changed);
    theirs.add("corrected", own);
    mine.take(exported(theirs.database), Agreement::added);
    CHECK(mine.counts(own) == Counts::yes);
  }
  SECTION("the same file again, with its changes") {
    CHECK(mine.take(file, Agreement::changed).entries == 0);
    CHECK(mine.status() == "confirmed");
    CHECK(mine.counts(confirmed) == Counts::yes);
    CHECK(mine.objections.count({{}, {}, {}, {}, "confirmed"}) == 2);
    CHECK(mine.look(file).changes.empty());
    CHECK_FALSE(history::verify(mine.database).first_broken);
  }
  SECTION("what was not agreed to is not agreed to in a copy of this history either") {
    Computer copy;
    copy.take(exported(mine.database), Agreement::added);
    CHECK(copy.status() == "submitted");
    CHECK(copy.counts(confirmed) == Counts::not_agreed);
    CHECK(exported(copy.database) == exported(mine.database));
  }
}

TEST_CASE("what a file would do to the standing of an account is told, and a withdrawal in it waits") {
  Computer mine, theirs;
  auto early = annas_objection();
  early.submitted_at = "2026-11-20T10:00:00.000Z";
  mine.objections.record(early);
  const auto standing = [&] {
    return history::Standings{mine.database, mine.now}.list({{}, {}, early.email}, {}, 10)->standings.at(0).status;
  };
  theirs.objections.record(annas_objection(test::second_id));
  theirs.add("confirmed", {}, test::second_id);

  SECTION("an objection that is added stands better") {
    const auto preview = mine.look(exported(theirs.database));
    CHECK(preview.changes.empty());
    REQUIRE(preview.standings.size() == 1);
    CHECK(preview.standings[0].platform == "facebook");
    CHECK(preview.standings[0].email == early.email);
    CHECK(preview.standings[0].from == "confirmation-late");
    CHECK(preview.standings[0].to == "confirmed");
    CHECK(standing() == "confirmation-late");
  }
  SECTION("one that was withdrawn would end what was here") {
    theirs.add("withdrawn", {}, test::second_id);
    const auto file = exported(theirs.database);
    const auto preview = mine.look(file);
    REQUIRE(preview.standings.size() == 1);
    CHECK(preview.standings[0].from == "confirmation-late");
    CHECK(preview.standings[0].to == "none");

    CHECK(mine.take(file, Agreement::added).set_aside == 2);
    CHECK(mine.status(test::second_id) == "submitted");
    CHECK(standing() == "submitted");
    CHECK(mine.take(file, Agreement::changed).agreed == 2);
    CHECK(standing() == "none");
    CHECK_FALSE(history::verify(mine.database).first_broken);
  }
  SECTION("an objection of somebody else is nobody's concern") {
    auto other = annas_objection(random_uuid());
    other.email = "bo@example.org";
    theirs.objections.record(other);
    theirs.add("withdrawn", {}, other.id);
    const auto file = exported(theirs.database);
    mine.take(file, Agreement::added);
    CHECK(mine.status(other.id) == "withdrawn");
    CHECK(mine.look(file).standings.empty());
  }
}

TEST_CASE("an erasing in a file is told by the standing that it ends, too") {
  Computer mine, theirs;
  mine.objections.record(annas_objection());
  theirs.take(exported(mine.database), Agreement::added);
  theirs.objections.remove(test::first_id);
  const auto preview = mine.look(exported(theirs.database));
  CHECK(preview.erases == 1);
  REQUIRE(preview.standings.size() == 1);
  CHECK(preview.standings[0].to == "none");
}

TEST_CASE("a file erases nothing of this computer's until the person agrees") {
  Computer mine, theirs;
  mine.objections.record(annas_objection());
  mine.add("note", "Kept.");
  theirs.take(exported(mine.database), Agreement::added);
  theirs.objections.remove(test::first_id);
  const auto file = exported(theirs.database);
  CHECK(mine.look(file).erases == 1);
  CHECK(mine.take(file, Agreement::added).removed == 0);
  CHECK(mine.objections.find(test::first_id).objection.message == "I object.");
  CHECK_FALSE(history::verify(mine.database).first_broken);
  CHECK(mine.take(file, Agreement::changed).removed == 1);
  CHECK(mine.objections.count({}) == 0);
  CHECK_FALSE(history::verify(mine.database).first_broken);
  for (const auto& part : std::filesystem::directory_iterator(mine.folder.path()))
    CHECK(read_file(part.path()).find("Kept.") == std::string::npos);
}

TEST_CASE("what a file said about an objection that comes later waits like what comes after it") {
  Computer owner, stranger;
  owner.objections.record(annas_objection());
  // A file may say that an objection was removed that it knows nothing else about.
  history::insert_objection(stranger.database, annas_objection());
  stranger.objections.remove(test::first_id);
  const auto erasing = exported(stranger.database), sending = exported(owner.database);
  for (const auto agreement : {Agreement::added, Agreement::changed}) {
    Computer other;
    CHECK(other.take(erasing, agreement).entries == 1);
    CHECK(other.look(sending).adds == 1);
    CHECK(other.take(sending, agreement).set_aside == 1);
    CHECK(other.status() == "submitted");
    CHECK_FALSE(history::verify(other.database).first_broken);
    CHECK(other.look(erasing).erases == 1);
    CHECK(other.take(erasing, Agreement::changed).removed == 1);
    CHECK(other.objections.count({}) == 0);
  }
}

TEST_CASE("the own chain that went on elsewhere is another computer's") {
  Computer mine;
  mine.objections.record(annas_objection());
  test::TemporaryFolder folder;
  store::Statement{mine.database, "VACUUM INTO ?"}.bind((folder.path() / "demur.sqlite3").string()).run();
  store::Database copy{folder.path()};
  history::Objections elsewhere{copy, [] { return test::at("2026-11-23T12:00:00Z"); }};
  elsewhere.add_event(test::first_id, {random_uuid(), "confirmed", "2026-11-22T15:00:00.000Z", {}, {}});
  CHECK(mine.take(exported(copy), Agreement::added).entries == 1);
  CHECK(mine.status() == "submitted");
}

TEST_CASE("an end of the own chain that was remembered is found again, or told to be gone") {
  using history::Remembered;
  Computer mine;
  const auto empty = history::own_head(mine.database);
  CHECK(history::look_for(mine.database, empty) == Remembered::held);
  mine.objections.record(annas_objection());
  const auto first = history::own_head(mine.database);
  CHECK(first.position == 1);
  mine.add("received");
  const auto second = history::own_head(mine.database);
  SECTION("nothing of what is usual raises an alarm") {
    store::Database other_host{mine.folder.path()};
    history::Objections{other_host, system_now}.record(annas_objection(test::second_id));
    mine.objections.remove(test::first_id);
    Computer other;
    other.objections.record(annas_objection(random_uuid()));
    mine.take(exported(other.database), Agreement::added);
    for (const auto& one : {empty, first, second}) CHECK(history::look_for(mine.database, one) == Remembered::held);
    CHECK(history::look_for(other.database, second) == Remembered::other_history);
  }
  SECTION("an older copy in its place") {
    mine.database.execute("DELETE FROM events WHERE position = 2");
    CHECK(history::look_for(mine.database, first) == Remembered::held);
    // The end itself is noted beside the entries.
    store::Statement{mine.database, "UPDATE heads SET position = 1, hash = ? WHERE is_own = 1"}
        .bind_bytes(first.hash)
        .run();
    CHECK(history::look_for(mine.database, second) == Remembered::gone);
  }
  SECTION("another entry at its place") {
    auto changed = second;
    changed.hash[0] = static_cast<char>(changed.hash[0] ^ 1);
    CHECK(history::look_for(mine.database, changed) == Remembered::gone);
  }
}
