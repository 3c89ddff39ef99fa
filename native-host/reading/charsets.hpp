#pragma once
#include <cstddef>
#include <string>
#include <string_view>

/// Character sets of mails. Debian's iconv loads its tables from files, which the reader can't open; they are few and
/// small enough to be compiled in.
namespace demur::reading {

/// Text in any of the character sets that mails of Europe use, as UTF-8. Of an unknown one, UTF-8 is assumed where it
/// is valid, else windows-1252. Bytes without a meaning become U+FFFD.
std::string to_utf8(std::string_view bytes, std::string_view charset_name);

/// The same text with U+FFFD in the place of every byte that is not UTF-8.
std::string valid_utf8(std::string_view bytes);

bool is_utf8(std::string_view bytes);

/// Adds one code point. One that is no Unicode character adds nothing.
void append_utf8(std::string& text, char32_t letter);

/// Reads the first code point. Gives its length in bytes; 0 where `text` is empty or not UTF-8.
std::size_t next_letter(std::string_view text, char32_t& letter);

}  // namespace demur::reading
