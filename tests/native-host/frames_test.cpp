#include "wire/frames.hpp"

#include <algorithm>
#include <cstring>

#include "catch.hpp"

using namespace demur;
using namespace demur::wire;

namespace {

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

std::string header(std::uint32_t length) {
  std::string bytes(sizeof(length), '\0');
  std::memcpy(bytes.data(), &length, sizeof(length));
  return bytes;
}

}  // namespace

TEST_CASE("frames come out as they went in") {
  TextSink sink;
  CHECK(write_frame(sink, "{}"));
  CHECK(write_frame(sink, ""));
  CHECK(write_frame(sink, "\r\n\x1a"));
  TextSource source{sink.text};
  CHECK(std::get<std::string>(read_frame(source)) == "{}");
  CHECK(std::get<std::string>(read_frame(source)).empty());
  CHECK(std::get<std::string>(read_frame(source)) == "\r\n\x1a");
  CHECK(std::holds_alternative<EndOfStream>(read_frame(source)));
}

TEST_CASE("a long frame is skipped and the next one is read") {
  TextSource source{header(longest_frame + 1) + std::string(longest_frame + 1, 'x') + header(2) + "{}"};
  CHECK(std::holds_alternative<SkippedFrame>(read_frame(source)));
  CHECK(std::get<std::string>(read_frame(source)) == "{}");
}

TEST_CASE("an absurd header is not believed, a cut frame ends the stream") {
  TextSource absurd{header(0x80000000U)};
  CHECK(std::holds_alternative<AbsurdHeader>(read_frame(absurd)));
  TextSource cut{header(10) + "abc"};
  CHECK(std::holds_alternative<EndOfStream>(read_frame(cut)));
  TextSource cut_header{"\x02"};
  CHECK(std::holds_alternative<EndOfStream>(read_frame(cut_header)));
}
