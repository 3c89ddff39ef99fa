#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// The character sets of mails. glibc's iconv loads its tables from files, which the sandboxed reader can't open; these
/// are few and small enough to compile in.
namespace demur::reading {

/// Text in any of the character sets that European mails use, as UTF-8. For an unknown one, UTF-8 is assumed where it
/// is valid, otherwise windows-1252. Undefined bytes become U+FFFD.
std::string to_utf8(std::string_view bytes, std::string_view charset_name);

/// The same text with every byte that is not UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view bytes);

/// Appends UTF-16, in whole units of two bytes. `half` is the first half of a character whose second half is yet to
/// come, or U+0000: long texts may come in pieces.
void append_utf16(std::string& text, std::string_view bytes, bool is_big_endian, char32_t& half);

/// Appends one code point; nothing where it is not a Unicode character.
void append_utf8(std::string& text, char32_t character);

/// Whether a character separates words and is invisible: a space, including a non-breaking one, a line end, a control
/// character.
constexpr bool is_blank(char32_t character) {
  return character <= U' ' || character == U'\u00A0' || character == U'\u202F';
}

/// Reads the first code point. Returns its length in bytes; 0 where `text` is empty or not UTF-8.
std::size_t next_character(std::string_view text, char32_t& character);

}  // namespace demur::reading
