#include "reading/shown_text.hpp"

#include <algorithm>
#include <array>

#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// From one letter to another, as UTF-8: bytes sort as the letters do.
struct Range {
  std::string_view first, last;
};
/// Letters that are not seen: controls and formats of https://www.unicode.org/reports/tr44/ (Cc, Cf, Zl, Zp), and the
/// joiner that Meta's pages put between letters.
// They are named here for no one to meet them.
// NOLINTBEGIN(misc-misleading-bidirectional)
constexpr std::array<Range, 13> unseen{{{"\x7F", "\u009F"},
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

std::size_t length_of_letter(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool is_blank(std::string_view letter) {
  return letter == "\u00A0" || static_cast<unsigned char>(letter.front()) <= ' ';
}

bool is_unseen(std::string_view letter) {
  return std::any_of(unseen.begin(), unseen.end(),
                     [&](const Range& range) { return letter >= range.first && letter <= range.last; });
}

}  // namespace

std::string shown_text(std::string_view text, std::size_t most) {
  std::string shown;
  bool is_apart = false;
  for (std::size_t letters = 0; !text.empty() && letters < most;) {
    const auto letter = text.substr(0, length_of_letter(text.front()));
    text.remove_prefix(letter.size());
    if (is_blank(letter)) is_apart = !shown.empty();
    if (is_blank(letter) || is_unseen(letter)) continue;
    if (is_apart && ++letters == most) break;
    if (is_apart) shown += ' ';
    is_apart = false;
    shown += letter;
    ++letters;
  }
  return shown;
}

}  // namespace demur::reading
