#pragma once
#include <algorithm>
#include <cstddef>
#include <string_view>

/// Counting and cutting text in valid UTF-8, where every byte that does not continue a character begins one
/// (https://www.rfc-editor.org/rfc/rfc3629).
namespace demur {

constexpr bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

/// How many characters (code points) a text has.
inline std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// The beginning of a text: as many whole characters as fit into `max_bytes`.
inline std::string_view whole_characters(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  while (max_bytes > 0 && !begins_character(text[max_bytes])) --max_bytes;
  return text.substr(0, max_bytes);
}

}  // namespace demur
