#pragma once
#include <cstdint>
#include <functional>

#include "platform/secrets.hpp"
#include "platform/streams.hpp"

namespace demur::history {

/// Passes on bytes, once, from first to last, and hashes them on the way.
class HashingSource final : public ByteSource {
 public:
  /// `on_read` is called with the number of bytes of each piece, by whoever reads it.
  HashingSource(ByteSource& source, std::function<void(std::int64_t)> on_read);

  std::size_t read(std::span<char> buffer) override;

  /// The digest of all bytes, also of those that nobody has read. Call it once.
  Digest finish();

 private:
  ByteSource& source_;
  std::function<void(std::int64_t)> on_read_;
  Sha256 hash_;
  bool has_ended_ = false;
};

}  // namespace demur::history
