#include "reading/mail/transfer.hpp"

#include <array>
#include <cstdint>
#include <optional>

#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr std::array<int, 256> base64_values = [] {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<int, 256> values{};
  values.fill(-1);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    values.at(static_cast<unsigned char>(alphabet[i])) = static_cast<int>(i);
  return values;
}();

/// The length of the line end that begins here, with the spaces before it; 0 where there is none.
std::size_t line_end_length(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r')) ++i;
  if (i == text.size()) return i;
  return text[i] == '\n' ? i + 1 : 0;
}

/// The value of a hexadecimal digit, or -1.
int hex_value(char digit) {
  if (is_digit(digit)) return digit - '0';
  const char character = lower(digit);
  return character >= 'a' && character <= 'f' ? character - 'a' + 10 : -1;
}

/// The byte given by two hexadecimal digits at the beginning; nothing where there are none.
std::optional<char> byte_in(std::string_view text) {
  constexpr int base = 16;
  if (text.size() < 2 || hex_value(text[0]) < 0 || hex_value(text[1]) < 0) return std::nullopt;
  return static_cast<char>(hex_value(text[0]) * base + hex_value(text[1]));
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = text[i] == '%' ? byte_in(text.substr(i + 1)) : std::nullopt;
    plain += byte.value_or(text[i]);
    if (byte) i += 2;
  }
  return plain;
}

std::string decode_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (const char c : text) {
    // The end of one encoded piece; another may follow.
    if (c == '=') count = 0;
    const int value = base64_values.at(static_cast<unsigned char>(c));
    if (value < 0) continue;
    bits = (bits << 6U) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>((bits >> count) & 0xFFU);
  }
  return bytes;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      bytes += text[i];
      continue;
    }
    const auto rest = text.substr(i + 1);
    if (const auto byte = byte_in(rest)) {
      bytes += *byte;
      i += 2;
    } else if (const auto length = line_end_length(rest); length > 0) {
      i += length;
    } else {
      bytes += '=';
    }
  }
  return bytes;
}

std::string decode_transfer(std::string_view body, std::string_view encoding) {
  const auto name = lower_case(trimmed(encoding));
  if (name == "base64") return decode_base64(body);
  if (name == "quoted-printable") return decode_quoted_printable(body);
  return std::string(body);
}

}  // namespace demur::reading
