#include "text/shown_text.hpp"

#include <algorithm>
#include <array>

#include "text/characters.hpp"

namespace demur {
namespace {

/// From one character to another, in UTF-8, whose bytes sort like the characters.
struct Range {
  std::string_view first, last;
};
/// Invisible characters: controls and formats of https://www.unicode.org/reports/tr44/ (Cc, Cf, Zl, Zp), and the joiner
/// that Meta's pages put between characters. The linter warns about the very characters that this list removes.
// NOLINTBEGIN(misc-misleading-bidirectional)
constexpr std::array<Range, 13> invisible{{{"\x7F", "\u009F"},
                                           {"\u00AD", "\u00AD"},
                                           {"\u034F", "\u034F"},
                                           {"\u061C", "\u061C"},
                                           {"\u115F", "\u1160"},
                                           {"\u17B4", "\u17B5"},
                                           {"\u180B", "\u180F"},
                                           {"\u200B", "\u200F"},
                                           {"\u2028", "\u202E"},
                                           {"\u2060", "\u206F"},
                                           {"\uFEFF", "\uFEFF"},
                                           {"\uFFF9", "\uFFFB"},
                                           {"\U000E0000", "\U000E0FFF"}}};
// NOLINTEND(misc-misleading-bidirectional)

std::size_t length_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool is_blank(std::string_view character) {
  return character == "\u00A0" || static_cast<unsigned char>(character.front()) <= ' ';
}

bool is_invisible(std::string_view character) {
  return std::any_of(invisible.begin(), invisible.end(),
                     [&](const Range& range) { return character >= range.first && character <= range.last; });
}

}  // namespace

std::string shown_text(std::string_view text, std::size_t max_characters) {
  std::string shown;
  bool has_gap = false;
  for (std::size_t count = 0; !text.empty() && count < max_characters;) {
    const auto character = text.substr(0, length_of_character(text.front()));
    text.remove_prefix(character.size());
    if (is_blank(character)) has_gap = !shown.empty();
    if (is_blank(character) || is_invisible(character)) continue;
    if (has_gap && ++count == max_characters) break;
    if (has_gap) shown += ' ';
    has_gap = false;
    shown += character;
    ++count;
  }
  return shown;
}

}  // namespace demur
