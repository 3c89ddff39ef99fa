#include "wire/frames.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace demur::wire {
namespace {

bool skip(ByteSource& source, std::size_t length) {
  std::array<char, 16384> buffer{};
  while (length > 0) {
    const auto part = std::min(length, buffer.size());
    if (source.read(std::span{buffer.data(), part}) != part) return false;
    length -= part;
  }
  return true;
}

}  // namespace

Incoming read_frame(ByteSource& source) {
  std::array<char, sizeof(std::uint32_t)> header{};
  if (source.read(header) != header.size()) return EndOfStream{};
  std::uint32_t length = 0;
  std::memcpy(&length, header.data(), header.size());
  if (length > max_skipped_frame) return AbsurdHeader{};
  if (length > max_frame) return skip(source, length) ? Incoming{SkippedFrame{}} : Incoming{EndOfStream{}};
  std::string text(length, '\0');
  if (source.read(text) != length) return EndOfStream{};
  return text;
}

std::string to_frame(std::string_view text) {
  const auto length = static_cast<std::uint32_t>(text.size());
  std::string frame(sizeof(length), '\0');
  std::memcpy(frame.data(), &length, sizeof(length));
  return frame.append(text);
}

bool write_frame(ByteSink& sink, std::string_view text) {
  return sink.write(to_frame(text));
}

}  // namespace demur::wire
