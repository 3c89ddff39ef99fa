#pragma once
#include <array>
#include <cstddef>
#include <functional>
#include <streambuf>

#include "platform/streams.hpp"

namespace demur::reading {

/// Passes on the bytes of a source as long as there are not too many of them at once.
class BoundedBuffer : public std::streambuf {
 public:
  /// `too_much` is called when more than `max` bytes were read since the last `begin_anew`; it must throw.
  BoundedBuffer(ByteSource& source, std::size_t max, std::function<void()> too_much);

  /// What was read so far is dealt with.
  void begin_anew() { held_ = 0; }

 protected:
  int_type underflow() override;

 private:
  ByteSource& source_;
  std::size_t max_;
  std::function<void()> too_much_;
  std::size_t held_ = 0;
  std::array<char, 16384> bytes_{};
};

}  // namespace demur::reading
