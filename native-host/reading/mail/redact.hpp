#pragma once
#include <string>
#include <string_view>
#include <vector>

/// A mail that can be shared: one that keeps its shape and Meta's words, and nothing of the person's.
namespace demur::reading {

/// The same mail with its headers in their order, its parts and the words of its texts, but with other names,
/// addresses, numbers and tokens, and without quoted words, signatures and whatever isn't text. What is hidden in a
/// page is left out. Texts are UTF-8 as they are, so that everything in it can be read. `known` are names and addresses
/// of the person's.
std::string redact(std::string_view message, const std::vector<std::string>& known);

}  // namespace demur::reading
