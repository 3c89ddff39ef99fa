#pragma once
#include <bitset>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "reading/mail/phrases.hpp"

namespace demur::reading {

/// The lists of phrases of a language, from recognition.json and mail-words, where each is described.
enum class List : std::uint8_t {
  objection,
  ai,
  ai_everywhere,  ///< In any language.
  platform,
  granted,
  granted_denied,
  accepted_or_received,
  refused,
  refused_denied,
  uses,
  uses_denied,
  harmless,
  harmless_denied,
  negation,
  condition,
  no_condition,
  doubtful,
  plain,
  joints,
  asked_for_more,
  asked_to_explain,
  pending,
  received,
  as_requested,
  just_named,
  request,
  may_object,
  learn_more,
  boilerplate,
  case_number,
  other_accounts,
  may_do,
  content_of_others,
  others_words,
  elsewhere,
};

constexpr std::size_t list_count = static_cast<std::size_t>(List::elsewhere) + 1;

/// The number of a list among those of all languages.
constexpr std::size_t number_of(std::size_t language, List list) {
  return language * list_count + static_cast<std::size_t>(list);
}

/// A sentence as one language words it: with those of its phrases that stand in it.
class Wording {
 public:
  /// @param found what the index of all phrases found in the sentence. It and the sentence must live as long.
  Wording(const Sentence& sentence, const std::vector<FoundPhrase>& found, std::size_t language);

  [[nodiscard]] const Sentence& sentence() const { return *sentence_; }
  [[nodiscard]] bool has(List list) const { return lists_.test(static_cast<std::size_t>(list)); }
  [[nodiscard]] bool has_any(std::initializer_list<List> lists) const;
  [[nodiscard]] std::size_t count(List list) const { return phrases_of(list).size(); }
  /// From the first word on.
  [[nodiscard]] std::vector<Span> places_of(List list) const;
  /// Marks, of each word of the sentence, that a phrase of the list consists of it, among others or alone.
  void mark(List list, Marks& marked) const;

 private:
  using Phrases = std::span<const FoundPhrase>;
  static Phrases part_of(Phrases phrases, std::size_t first_list, std::size_t end);
  [[nodiscard]] Phrases phrases_of(List list) const;

  const Sentence* sentence_;
  std::size_t language_;
  Phrases phrases_;
  std::bitset<list_count> lists_;  ///< Those that have a phrase here.
};

}  // namespace demur::reading
