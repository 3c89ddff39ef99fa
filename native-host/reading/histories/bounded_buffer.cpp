#include "reading/histories/bounded_buffer.hpp"

#include <utility>

namespace demur::reading {

BoundedBuffer::BoundedBuffer(ByteSource& source, std::size_t max, std::function<void()> too_much)
    : source_(source), max_(max), too_much_(std::move(too_much)) {}

BoundedBuffer::int_type BoundedBuffer::underflow() {
  const auto count = source_.read(bytes_);
  if (count == 0) return traits_type::eof();
  held_ += count;
  if (held_ > max_) too_much_();
  setg(bytes_.data(), bytes_.data(), bytes_.data() + count);
  return traits_type::to_int_type(bytes_.front());
}

}  // namespace demur::reading
