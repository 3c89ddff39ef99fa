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
    CHECK(demur::to_rfc3339(deadlines_for(at(submitted)).answer_due_by) == due);
}

TEST_CASE("an e-mail is expected within 48 hours") {
  CHECK(deadlines_for(at("2026-11-22T14:32:05Z")).confirmation_expected_by == at("2026-11-24T14:32:05Z"));
}
