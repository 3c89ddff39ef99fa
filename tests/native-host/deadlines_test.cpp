#include "history/deadlines.hpp"

#include <utility>
#include <vector>

#include "catch.hpp"
#include "support.hpp"

using demur::history::deadlines_for;
using demur::test::at;

TEST_CASE("the month ends as Regulation 1182/71 says") {
  const std::vector<std::pair<const char*, const char*>> cases{
      {"2026-11-23T12:00:00Z", "2026-12-23T23:59:59.999Z"},  // the plain case
      {"2026-01-31T12:00:00Z", "2026-03-02T23:59:59.999Z"},  // 28 February is a Saturday
      {"2026-11-25T12:00:00Z", "2026-12-28T23:59:59.999Z"},  // Christmas, St Stephen's Day, Sunday
      {"2028-01-30T12:00:00Z", "2028-02-29T23:59:59.999Z"},  // a leap year
      {"2027-02-28T12:00:00Z", "2027-03-30T22:59:59.999Z"},  // Easter Monday, and summer time has begun
      {"2026-01-01T12:00:00Z", "2026-02-03T23:59:59.999Z"},  // a Sunday, then St Brigid's Day
      {"2026-06-14T23:30:00Z", "2026-07-15T22:59:59.999Z"},  // already the 15th in Ireland
  };
  for (const auto& [submitted, due] : cases)
    CHECK(demur::to_rfc3339(deadlines_for({at(submitted)}).answer_due_by) == due);
}

TEST_CASE("an e-mail is expected within 48 hours") {
  CHECK(deadlines_for({at("2026-11-22T14:32:05Z")}).confirmation_expected_by == at("2026-11-24T14:32:05Z"));
}

TEST_CASE(
    "of an objection that is known by its day the deadlines are days, and never earlier than from the end of it") {
  using demur::history::Precision;
  for (const char* day : {"2026-11-02", "2026-01-30", "2027-03-27", "2026-06-14", "2026-12-24"}) {
    const auto midnight = at((std::string(day) + "T00:00:00Z").c_str());
    const auto of_day = deadlines_for({midnight, Precision::day});
    const auto of_end = deadlines_for({midnight + std::chrono::days{1} - std::chrono::milliseconds{1}});
    CHECK(of_day.precision == Precision::day);
    CHECK(of_day.confirmation_expected_by >= of_end.confirmation_expected_by);
    CHECK(of_day.answer_due_by >= of_end.answer_due_by);
  }
  const auto deadlines = deadlines_for({at("2026-11-02T00:00:00Z"), Precision::day});
  CHECK(demur::history::to_text({deadlines.confirmation_expected_by, Precision::day}) == "2026-11-04T00:00:00.000Z");
  CHECK(demur::history::to_text({deadlines.answer_due_by, Precision::day}) == "2026-12-02T00:00:00.000Z");
}
