#include "platform/secrets.hpp"

#include <sodium.h>

#include <algorithm>

#include "text/ids.hpp"

namespace demur {

namespace {

/// The library reads bytes as unsigned char.
const unsigned char* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

}  // namespace

struct Sha256::State {
  crypto_hash_sha256_state inner;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  crypto_hash_sha256_init(&state_->inner);
}

Sha256::~Sha256() = default;

void Sha256::take(std::string_view bytes) {
  crypto_hash_sha256_update(&state_->inner, unsigned_bytes(bytes), bytes.size());
}

Digest Sha256::finish() {
  Digest digest{};
  crypto_hash_sha256_final(&state_->inner, digest.data());
  return digest;
}

Digest sha256(std::string_view bytes) {
  Digest digest{};
  crypto_hash_sha256(digest.data(), unsigned_bytes(bytes), bytes.size());
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
  // Must not change: stored events have ids that were made this way.
  bytes[8] &= 0x0FU;
  return to_uuid(bytes, UuidVersion::custom);
}

}  // namespace demur
