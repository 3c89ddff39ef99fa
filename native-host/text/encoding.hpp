#pragma once
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

/// Bytes and numbers as text, and back. A text that can't be read as a whole gives nothing.
namespace demur {

/// Bytes as two lower-case hexadecimal digits each.
std::string to_hex(std::string_view bytes);

/// The bytes that `to_hex` wrote. Nothing for any other text, such as one with capital letters.
std::optional<std::string> from_hex(std::string_view text);

/// Bytes as base64 with padding (RFC 4648, section 4).
std::string to_base64(std::string_view bytes);

/// The bytes that `to_base64` wrote. Nothing for any other text, such as one with line breaks.
std::optional<std::string> from_base64(std::string_view text);

/// The number that a text consists of. Nothing for anything else, such as a sign, a space or a number that is too
/// large for its type.
template <typename Number>
std::optional<Number> read_number(std::string_view text, int base = 10) {
  Number number{};
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number, base);
  const bool is_number = error == std::errc{} && rest == end && !text.starts_with('-');
  return is_number ? std::optional{number} : std::nullopt;
}

}  // namespace demur
