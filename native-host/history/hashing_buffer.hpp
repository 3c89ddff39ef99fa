#pragma once
#include <array>
#include <cstdint>
#include <functional>
#include <streambuf>

#include "platform/secrets.hpp"
#include "platform/streams.hpp"

namespace demur::history {

/// Passes on bytes, once, from first to last, and hashes them on the way.
class HashingBuffer : public std::streambuf {
 public:
  /// `on_read` is called with the number of bytes of each piece.
  HashingBuffer(ByteSource& source, std::function<void(std::int64_t)> on_read);

  /// The digest of all that was read. Call it once.
  Digest finish() { return hash_.finish(); }

 protected:
  int_type underflow() override;

 private:
  ByteSource& source_;
  std::function<void(std::int64_t)> on_read_;
  Sha256 hash_;
  std::array<char, 65536> bytes_{};
};

}  // namespace demur::history
