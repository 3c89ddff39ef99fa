#pragma once
#include <string>
#include <string_view>

namespace demur::log {

/// Reports on standard error, which browsers log, that something went wrong. Any thread may. Never give it personal
/// data unmasked.
void warn(std::string_view text);

/// An address as it may stand in a log: "a…@g…".
std::string masked_address(std::string_view address);

}  // namespace demur::log
