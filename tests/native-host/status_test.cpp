#include "history/status.hpp"

#include "catch.hpp"
#include "support.hpp"

using namespace demur;
using history::Counts;
using history::Fact;
using history::Precision;
using test::at;

namespace {

/// An event on the day of sending, this many minutes after it.
Fact fact(const char* kind, int minutes, const std::string& corrects = {}, bool is_set_aside = false) {
  return {std::string(kind) + std::to_string(minutes),
          kind,
          {at("2026-11-02T12:00:00Z") + std::chrono::minutes{minutes}},
          corrects,
          is_set_aside};
}

std::string status(const std::vector<Fact>& events, const char* now, Precision precision = Precision::instant) {
  const auto sent = at(precision == Precision::day ? "2026-11-02T00:00:00Z" : "2026-11-02T12:00:00Z");
  return history::status_of({sent, precision}, history::outcome_of(events), at(now)).name;
}

constexpr const char *soon = "2026-11-03T12:00:00Z", *late = "2026-11-05T12:00:00Z", *overdue = "2026-12-03T00:00:00Z";

}  // namespace

TEST_CASE("the status follows from the events and the clock") {
  struct Rule {
    std::vector<Fact> events;
    const char *soon, *late, *overdue;
  };
  const std::vector<Rule> rules{
      {{}, "submitted", "confirmation-late", "overdue"},
      {{fact("note", 1), fact("reminded", 2), fact("complained", 3)}, "submitted", "confirmation-late", "overdue"},
      {{fact("received", 1)}, "received", "confirmation-late", "overdue"},
      {{fact("code-requested", 1)}, "not-finished", "not-finished", "not-finished"},
      {{fact("page-error", 1)}, "not-sent", "not-sent", "not-sent"},
      {{fact("unsure", 1)}, "unsure", "unsure", "unsure"},
      {{fact("answered", 1)}, "answered", "answered", "answered"},
      {{fact("confirmed", 1)}, "confirmed", "confirmed", "confirmed"},
      {{fact("declined", 1)}, "declined", "declined", "declined"},
      {{fact("asked-for-more", 1)}, "needs-answer", "needs-answer", "needs-answer"},
      {{fact("withdrawn", 1)}, "withdrawn", "withdrawn", "withdrawn"},
      // The last thing that the page showed.
      {{fact("code-requested", 1), fact("received", 2)}, "received", "confirmation-late", "overdue"},
      {{fact("unsure", 1), fact("page-error", 2)}, "not-sent", "not-sent", "not-sent"},
      {{fact("page-error", 2), fact("unsure", 1)}, "not-sent", "not-sent", "not-sent"},
      // What Meta said is not undone by what the page showed, nor by Meta writing once more.
      {{fact("confirmed", 1), fact("page-error", 2)}, "confirmed", "confirmed", "confirmed"},
      {{fact("confirmed", 1), fact("answered", 2)}, "confirmed", "confirmed", "confirmed"},
      {{fact("answered", 1), fact("received", 2)}, "answered", "answered", "answered"},
      {{fact("asked-for-more", 1), fact("confirmed", 2)}, "confirmed", "confirmed", "confirmed"},
      {{fact("confirmed", 2), fact("declined", 1)}, "confirmed", "confirmed", "confirmed"},
      {{fact("confirmed", 1), fact("declined", 1)}, "declined", "declined", "declined"},
      // A withdrawal stays one.
      {{fact("withdrawn", 1), fact("confirmed", 2)}, "withdrawn", "withdrawn", "withdrawn"},
      // What was taken back, and what the person has not agreed to, decides nothing.
      {{fact("confirmed", 1), fact("corrected", 2, "confirmed1")}, "submitted", "confirmation-late", "overdue"},
      {{fact("corrected", 0, "confirmed1"), fact("confirmed", 1)}, "submitted", "confirmation-late", "overdue"},
      {{fact("confirmed", 1, {}, true)}, "submitted", "confirmation-late", "overdue"},
      {{fact("confirmed", 1), fact("corrected", 2, "confirmed1", true)}, "confirmed", "confirmed", "confirmed"},
  };
  for (const auto& rule : rules) {
    INFO("rule " << &rule - rules.data());
    CHECK(status(rule.events, soon) == rule.soon);
    CHECK(status(rule.events, late) == rule.late);
    CHECK(status(rule.events, overdue) == rule.overdue);
  }
}

TEST_CASE("a day counts as its end, and what was sent on a day is late with days") {
  auto day = fact("declined", 0);
  day.when = {at("2026-11-02T00:00:00Z"), Precision::day};
  CHECK(status({day, fact("confirmed", 600)}, soon) == "declined");
  CHECK(status({day, fact("confirmed", 12 * 60)}, soon) == "confirmed");
  CHECK(status({}, "2026-11-04T23:59:59Z", Precision::day) == "submitted");
  CHECK(status({}, "2026-11-05T00:00:00Z", Precision::day) == "confirmation-late");
  CHECK(status({}, "2026-12-02T23:59:59Z", Precision::day) == "confirmation-late");
  CHECK(status({}, "2026-12-03T00:00:00Z", Precision::day) == "overdue");
}

TEST_CASE("a correction counts wherever it stands, and one that is corrected counts no more") {
  const auto counts = [](const std::vector<Fact>& events) {
    std::string text;
    for (const auto one : history::counts_of(events))
      text += one == Counts::yes ? 'y' : one == Counts::corrected ? 'c' : 'n';
    return text;
  };
  CHECK(counts({fact("note", 1), fact("corrected", 2, "note1")}) == "cy");
  CHECK(counts({fact("corrected", 2, "note9"), fact("note", 9)}) == "yc");
  CHECK(counts({fact("note", 1), fact("corrected", 2, "note1"), fact("corrected", 3, "corrected2")}) == "ycy");
  CHECK(counts({fact("note", 1), fact("corrected", 2, "note1"), fact("corrected", 3, "corrected2"),
                fact("corrected", 4, "corrected3")}) == "cycy");
  CHECK(counts({fact("note", 1), fact("corrected", 2, "note1"), fact("corrected", 3, "note1"),
                fact("corrected", 4, "corrected2")}) == "ccyy");
  // In a circle none has an effect, so none takes anything back.
  CHECK(counts({fact("corrected", 1, "corrected2"), fact("corrected", 2, "corrected1")}) == "cc");
  CHECK(counts({fact("corrected", 1, "corrected1"), fact("note", 2)}) == "cy");
  CHECK(counts({fact("note", 1), fact("corrected", 2, "note1"), fact("corrected", 3, "corrected4"),
                fact("corrected", 4, "corrected3"), fact("corrected", 5, "note6")}) == "cyccy");
  CHECK(counts({fact("note", 1, {}, true), fact("note", 2), fact("corrected", 3, "note2", true)}) == "nyn");
  // However many there are.
  std::vector<Fact> many{fact("note", 0), fact("corrected", 1, "note0")};
  for (int i = 2; i <= 20'001; ++i) many.push_back(fact("corrected", i, "corrected" + std::to_string(i - 1)));
  CHECK(history::counts_of(many).front() == Counts::corrected);
}
