#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Words in the form that is compared, as in extension/model/folded-words.ts: lower case, no accents, stems.
namespace demur::reading {

using WordList = std::vector<std::string>;

struct Sentence {
  WordList words;
  /// For each word the number of its clause: the words between two commas, colons, dashes or brackets.
  std::vector<std::size_t> clauses;
  std::vector<std::size_t> lines;  ///< For each word the number of its line in the text.
  std::vector<bool> capitals;      ///< For each word, whether it is all in capitals.
  std::vector<bool> accents;       ///< For each word, whether a Latin letter of it has an accent: "è" isn't "e".
  std::size_t begin = 0, end = 0;  ///< Its place in the text, in bytes.
  bool is_question = false;        ///< It ends with a question mark.
};

/// More than a sentence has that was written to be read: the time that it takes to judge one grows with the square of
/// its words.
inline constexpr std::size_t max_sentence_words = 500;

/// The sentences of a text. A sentence ends at an empty line, or at a full stop, an exclamation mark or a question mark
/// unless a lower-case letter follows it, "el. paštu", or it comes after the number of a day, "27. Mai". It also ends
/// after `max_sentence_words`.
std::vector<Sentence> sentences_of(std::string_view text);

/// The words of a text, regardless of sentences.
WordList folded_words(std::string_view text);

/// Word stems, as in manifests/recognition.json and manifests/mail.json.
class Stem {
 public:
  explicit Stem(std::string_view text);
  /// Whether they appear consecutively anywhere in these words.
  [[nodiscard]] bool stands_in(const WordList& words) const;
  /// The number of the word after them, where they appear consecutively at the word `from` or later; else nothing.
  [[nodiscard]] std::optional<std::size_t> end_in(const WordList& words, std::size_t from) const;

 private:
  WordList parts_;
};

}  // namespace demur::reading
