#pragma once
#include <string>
#include <string_view>

namespace demur::history {

/// A mail as it was before it went into an mbox: one ">" less before "From " at the beginning of a line. demur-reader
/// judges it in this form, too.
std::string without_mbox_quotes(std::string_view mail);

/// Whether a mail is in an mbox: what is right before it ends with a line that begins with "From ".
bool ends_with_separator(std::string_view before);

}  // namespace demur::history
