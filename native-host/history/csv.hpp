#pragma once
#include <string>

namespace demur::history {

/// A field of a CSV file (RFC 4180), always in quotes. What a spreadsheet would run as a formula gets an apostrophe in
/// front, which makes it text; control characters and bytes that are not UTF-8 become U+FFFD.
std::string csv_field(const std::string& text);

/// Between the rows of a file.
inline constexpr const char* csv_end_of_row = "\r\n";

}  // namespace demur::history
