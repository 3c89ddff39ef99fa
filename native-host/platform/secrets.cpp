#include "platform/secrets.hpp"

#include <sodium.h>

#include <algorithm>

#include "text/ids.hpp"

namespace demur {

Digest sha256(std::string_view bytes) {
  Digest digest{};
  // The library reads bytes as unsigned char. NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return digest;
}

Salt random_salt() {
  Salt salt{};
  randombytes_buf(salt.data(), salt.size());
  return salt;
}

std::string random_uuid() {
  return to_uuid(random_salt(), UuidVersion::random);
}

std::string derived_uuid(std::string_view text) {
  const auto digest = sha256(text);
  Salt bytes{};
  std::copy_n(digest.begin(), bytes.size(), bytes.begin());
  // Ids of events that are stored already were made so.
  bytes[8] &= 0x0FU;
  return to_uuid(bytes, UuidVersion::custom);
}

}  // namespace demur
