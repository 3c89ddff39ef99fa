#pragma once
#include <string>
#include <string_view>

namespace demur {

/// A text as it is compared where people search: without regard to capital letters and accents. "Šárka" is "sarka".
/// Bytes that are no UTF-8 are left as they are.
std::string folded(std::string_view text);

}  // namespace demur
