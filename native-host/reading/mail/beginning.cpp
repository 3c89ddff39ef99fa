#include "reading/mail/beginning.hpp"

#include <algorithm>

namespace demur::reading {
namespace {

bool is_space(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
}

std::string_view without_token(std::string_view word) {
  const auto link = word.find("://");
  return link == std::string_view::npos ? word : word.substr(0, word.find_first_of("?#", link));
}

/// A space, the end of a line, or an empty line: what stood between two words.
std::string_view gap_of(std::string_view space) {
  const auto lines = std::count(space.begin(), space.end(), '\n');
  return lines == 0 ? " " : lines == 1 ? "\n" : "\n\n";
}

std::string_view whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
  return text.substr(0, most);
}

}  // namespace

std::string beginning_of(std::string_view text, std::size_t most) {
  std::string beginning;
  while (beginning.size() < most) {
    const auto* const start = std::find_if_not(text.begin(), text.end(), is_space);
    const auto* const end = std::find_if(start, text.end(), is_space);
    if (start == end) break;
    if (!beginning.empty()) beginning += gap_of({text.begin(), start});
    beginning += without_token({start, end});
    text = {end, text.end()};
  }
  return std::string{whole_characters(beginning, most)};
}

}  // namespace demur::reading
