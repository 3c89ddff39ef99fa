#include "history/objections.hpp"

#include "catch.hpp"
#include "platform/error.hpp"
#include "support.hpp"

using namespace demur;
using test::annas_objection;

namespace {

std::vector<std::string> ids(const std::vector<history::ObjectionNow>& found) {
  std::vector<std::string> list;
  for (const auto& one : found) list.push_back(one.objection.id);
  return list;
}

}  // namespace

TEST_CASE("recording twice is recording once, and the first content stays") {
  test::History fixture;
  CHECK(fixture.objections.record(annas_objection()));
  auto other = annas_objection();
  other.email = "b@example.net";
  CHECK_FALSE(fixture.objections.record(other));
  CHECK(fixture.objections.find(test::first_id).objection.email == "anna@example.org");
  CHECK(fixture.objections.count({}) == 1);
}

TEST_CASE("an event is added once, and only to an objection that is there") {
  test::History fixture;
  fixture.objections.record(annas_objection());
  const history::Event event{"5d2f6f0e-58b0-4a0c-8a3c-1f9f3f0b1c21", "confirmed", "2026-11-22T15:00:00.000Z", {}, {}};
  fixture.objections.add_event(test::first_id, event);
  fixture.objections.add_event(test::first_id, event);
  const auto entry = fixture.objections.get(test::first_id, {}, 10);
  CHECK(entry.events.size() == 2);
  CHECK(entry.objection.status.name == "confirmed");
  CHECK_THROWS_AS(fixture.objections.add_event(test::second_id, event), Error);
}

TEST_CASE("an event that was a mistake no longer counts, until the correction is taken back too") {
  test::History fixture;
  fixture.objections.record(annas_objection());
  const auto add = [&](const char* kind, std::optional<std::string> detail) {
    const auto id = random_uuid();
    fixture.objections.add_event(test::first_id, {id, kind, to_rfc3339(fixture.now), {}, std::move(detail)});
    fixture.now += std::chrono::seconds{1};
    return id;
  };
  const auto status = [&] { return fixture.objections.find(test::first_id).status.name; };
  const auto declined = add("declined", {});
  const auto confirmed = add("confirmed", {});
  CHECK(status() == "confirmed");
  const auto correction = add("corrected", confirmed);
  CHECK(status() == "declined");
  add("corrected", declined);
  CHECK(status() == "submitted");
  CHECK(fixture.objections.count({{}, {}, {}, {}, "submitted"}) == 1);
  add("corrected", correction);
  CHECK(status() == "confirmed");
  CHECK(fixture.objections.get(test::first_id, {}, 10).events.size() == 6);
}

TEST_CASE("the list is newest first, in pages, by filter and by words") {
  test::History fixture;
  fixture.objections.record(annas_objection(test::first_id, "2026-11-20T12:00:00.000Z"));
  auto second = annas_objection(test::second_id, "2026-11-22T13:00:00.000Z");
  second.platform = "instagram";
  second.message = "100% mine_";
  fixture.objections.record(second);
  CHECK(ids(fixture.objections.list({}, {}, 10)) == std::vector<std::string>{test::second_id, test::first_id});
  CHECK(ids(fixture.objections.list({}, history::ObjectionCursor{"2026-11-22T13:00:00.000Z", test::second_id}, 10)) ==
        std::vector<std::string>{test::first_id});
  const auto count = [&](history::Filter filter) { return fixture.objections.count(filter); };
  CHECK(count({"instagram", {}, {}, {}, {}}) == 1);
  CHECK(count({{}, "ANNA@example.org", {}, {}, {}}) == 2);
  CHECK(count({{}, {}, {}, "100%", {}}) == 1);
  CHECK(count({{}, {}, {}, "00%", {}}) == 0);
  CHECK(count({{}, {}, {}, "example.org", {}}) == 2);
}

TEST_CASE("what SQL finds by status is what the status is") {
  test::History fixture;
  fixture.objections.record(annas_objection());
  const auto agrees = [&fixture](const char* status) {
    CHECK(fixture.objections.find(test::first_id).status.name == status);
    CHECK(fixture.objections.count({{}, {}, {}, {}, status}) == 1);
  };
  agrees("submitted");
  fixture.objections.add_event(test::first_id, {random_uuid(), "code-requested", "2026-11-22T14:33:00.000Z", {}, {}});
  agrees("not-finished");
  fixture.objections.add_event(test::first_id, {random_uuid(), "received", "2026-11-22T14:34:00.000Z", {}, {}});
  agrees("received");
  fixture.now = test::at("2026-11-25T12:00:00Z");
  agrees("confirmation-late");
  fixture.now = test::at("2027-01-25T12:00:00Z");
  agrees("overdue");
  fixture.objections.add_event(test::first_id, {random_uuid(), "declined", "2027-01-26T14:34:00.000Z", {}, {}});
  agrees("declined");
}
