#pragma once
#include <array>
#include <cstddef>
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

/// The UUID that belongs to a text: always the same for the same text (RFC 9562, version 8).
std::string derived_uuid(std::string_view text);

/// The bytes of an array as text, for hashing and storing.
template <std::size_t size>
std::string_view bytes_of(const std::array<unsigned char, size>& array) {
  // char may alias any object.
  return {reinterpret_cast<const char*>(array.data()), size};  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

}  // namespace demur
