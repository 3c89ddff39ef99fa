#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace demur {

/// Passes the complete lines on, without their ends, and leaves the rest. False when one is too long or refused.
bool give_lines(std::string& text, std::size_t max_line, const std::function<bool(std::string_view)>& take_line);

}  // namespace demur
