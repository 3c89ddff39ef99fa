#pragma once
#include <string>
#include <string_view>
#include <vector>

/// A shareable mail: one that keeps its shape and Meta's words, but nothing of the person's.
namespace demur::reading {

/// The same mail with its headers in their order, its parts and the words of its texts, but with other names,
/// addresses, numbers and tokens, and without quoted words, signatures and whatever isn't text. What is hidden in a
/// page is left out. Texts are plain UTF-8, so that everything in it can be read. `known` are the person's names and
/// addresses.
std::string redact(std::string_view message, const std::vector<std::string>& known);

}  // namespace demur::reading
