#pragma once
#include <functional>
#include <string_view>

#include "platform/streams.hpp"

namespace demur::reading {

/// Reads a file that docs/history-format.md describes, and writes a line for each entry and each e-mail with a seal,
/// and one at the end. One entry at a time is held; what no history has, deep nesting, endless texts and duplicate
/// members, is refused before it costs anything. `write` returns false once nobody reads any more.
void read_history(ByteSource& file, const std::function<bool(std::string_view line)>& write);

}  // namespace demur::reading
