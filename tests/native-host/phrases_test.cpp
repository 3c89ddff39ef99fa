#include "reading/mail/phrases.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "reading/mail/wording.hpp"

using namespace demur::reading;

namespace {

using Found = std::vector<std::string>;

PhraseIndex index_of(const std::vector<Found>& lists) {
  PhraseIndex index;
  for (std::size_t list = 0; list < lists.size(); ++list)
    for (const auto& phrase : lists[list]) index.add(list, phrase);
  index.finish();
  return index;
}

/// What stands in a sentence, as "list: phrase at first–last".
Found found_in(const std::string& text, const std::vector<Found>& lists) {
  const auto index = index_of(lists);
  Found found;
  for (const auto& phrase : index.find_in(sentences_of(text).at(0)))
    found.push_back(std::to_string(phrase.list) + ": " + std::string{phrase.text} + " at " +
                    std::to_string(phrase.place.first) + "–" + std::to_string(phrase.place.last));
  return found;
}

bool stands(const std::string& phrase, const std::string& text) {
  return !found_in(text, {{phrase}}).empty();
}

}  // namespace

TEST_CASE("phrases are found list by list, from the first word on, and at one word as they were added") {
  CHECK(found_in("we accept your objection and we accept it",
                 {{"it", "we accept", "accept*", "we"}, {"never"}, {"your objection"}}) ==
        Found{"0: we accept at 0–1", "0: we at 0–0", "0: accept* at 1–1", "0: we accept at 5–6", "0: we at 5–5",
              "0: accept* at 6–6", "0: it at 7–7", "2: your objection at 2–3"});
}

TEST_CASE("a word of a phrase is a word, the beginning of one, or any") {
  CHECK(stands("we", "as we wish"));
  CHECK_FALSE(stands("we", "as well"));
  CHECK_FALSE(stands("well", "as we wish"));
  for (const char* beginning : {"a*", "ac*", "acc*", "acce*", "accep*", "accepted*"}) {
    INFO(beginning);
    CHECK(stands(beginning, "it is accepted"));
    CHECK(stands(std::string{"is "} + beginning, "it is accepted"));
    CHECK_FALSE(stands(beginning, "it is obtained"));
    CHECK_FALSE(stands(std::string{"is "} + beginning, "it is obtained"));
  }
  CHECK_FALSE(stands("accepted*", "we accept it"));
  CHECK(stands("* posts", "your posts"));
  CHECK(stands("your * posts", "your public posts"));
  CHECK_FALSE(stands("your * posts", "your posts"));
  CHECK_FALSE(stands("your *", "it is your"));
}

TEST_CASE("the words of a phrase follow one another in one clause") {
  CHECK_FALSE(stands("your posts", "your public posts"));
  CHECK_FALSE(stands("your posts", "this is your, posts are ours"));
  CHECK_FALSE(stands("your posts are", "your posts"));
}

TEST_CASE("a gap in a phrase stands for at most 25 words of its clause, or for none") {
  const std::string words = "w w w w w w w w w w w w w w w w w w w w w w w w ";
  CHECK(found_in("remove it from training", {{"remove … training"}}) == Found{"0: remove … training at 0–3"});
  CHECK(stands("remove … training", "remove training"));
  CHECK(stands("remove … training", "remove " + words + "training"));
  CHECK_FALSE(stands("remove … training", "remove " + words + "w training"));
  CHECK_FALSE(stands("remove … training", "remove it, training is ours"));
  CHECK(stands("remove … from train*", "remove it from us and from training"));
}

TEST_CASE("what a gap stands for is not marked") {
  const auto sentence = sentences_of("we remove it from all training now").at(0);
  const auto index = index_of({{"remove … from * train*"}});
  const auto found = index.find_in(sentence);
  REQUIRE(found.size() == 1);
  Marks marked(sentence.words.size());
  mark(found.at(0), sentence, marked);
  CHECK(marked == Marks{false, true, false, true, true, true, false});
}

TEST_CASE("a sentence is worded in each language by its own phrases") {
  PhraseIndex index;
  index.add(number_of(0, List::elsewhere), "gift");
  index.add(number_of(1, List::objection), "gift");
  index.add(number_of(1, List::objection), "a gift");
  index.finish();
  const auto sentence = sentences_of("a gift").at(0);
  const auto found = index.find_in(sentence);
  const Wording first{sentence, found, 0}, second{sentence, found, 1}, third{sentence, found, 2};
  CHECK(first.has(List::elsewhere));
  CHECK_FALSE(first.has(List::objection));
  CHECK(second.count(List::objection) == 2);
  CHECK(second.places_of(List::objection).at(0).first == 0);
  CHECK_FALSE(second.has(List::elsewhere));
  CHECK_FALSE(third.has_any({List::objection, List::elsewhere}));
}
