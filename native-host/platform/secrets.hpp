#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace demur {

/// The bytes of a SHA-256 (FIPS 180-4).
using Digest = std::array<unsigned char, 32>;
/// Random bytes that make a digest of few possible contents impossible to guess.
using Salt = std::array<unsigned char, 16>;

/// SHA-256 of some bytes.
Digest sha256(std::string_view bytes);

/// SHA-256 of bytes that come piece by piece.
class Sha256 {
 public:
  Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  ~Sha256();
  void take(std::string_view bytes);
  /// The digest of all that was taken. Call it once.
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

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
