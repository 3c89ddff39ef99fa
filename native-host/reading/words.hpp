#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Words compared as extension/model/folded-words.ts compares them: small letters, no accents, stems.
namespace demur::reading {

using Words = std::vector<std::string>;

/// The words of a text, sentence by sentence. A sentence ends where an empty line follows, or a full stop, an
/// exclamation or a question mark with something else than a small letter behind it: "el. paštu" goes on.
std::vector<Words> folded_sentences(std::string_view text);

/// The words of a text, whatever the sentence.
Words folded_words(std::string_view text);

/// Stems, as in manifests/recognition.json and manifests/mail.json, taken apart into words.
class Stem {
 public:
  explicit Stem(std::string_view text);
  /// Whether they stand in a row somewhere in these words.
  [[nodiscard]] bool stands_in(const Words& words) const;
  /// Whether all of them stand in these words in this order, with anything between them.
  [[nodiscard]] bool is_spread_over(const Words& words) const;

 private:
  Words parts_;
};

}  // namespace demur::reading
