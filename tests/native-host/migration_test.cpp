// A history from before Demur noted how something is known.
#include "catch.hpp"
#include "export_support.hpp"
#include "history/accounts.hpp"
#include "history/merge.hpp"
#include "history/standing.hpp"
#include "history/verify.hpp"
#include "older_database.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using test::annas_objection;

TEST_CASE("nothing is invented for what was kept without a source, and its fingerprints still verify") {
  test::TemporaryFolder folder;
  const auto clock = [] { return test::at("2026-11-23T12:00:00Z"); };
  std::vector<std::string> ids;
  std::string mail_event;
  constexpr std::array<const char*, 8> kinds{"received",       "code-requested", "confirmed",  "declined",
                                             "asked-for-more", "reminded",       "complained", "withdrawn"};
  {
    store::Database database{folder.path()};
    history::Objections objections{database, clock};
    history::save_account(database, {test::second_id, "facebook", "Anna", {"Anna@example.org"}, {}});
    for (const char* kind : kinds) {
      ids.push_back(random_uuid());
      objections.record(annas_objection(ids.back()));
      objections.add_event(ids.back(), {random_uuid(), kind, "2026-11-22T15:00:00.000Z", {}, "Said."});
    }
    mail_event = random_uuid();
    objections.add_event(ids[0], {mail_event, "note", "2026-11-22T16:00:00.000Z", {}, {}, "From: Meta\n\nHello"});
    const auto mistake = random_uuid();
    objections.add_event(ids[1], {mistake, "confirmed", "2026-11-22T16:00:00.000Z", {}, {}});
    objections.add_event(ids[1], {random_uuid(), "corrected", "2026-11-22T17:00:00.000Z", {}, mistake});
    objections.record(annas_objection(test::first_id));
    objections.remove(test::first_id);
    test::Computer other;
    other.objections.record(annas_objection(test::second_id));
    other.note(test::second_id, "received");
    const auto exported = test::exported(other.database);
    MemorySource file{exported};
    REQUIRE(std::holds_alternative<history::Merged>(history::merge(database, file, clock())));
    test::make_sourceless(database);
  }
  store::Database database{folder.path()};
  CHECK(database.schema_version() == 14);
  history::settle_outcomes(database);
  CHECK_FALSE(history::verify(database).first_broken);
  history::Objections objections{database, clock};
  constexpr std::array<const char*, 8> statuses{"received",     "not-finished", "confirmed", "declined",
                                                "needs-answer", "submitted",    "submitted", "withdrawn"};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto entry = objections.get(ids[i], {}, 10);
    CHECK(entry.objection.status.name == statuses.at(i));
    CHECK(objections.count({{}, {}, {}, "anna", statuses.at(i)}) >= 1);
    CHECK_FALSE(entry.objection.objection.provenance.source);
    CHECK_FALSE(entry.objection.objection.provenance.came_at);
    for (const auto& event : entry.events) {
      CHECK_FALSE(event.provenance.source);
      CHECK(event.precision == history::Precision::instant);
    }
  }
  CHECK(objections.evidence(mail_event) == "From: Meta\n\nHello");
  const auto foreign = objections.get(test::second_id, {}, 10);
  for (const auto& event : foreign.events) CHECK(event.provenance.came_at == "");
  CHECK(history::Standings{database, clock()}.list({{}, test::second_id, {}}, {}, 10)->standings.at(0).status ==
        "confirmed");
  // What is recorded from now on continues the same chain.
  objections.add_event(ids[5], {random_uuid(), "answered", "2026-11-22T18:00:00.000Z", {}, {}});
  CHECK_FALSE(history::verify(database).first_broken);
  const auto file = test::exported(database);
  CHECK(file.find("demur-event-2") != std::string::npos);
  test::Computer elsewhere;
  MemorySource stream{file};
  CHECK(std::holds_alternative<history::Merged>(history::merge(elsewhere.database, stream, clock())));
  CHECK(test::exported(elsewhere.database) == file);
  CHECK_FALSE(history::verify(elsewhere.database).first_broken);
}

TEST_CASE("the copy that an upgrade made goes when the new version works, and with what is erased") {
  test::TemporaryFolder folder;
  const auto copy = folder.path() / "demur.sqlite3.v9";
  {
    store::Database database{folder.path()};
    history::Objections{database, system_now}.record(annas_objection());
    test::make_sourceless(database);
  }
  store::Database database{folder.path()};
  CHECK(std::filesystem::exists(copy));
  SECTION("when it is opened the next time") {
    store::Database again{folder.path()};
    CHECK_FALSE(std::filesystem::exists(copy));
  }
  SECTION("with what is erased") {
    history::Objections{database, system_now}.remove(test::first_id);
    CHECK_FALSE(std::filesystem::exists(copy));
    for (const auto& part : std::filesystem::directory_iterator(folder.path()))
      CHECK(read_file(part.path()).find("anna@") == std::string::npos);
  }
}
