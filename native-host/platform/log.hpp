#pragma once
#include <string>
#include <string_view>

namespace demur::log {

/// Says on stderr, where the browsers show it, that something went wrong. Never give it personal data as it is.
void warn(std::string_view text);

/// An address as it may stand in a log: "a…@g…".
std::string masked_address(std::string_view address);

}  // namespace demur::log
