#include "reading/mail/wording.hpp"

#include <algorithm>

namespace demur::reading {

Wording::Wording(const Sentence& sentence, const std::vector<FoundPhrase>& found, std::size_t language)
    : sentence_(&sentence),
      language_(language),
      phrases_(part_of(found, number_of(language, List{}), number_of(language + 1, List{}))) {
  for (const auto& phrase : phrases_) lists_.set(phrase.list - number_of(language, List{}));
}

Wording::Phrases Wording::part_of(Phrases phrases, std::size_t first_list, std::size_t end) {
  const auto from = [&](std::size_t list) {
    return std::lower_bound(phrases.begin(), phrases.end(), list,
                            [](const FoundPhrase& phrase, std::size_t number) { return phrase.list < number; });
  };
  return {from(first_list), from(end)};
}

Wording::Phrases Wording::phrases_of(List list) const {
  if (!has(list)) return {};
  const auto number = number_of(language_, list);
  return part_of(phrases_, number, number + 1);
}

bool Wording::has_any(std::initializer_list<List> lists) const {
  return std::any_of(lists.begin(), lists.end(), [&](List list) { return has(list); });
}

std::vector<Span> Wording::places_of(List list) const {
  std::vector<Span> places;
  for (const auto& phrase : phrases_of(list)) places.push_back(phrase.place);
  return places;
}

void Wording::mark(List list, Marks& marked) const {
  for (const auto& phrase : phrases_of(list)) reading::mark(phrase, *sentence_, marked);
}

}  // namespace demur::reading
