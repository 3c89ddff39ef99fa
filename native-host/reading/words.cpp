#include "reading/words.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "reading/charsets.hpp"

namespace demur::reading {
namespace {

/// The longest stem that stands for a whole word, in letters: "ai" must not be found in "aid".
constexpr std::size_t whole_word = 3;

/// Letters that Unicode does not take apart into a plain letter and its accent.
constexpr std::array<std::pair<char32_t, std::string_view>, 8> plain_letters{
    {{U'ø', "o"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'đ', "d"}, {U'ð', "d"}, {U'ł', "l"}, {U'ħ', "h"}, {U'ı', "i"}}};

void append_plain(std::string& word, char32_t letter) {
  const auto* const plain =
      std::find_if(plain_letters.begin(), plain_letters.end(), [&](const auto& pair) { return pair.first == letter; });
  if (plain == plain_letters.end())
    append_utf8(word, letter);
  else
    word += plain->second;
}

void append_folded(std::string& word, char32_t letter) {
  if (letter < 0x80) {
    word += static_cast<char>(letter >= U'A' && letter <= U'Z' ? letter + (U'a' - U'A') : letter);
    return;
  }
  constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  std::array<utf8proc_int32_t, 16> folded{};
  int boundary = UTF8PROC_BOUNDCLASS_START;
  const auto count =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(letter), folded.data(), folded.size(), options, &boundary);
  for (auto i = 0L; i < count; ++i) append_plain(word, static_cast<char32_t>(folded.at(static_cast<std::size_t>(i))));
}

bool is_word_letter(utf8proc_category_t category) {
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/// Accents that stand alone, and characters that no one sees, such as soft hyphens, are no end of a word.
bool is_within_word(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_CF || (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME);
}

/// Takes letters one by one.
class SentenceMaker {
 public:
  void take(char32_t letter) {
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(letter));
    if (is_within_word(category)) return;
    if (is_word_letter(category)) {
      begin_word(category == UTF8PROC_CATEGORY_LL);
      append_folded(word_, letter);
    } else {
      end_word();
      note_end(letter);
    }
  }

  std::vector<Words> finish() {
    end_word();
    end_sentence();
    return std::move(sentences_);
  }

 private:
  void begin_word(bool is_small) {
    if (word_.empty() && (newlines_ > 1 || (may_end_ && !is_small))) end_sentence();
    newlines_ = 0;
    may_end_ = false;
  }
  void note_end(char32_t letter) {
    if (letter == U'\n') ++newlines_;
    if (letter == U'.' || letter == U'!' || letter == U'?') may_end_ = true;
  }
  void end_word() {
    if (word_.empty()) return;
    sentence_.push_back(std::move(word_));
    word_.clear();
  }
  void end_sentence() {
    if (!sentence_.empty()) sentences_.push_back(std::move(sentence_));
    sentence_.clear();
  }

  std::vector<Words> sentences_;
  Words sentence_;
  std::string word_;
  int newlines_ = 0;
  bool may_end_ = false;
};

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_word_of(const std::string& stem, const std::string& word) {
  return letters(stem) <= whole_word ? word == stem : word.starts_with(stem);
}

}  // namespace

std::vector<Words> folded_sentences(std::string_view text) {
  SentenceMaker maker;
  while (!text.empty()) {
    char32_t letter = U' ';
    text.remove_prefix(std::max<std::size_t>(next_letter(text, letter), 1));
    maker.take(letter);
  }
  return maker.finish();
}

Words folded_words(std::string_view text) {
  Words words;
  for (auto& sentence : folded_sentences(text)) std::move(sentence.begin(), sentence.end(), std::back_inserter(words));
  return words;
}

Stem::Stem(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    parts_.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool Stem::stands_in(const Words& words) const {
  return std::search(words.begin(), words.end(), parts_.begin(), parts_.end(),
                     [](const auto& word, const auto& part) { return is_word_of(part, word); }) != words.end();
}

bool Stem::is_spread_over(const Words& words) const {
  auto next = parts_.begin();
  for (const auto& word : words)
    if (next != parts_.end() && is_word_of(*next, word)) ++next;
  return next == parts_.end();
}

}  // namespace demur::reading
