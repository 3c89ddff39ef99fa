#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace demur {

/// The bytes of a SHA-256 (FIPS 180-4).
using Digest = std::array<unsigned char, 32>;
/// Random bytes that make a digest of few possible contents impossible to guess.
using Salt = std::array<unsigned char, 16>;

/// SHA-256 of some bytes.
Digest sha256(std::string_view bytes);

/// Random bytes from the operating system.
Salt random_salt();

/// A random UUID (RFC 9562, version 4) in lower case.
std::string random_uuid();

/// Bytes as two lower-case hexadecimal digits each.
std::string to_hex(std::string_view bytes);

/// The bytes that `to_hex` wrote so. Nothing for anything else, such as capital letters.
std::optional<std::string> from_hex(std::string_view text);

/// Bytes as base64 with padding (RFC 4648, section 4).
std::string to_base64(std::string_view bytes);

/// The bytes that `to_base64` wrote so. Nothing for anything else, such as line breaks.
std::optional<std::string> from_base64(std::string_view text);

/// The bytes of an array as text, for hashing and storing.
template <std::size_t size>
std::string_view bytes_of(const std::array<unsigned char, size>& array) {
  // char may alias any object.
  return {reinterpret_cast<const char*>(array.data()), size};  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

}  // namespace demur
