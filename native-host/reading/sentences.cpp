#include "reading/sentences.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <utility>

#include "reading/charsets.hpp"
#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace demur::reading {
namespace {

/// The longest stem that must match a whole word, in characters: "ai" must not be found in "aid".
constexpr std::size_t whole_word = 3;

/// Letters that Unicode does not decompose into a plain letter and its accent.
constexpr std::array<std::pair<char32_t, std::string_view>, 8> plain_letters{
    {{U'ø', "o"}, {U'æ', "ae"}, {U'œ', "oe"}, {U'đ', "d"}, {U'ð', "d"}, {U'ł', "l"}, {U'ħ', "h"}, {U'ı', "i"}}};

void append_plain(std::string& word, char32_t character) {
  const auto* const plain = std::find_if(plain_letters.begin(), plain_letters.end(),
                                         [&](const auto& pair) { return pair.first == character; });
  if (plain == plain_letters.end())
    append_utf8(word, character);
  else
    word += plain->second;
}

void append_folded(std::string& word, char32_t character) {
  if (character < 0x80) {
    word += static_cast<char>(character >= U'A' && character <= U'Z' ? character + (U'a' - U'A') : character);
    return;
  }
  constexpr auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  std::array<utf8proc_int32_t, 16> folded{};
  int boundary = UTF8PROC_BOUNDCLASS_START;
  const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(character), folded.data(), folded.size(),
                                             options, &boundary);
  for (auto i = 0L; i < count; ++i) append_plain(word, static_cast<char32_t>(folded.at(static_cast<std::size_t>(i))));
}

bool is_word_character(utf8proc_category_t category) {
  return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
         (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/// Combining accents and invisible characters, such as soft hyphens, do not end a word.
bool is_within_word(utf8proc_category_t category) {
  return category == UTF8PROC_CATEGORY_CF || (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME);
}

/// What a list puts before each of its lines.
bool is_bullet(char32_t character) {
  constexpr std::u32string_view marks = U"-*\u2022\u2023\u2043\u25AA\u25CF\u25E6\u2013\u2014\u00B7\u00BB";
  return marks.find(character) != std::u32string_view::npos;
}

bool ends_clause(char32_t character) {
  constexpr std::u32string_view marks = U",;:()[]\u2013\u2014\u2026\u00B7|";
  return marks.find(character) != std::u32string_view::npos;
}

constexpr char32_t ascii_end = 0x80;

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < ascii_end;
}

bool is_number(std::string_view word) {
  return std::all_of(word.begin(), word.end(), is_digit);
}

/// Splits characters, taken one by one, into sentences of words.
class SentenceSplitter {
 public:
  /// A character that takes up the bytes from `begin` to `end`.
  void take(char32_t character, std::size_t begin, std::size_t end) {
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(character));
    if (is_within_word(category)) {
      has_accent_ = has_accent_ || (category == UTF8PROC_CATEGORY_MN && !word_.empty());
      return;
    }
    if (is_word_character(category)) {
      begin_word(category, begin);
      is_in_capitals_ = is_in_capitals_ && category == UTF8PROC_CATEGORY_LU;
      append_folded(word_, character);
      has_accent_ = has_accent_ || (character >= ascii_end && !word_.empty() && is_ascii(word_.back()));
      constexpr std::size_t longest_day = 2;
      is_after_day_ = category == UTF8PROC_CATEGORY_ND && word_.size() <= longest_day;
    } else {
      end_word();
      note_mark(character);
    }
    if (!is_blank(character)) last_end_ = end;
    is_after_blank_ = is_blank(character);
  }

  std::vector<Sentence> finish() {
    end_word();
    end_sentence();
    return std::move(sentences_);
  }

 private:
  void begin_word(utf8proc_category_t category, std::size_t at) {
    // "art. 21"
    const bool goes_on =
        category == UTF8PROC_CATEGORY_LL || (is_after_abbreviation_ && category == UTF8PROC_CATEGORY_ND);
    const bool is_full = sentence_.words.size() == max_sentence_words;
    if (word_.empty() && (newlines_ > 1 || is_full || (may_end_ && !goes_on))) end_sentence();
    if (sentence_.words.empty() && word_.empty()) sentence_.begin = at;
    newlines_ = 0;
    may_end_ = false;
    sentence_.is_question = false;
  }
  void note_mark(char32_t character) {
    if (character == U'\n') {
      ++newlines_;
      ++line_;
    }
    if (character == U'!' || character == U'?' || (character == U'.' && !is_after_day_ && !is_year_mark_))
      may_end_ = true;
    if (!is_blank(character)) is_after_abbreviation_ = character == U'.' && is_short_;
    is_short_ = is_short_ && character == U'.';
    if (character == U'?') sentence_.is_question = true;
    if (newlines_ > 0 && is_bullet(character)) may_end_ = true;
    const bool is_dash = character == U'-' && is_after_blank_;
    if (is_dash || ends_clause(character)) ++clause_;
    is_after_day_ = false;
    is_year_mark_ = is_year_mark_ && character == U'.';
  }
  void end_word() {
    if (word_.empty()) return;
    constexpr std::size_t longest_abbreviation = 4;
    is_short_ = count_characters(word_) <= longest_abbreviation;
    // "2025 г.": the dot of such an abbreviation ends no sentence.
    is_year_mark_ = is_after_number_ && count_characters(word_) == 1;
    is_after_number_ = is_number(word_);
    sentence_.words.push_back(std::move(word_));
    sentence_.clauses.push_back(clause_);
    sentence_.lines.push_back(line_);
    sentence_.capitals.push_back(is_in_capitals_);
    sentence_.accents.push_back(has_accent_);
    is_in_capitals_ = true;
    has_accent_ = false;
    word_.clear();
  }
  void end_sentence() {
    sentence_.end = last_end_;
    if (!sentence_.words.empty()) sentences_.push_back(std::move(sentence_));
    sentence_ = {};
  }

  std::vector<Sentence> sentences_;
  Sentence sentence_;
  std::string word_;
  std::size_t clause_ = 0, line_ = 0, last_end_ = 0;
  int newlines_ = 0;
  bool may_end_ = false, is_after_day_ = false, is_after_blank_ = false, is_in_capitals_ = true, has_accent_ = false,
       is_short_ = false, is_after_abbreviation_ = false, is_after_number_ = false, is_year_mark_ = false;
};

bool is_word_of(std::string_view stem, std::string_view word) {
  // Marked as the beginning of a word, or as a whole one; without a mark, every stem of more than three letters is a
  // beginning.
  if (stem.ends_with('*')) return word.starts_with(stem.substr(0, stem.size() - 1));
  if (stem.ends_with('.')) return word == stem.substr(0, stem.size() - 1);
  return count_characters(stem) <= whole_word ? word == stem : word.starts_with(stem);
}

}  // namespace

std::vector<Sentence> sentences_of(std::string_view text) {
  SentenceSplitter splitter;
  for (std::size_t at = 0; at < text.size();) {
    char32_t character = U' ';
    const auto length = std::max<std::size_t>(next_character(text.substr(at), character), 1);
    splitter.take(character, at, at + length);
    at += length;
  }
  return splitter.finish();
}

WordList folded_words(std::string_view text) {
  WordList words;
  for (auto& sentence : sentences_of(text))
    std::move(sentence.words.begin(), sentence.words.end(), std::back_inserter(words));
  return words;
}

Stem::Stem(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    parts_.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool Stem::stands_in(const WordList& words) const {
  return end_in(words, 0).has_value();
}

std::optional<std::size_t> Stem::end_in(const WordList& words, std::size_t from) const {
  if (from > words.size()) return std::nullopt;
  const auto found =
      std::search(words.begin() + static_cast<std::ptrdiff_t>(from), words.end(), parts_.begin(), parts_.end(),
                  [](const auto& word, const auto& part) { return is_word_of(part, word); });
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin()) + parts_.size();
}

}  // namespace demur::reading
