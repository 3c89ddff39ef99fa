#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace demur::reading {

/// The beginning of the words of a mail, to be quoted: at most `most` bytes, whole characters, no more than one empty
/// line in a row, no control characters, and links only as far as their ? or #, behind which stands what points at the
/// person. `text` is UTF-8.
std::string beginning_of(std::string_view text, std::size_t most);

}  // namespace demur::reading
