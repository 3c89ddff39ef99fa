#pragma once
#include <algorithm>
#include <cstdlib>
#include <span>
#include <string_view>

#include "platform/streams.hpp"
#include "reading/record.hpp"

namespace demur::test {

/// Takes all lines of one reading, as the host does: aborts if the host would not accept one, or if the last doesn't
/// end the reading.
class Listener {
 public:
  Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() {
    if (!is_over_) std::abort();
  }

  void hear(const reading::Line& line) {
    const auto text = reading::to_line(line);
    const auto back = reading::read_line(text);
    if (is_over_ || !back || reading::to_line(*back) != text) std::abort();
    is_over_ = std::holds_alternative<reading::End>(line) || std::holds_alternative<reading::Unreadable>(line);
  }

 private:
  bool is_over_ = false;
};

/// An input as a file.
class MemoryAccess final : public RandomAccess {
 public:
  explicit MemoryAccess(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
  bool read_at(std::uint64_t offset, std::span<char> buffer) override {
    if (offset > bytes_.size() || buffer.size() > bytes_.size() - offset) return false;
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), buffer.size(), buffer.begin());
    return true;
  }

 private:
  std::string_view bytes_;
};

inline std::string_view as_text(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace demur::test
