#include "history/status.hpp"

#include "catch.hpp"
#include "support.hpp"

using demur::history::deadlines_for;
using demur::history::Outcome;
using demur::history::replaces;
using demur::history::status_of;
using demur::test::at;

namespace {

std::string status(const std::optional<Outcome>& outcome, const char* now) {
  const auto submitted = at("2026-11-02T12:00:00Z");
  return status_of(submitted, outcome, deadlines_for(submitted), at(now)).name;
}

}  // namespace

TEST_CASE("the status follows from the events and the clock") {
  const auto soon = "2026-11-03T12:00:00Z", late = "2026-11-05T12:00:00Z", overdue = "2026-12-03T00:00:00Z";
  const auto when = at("2026-11-02T12:01:00Z");
  CHECK(status({}, soon) == "submitted");
  CHECK(status({}, late) == "confirmation-late");
  CHECK(status({}, overdue) == "overdue");
  CHECK(status({{"received", when}}, soon) == "received");
  CHECK(status({{"received", when}}, late) == "confirmation-late");
  CHECK(status({{"received", when}}, overdue) == "overdue");
  CHECK(status({{"code-requested", when}}, soon) == "needs-answer");
  CHECK(status({{"asked-for-more", when}}, overdue) == "needs-answer");
  for (const char* kind : {"confirmed", "declined", "withdrawn"}) CHECK(status({{kind, when}}, overdue) == kind);
}

TEST_CASE("an answer of Meta's is not undone by what the page showed") {
  const auto early = at("2026-11-02T12:00:00Z"), later = at("2026-11-02T13:00:00Z");
  CHECK(replaces({"received", early}, {}));
  CHECK(replaces({"confirmed", early}, Outcome{"received", later}));
  CHECK_FALSE(replaces({"received", later}, Outcome{"confirmed", early}));
  CHECK(replaces({"declined", later}, Outcome{"confirmed", early}));
  CHECK_FALSE(replaces({"confirmed", early}, Outcome{"declined", later}));
}
