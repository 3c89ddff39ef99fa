#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace demur::reading {

/// A name or another short text of someone else's, as it may be shown beside one's own: without letters that can't be
/// seen or that turn the direction of those around them, with single spaces, at most `most` letters long. `text` is
/// UTF-8.
std::string shown_text(std::string_view text, std::size_t most);

}  // namespace demur::reading
