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

/// The length in bytes of the character that begins here; 0 where the bytes are not UTF-8: overlong, a surrogate,
/// beyond U+10FFFF, or cut off. https://www.unicode.org/versions/Unicode15.0.0/ch03.pdf, table 3-7
inline std::size_t character_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
  const unsigned lead = byte(at);
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  const unsigned first = lead == 0xE0 ? 0xA0U : lead == 0xF0 ? 0x90U : 0x80U;
  const unsigned last = lead == 0xED ? 0x9FU : lead == 0xF4 ? 0x8FU : 0xBFU;
  if (byte(at + 1) < first || byte(at + 1) > last) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if (byte(at + i) < 0x80 || byte(at + i) > 0xBF) return 0;
  return length;
}

inline bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto length = character_at(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

/// How many characters (code points) a text has.
inline std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// The beginning of a text: as many whole characters as fit in `max_bytes`.
inline std::string_view whole_characters(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  while (max_bytes > 0 && !begins_character(text[max_bytes])) --max_bytes;
  return text.substr(0, max_bytes);
}

}  // namespace demur
