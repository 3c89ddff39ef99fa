#pragma once
#include <algorithm>
#include <cstring>
#include <string>

#include "platform/streams.hpp"

namespace demur::test {

class TextSource final : public ByteSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::size_t read(std::span<char> buffer) override {
    const auto count = std::min(buffer.size(), text_.size() - done_);
    std::memcpy(buffer.data(), text_.data() + done_, count);
    done_ += count;
    return count;
  }

 private:
  std::string text_;
  std::size_t done_ = 0;
};

class TextSink final : public ByteSink {
 public:
  bool write(std::string_view bytes) override {
    text += bytes;
    return true;
  }
  std::string text;
};

}  // namespace demur::test
