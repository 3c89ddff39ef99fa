#include "wire/frames.hpp"

#include <cstring>
#include <string>

#include "catch.hpp"
#include "frames_support.hpp"

using namespace demur;
using namespace demur::wire;
using test::TextSink;
using test::TextSource;

namespace {

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
  TextSource source{header(max_frame + 1) + std::string(max_frame + 1, 'x') + header(2) + "{}"};
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
