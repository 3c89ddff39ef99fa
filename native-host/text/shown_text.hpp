#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace demur {

/// A name or other short text by somebody else, safe to show beside the person's own: without characters that are
/// invisible or change the direction of others, with single spaces, at most `max_characters` long. `text` is UTF-8.
std::string shown_text(std::string_view text, std::size_t max_characters);

}  // namespace demur
