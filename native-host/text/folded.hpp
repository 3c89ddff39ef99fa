#pragma once
#include <string>
#include <string_view>

namespace demur {

/// A text in the form that searches compare: without capital letters and accents. "Šárka" becomes "sarka". Bytes that
/// are not UTF-8 are left as they are.
std::string folded(std::string_view text);

/// The same text with each letter and its accents as one character, where there is one: "é" is written in two ways that
/// look alike (NFC, https://www.unicode.org/reports/tr15/). Bytes that are not UTF-8 are left as they are.
std::string composed(std::string_view text);

}  // namespace demur
