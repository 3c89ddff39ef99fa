#include "history/hashing_buffer.hpp"

#include <utility>

namespace demur::history {

HashingBuffer::HashingBuffer(ByteSource& source, std::function<void(std::int64_t)> on_read)
    : source_(source), on_read_(std::move(on_read)) {}

HashingBuffer::int_type HashingBuffer::underflow() {
  const auto count = source_.read(bytes_);
  if (count == 0) return traits_type::eof();
  hash_.take({bytes_.data(), count});
  on_read_(static_cast<std::int64_t>(count));
  setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
  return traits_type::to_int_type(bytes_.front());
}

}  // namespace demur::history
