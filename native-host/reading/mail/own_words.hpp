#pragma once
#include <string>
#include <string_view>

namespace demur::reading {

/// What to do with what follows the line above an answered or forwarded mail, and with lines that begin with ">".
enum class Answered { left_out, kept };

/// A text with blanks in place of what somebody else says in it: words in quotation marks, and what is answered. Has
/// the same length in bytes.
std::string own_words(std::string_view text, Answered answered);

/// A text with blanks in place of URLs and e-mail addresses, whose parts are no words. Has the same length in bytes.
std::string without_addresses(std::string text);

}  // namespace demur::reading
