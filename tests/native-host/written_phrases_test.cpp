#include "reading/mail/written_phrases.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

namespace {

using Phrases = std::vector<std::string>;

Phrases written_out(std::string_view line) {
  Phrases phrases;
  demur::reading::each_phrase(line, [&](std::string_view phrase) { phrases.emplace_back(phrase); });
  return phrases;
}

}  // namespace

TEST_CASE("a line holds one phrase or several") {
  CHECK(written_out("we accept") == Phrases{"we accept"});
  CHECK(written_out("we accept | set* | not … used") == Phrases{"we accept", "set*", "not … used"});
}

TEST_CASE("brackets in a phrase stand for either of what they hold") {
  CHECK(written_out("(we|they) accept") == Phrases{"we accept", "they accept"});
  CHECK(written_out("accept(|ed|s) it") == Phrases{"accept it", "accepted it", "accepts it"});
  CHECK(written_out("not used( at all|)") == Phrases{"not used at all", "not used"});
  CHECK(written_out("(a|b) (c|d)") == Phrases{"a c", "a d", "b c", "b d"});
  CHECK(written_out("(no (effect|impact)|nothing) on | it") ==
        Phrases{"no effect on", "no impact on", "nothing on", "it"});
}
