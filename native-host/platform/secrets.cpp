#include "platform/secrets.hpp"

#include <sodium.h>

namespace demur {

Digest sha256(std::string_view bytes) {
  Digest digest{};
  // The library counts unsigned bytes; char may be read as such.
  const auto* data =
      reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  crypto_hash_sha256(digest.data(), data, bytes.size());
  return digest;
}

Salt random_salt() {
  Salt salt{};
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::string random_uuid() {
  Salt bytes = random_salt();
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
  std::string text = to_hex(bytes_of(bytes));
  for (const std::size_t hyphen : {8U, 13U, 18U, 23U}) text.insert(hyphen, 1, '-');
  return text;
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4U];
    text += digits[byte & 0x0FU];
  }
  return text;
}

}  // namespace demur
