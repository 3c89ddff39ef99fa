#pragma once
#include <optional>
#include <string>

namespace demur::test {

/// UTF-8 in another character set, by the system, not by the tables under test; nothing where it lacks a character.
std::optional<std::string> converted(std::string text, const std::string& charset);

}  // namespace demur::test
