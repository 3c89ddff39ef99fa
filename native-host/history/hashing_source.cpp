#include "history/hashing_source.hpp"

#include <array>
#include <utility>

namespace demur::history {

HashingSource::HashingSource(ByteSource& source, std::function<void(std::int64_t)> on_read)
    : source_(source), on_read_(std::move(on_read)) {}

std::size_t HashingSource::read(std::span<char> buffer) {
  // A file that grows later is the same as it was when its end was met.
  const auto count = has_ended_ ? 0 : source_.read(buffer);
  has_ended_ = count < buffer.size();
  hash_.take({buffer.data(), count});
  on_read_(static_cast<std::int64_t>(count));
  return count;
}

Digest HashingSource::finish() {
  std::array<char, 16384> rest{};
  while (!has_ended_) read(rest);
  return hash_.finish();
}

}  // namespace demur::history
