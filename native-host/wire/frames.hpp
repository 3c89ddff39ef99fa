#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "platform/streams.hpp"

/// Native messaging frames: a 32-bit length in native byte order, then that many bytes of UTF-8 JSON.
/// https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging
namespace demur::wire {

/// The longest frame that is read, and the longest that browsers take from a host, in bytes.
inline constexpr std::uint32_t max_frame = 1024U * 1024U;
/// A longer frame is skipped up to this length; a header that claims more is not believed.
inline constexpr std::uint32_t max_skipped_frame = 64U * 1024U * 1024U;

/// The stream ended, between frames or within one.
struct EndOfStream {};
/// A frame was longer than `max_frame`; it was skipped, and the stream goes on.
struct SkippedFrame {};
/// A header claimed more than `max_skipped_frame`: the stream can't be followed any further.
struct AbsurdHeader {};

using Incoming = std::variant<std::string, SkippedFrame, AbsurdHeader, EndOfStream>;

/// Reads the next frame. Never allocates more than `max_frame` bytes, whatever the header claims.
Incoming read_frame(ByteSource& source);

/// The frame that holds a text of at most `max_frame` bytes.
std::string to_frame(std::string_view text);

/// Writes one frame in one piece. False when nobody reads any more. `text` must not be longer than `max_frame`.
bool write_frame(ByteSink& sink, std::string_view text);

}  // namespace demur::wire
