#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Words in the form in which they are compared, as in extension/model/folded-words.ts: lower case, no accents, stems.
namespace demur::reading {

using WordList = std::vector<std::string>;

/// The words of a text, sentence by sentence. A sentence ends at an empty line, or at a full stop, an exclamation mark
/// or a question mark unless a lower-case letter follows: "el. paštu" is not the end of one.
std::vector<WordList> folded_sentences(std::string_view text);

/// The words of a text, whatever the sentence.
WordList folded_words(std::string_view text);

/// Word stems, as in manifests/recognition.json and manifests/mail.json.
class Stem {
 public:
  explicit Stem(std::string_view text);
  /// Whether they are consecutive somewhere in these words.
  [[nodiscard]] bool stands_in(const WordList& words) const;
  /// Whether all of them are among these words in this order, with anything between them.
  [[nodiscard]] bool is_spread_over(const WordList& words) const;

 private:
  WordList parts_;
};

}  // namespace demur::reading
