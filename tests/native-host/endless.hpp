#pragma once
#include <algorithm>
#include <string>
#include <utility>

#include "platform/streams.hpp"

namespace demur::test {

/// A text that begins like this and never ends.
class Endless final : public ByteSource {
 public:
  Endless(std::string beginning, char more) : beginning_(std::move(beginning)), more_(more) {}

  std::size_t read(std::span<char> buffer) override {
    // Where nobody stops, the test ends red and not out of memory.
    if (handed_out_ > 50'000'000) return 0;
    handed_out_ += buffer.size();
    const auto begun = beginning_.copy(buffer.data(), buffer.size());
    beginning_.erase(0, begun);
    std::fill(buffer.begin() + static_cast<std::ptrdiff_t>(begun), buffer.end(), more_);
    return buffer.size();
  }

  [[nodiscard]] std::size_t handed_out() const { return handed_out_; }

 private:
  std::string beginning_;
  char more_;
  std::size_t handed_out_ = 0;
};

}  // namespace demur::test
