#pragma once
#include <optional>
#include <string>

namespace demur::test {

/// UTF-8 in another character set, by the system and not by the tables under test; nothing where a sign isn't in it.
std::optional<std::string> converted(std::string text, const std::string& charset);

}  // namespace demur::test
