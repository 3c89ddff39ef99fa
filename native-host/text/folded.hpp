#pragma once
#include <string>
#include <string_view>

namespace demur {

/// A text as it is compared where people search: without regard to capital letters and accents. "Šárka" is "sarka".
/// Bytes that are no UTF-8 are left as they are.
std::string folded(std::string_view text);

/// The same text with each letter and its accents as one character, where there is one: "é" is written in two ways that
/// look alike (NFC, https://www.unicode.org/reports/tr15/). Bytes that are no UTF-8 are left as they are.
std::string composed(std::string_view text);

}  // namespace demur
