#include "reading/mail/own_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>
#include <vector>

#include "reading/charsets.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// The closing marks for an opening mark: „de“, “en”, ”sv”, «fr», »da«, ‘en’.
struct Quotation {
  char32_t begin;
  std::u32string_view ends;
};
constexpr std::array<Quotation, 9> quotations{{{U'\u201E', U"\u201C\u201D\"\u201F"},
                                               {U'\u201C', U"\u201D\u201C\""},
                                               {U'\u201D', U"\u201D\u201C"},
                                               {U'\u00AB', U"\u00BB"},
                                               {U'\u00BB', U"\u00AB\u00BB"},
                                               {U'\u201A', U"\u2018\u2019"},
                                               {U'\u2018', U"\u2019"},
                                               {U'"', U"\"\u201D\u201C"},
                                               {U'\'', U"'"}}};
/// A quotation that does not end within so many characters was left open; this much counts as quoted.
constexpr std::size_t max_quotation = 2000;

struct Character {
  char32_t code;
  std::size_t at, length;
};

std::vector<Character> characters_of(std::string_view text) {
  std::vector<Character> characters;
  for (std::size_t at = 0; at < text.size();) {
    Character character{U' ', at, 1};
    character.length = std::max<std::size_t>(next_character(text.substr(at), character.code), 1);
    characters.push_back(character);
    at += character.length;
  }
  return characters;
}

/// Whether a word can't continue here: "don’t" does not end a quotation.
bool may_border(char32_t code) {
  constexpr std::u32string_view marks = U".,;:!?()[]-\u2013\u2014";
  return is_blank(code) || marks.find(code) != std::u32string_view::npos;
}

class QuotationBlanker {
 public:
  explicit QuotationBlanker(std::string text) : text_(std::move(text)), characters_(characters_of(text_)) {}

  std::string run() {
    for (std::size_t i = 0; i < characters_.size(); ++i) {
      const auto* const quotation = begun_at(i);
      if (quotation == nullptr) continue;
      const auto end = end_of(i, *quotation);
      for (auto inner = i + 1; inner < end; ++inner) blank(characters_[inner]);
      i = end;
    }
    return std::move(text_);
  }

 private:
  [[nodiscard]] char32_t code(std::size_t i) const { return i < characters_.size() ? characters_[i].code : U' '; }

  [[nodiscard]] const Quotation* begun_at(std::size_t i) {
    const auto* const found = std::find_if(quotations.begin(), quotations.end(),
                                           [&](const auto& quotation) { return quotation.begin == code(i); });
    if (found == quotations.end()) return nullptr;
    const bool is_first = i == 0 || may_border(code(i - 1));
    return is_first && i + 1 < characters_.size() && !is_mere_mark(i, *found) ? found : nullptr;
  }
  /// An apostrophe before a word that has lost its beginning, "'t", or the bullet of a line: nothing closes it.
  [[nodiscard]] bool is_mere_mark(std::size_t begin, const Quotation& quotation) {
    if (code(begin) == U'\u00BB' && (begin == 0 || code(begin - 1) == U'\n'))
      return end_of(begin, quotation) >= end_of_line(begin);
    if (code(begin) != U'\'' && code(begin) != U'\u2018') return false;
    return end_of(begin, quotation) == limit_of(begin) || may_border(code(begin + 2));
  }
  [[nodiscard]] std::size_t end_of_line(std::size_t at) const {
    while (at < characters_.size() && code(at) != U'\n') ++at;
    return at;
  }
  [[nodiscard]] std::size_t limit_of(std::size_t begin) const {
    return std::min(begin + max_quotation, characters_.size());
  }
  /// Beginnings are asked about from first to last, so no place is looked at twice for the same marks.
  [[nodiscard]] std::size_t end_of(std::size_t begin, const Quotation& quotation) {
    const auto last = limit_of(begin);
    auto& end = ends_.at(static_cast<std::size_t>(std::distance(quotations.data(), &quotation)));
    end = std::max(end, begin + 1);
    while (end < last && !ends_at(end, quotation)) ++end;
    return end;
  }
  [[nodiscard]] bool ends_at(std::size_t i, const Quotation& quotation) const {
    return quotation.ends.find(code(i)) != std::u32string_view::npos && may_border(code(i + 1));
  }
  void blank(const Character& character) {
    if (character.code != U'\n')
      std::fill_n(text_.begin() + static_cast<std::ptrdiff_t>(character.at), character.length, ' ');
  }

  std::string text_;
  std::vector<Character> characters_;
  /// For each quotation, how far its end has been looked for.
  std::array<std::size_t, quotations.size()> ends_{};
};

/// "----- Original message -----", as programs write above what is answered or forwarded, or just a rule.
bool is_rule(std::string_view line) {
  constexpr std::size_t shortest = 5;
  line = trimmed(line);
  if (line.find_first_not_of('_') == std::string_view::npos) return line.size() > 2 * shortest;
  return line.size() > 2 * shortest && line.starts_with("-----") && line.ends_with("-----") &&
         line.find_first_not_of("- ") != std::string_view::npos;
}

std::string without_answered(std::string_view text) {
  std::string own(text);
  bool is_answered = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto line = text.substr(at, text.find('\n', at) - at);
    is_answered = is_answered || is_rule(line);
    if (is_answered || trimmed(line).starts_with('>'))
      std::fill_n(own.begin() + static_cast<std::ptrdiff_t>(at), line.size(), ' ');
    at += line.size() + 1;
  }
  return own;
}

}  // namespace

std::string own_words(std::string_view text, Answered answered) {
  return QuotationBlanker{answered == Answered::kept ? std::string(text) : without_answered(text)}.run();
}

std::string without_addresses(std::string text) {
  for (const std::string_view part : {"http://", "https://", "www.", "@"})
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
      const auto within = text.begin() + static_cast<std::ptrdiff_t>(at);
      const auto begin = std::find_if(std::make_reverse_iterator(within), text.rend(), is_space).base();
      // A mark at the end belongs to the sentence.
      auto end = std::find_if(within, text.end(), is_space);
      while (std::string_view{".,;:!?"}.find(*(end - 1)) != std::string_view::npos) --end;
      std::fill(begin, end, ' ');
    }
  return text;
}

}  // namespace demur::reading
