#pragma once
#include <cstdint>
#include <functional>

#include "platform/streams.hpp"
#include "reading/record.hpp"

namespace demur::reading {

/// How often progress is told, in bytes of input.
inline constexpr std::int64_t progress_step = 4L * 1024L * 1024L;

/// Reads a message, an mbox or pasted words, and gives a line for each mail that says something about an objection; for
/// a single mail always one. The last line is the end. `write` gives false when nobody reads any more.
void read_mails(ByteSource& source, const std::function<bool(const Line&)>& write);

}  // namespace demur::reading
