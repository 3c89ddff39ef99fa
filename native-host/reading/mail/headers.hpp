#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/time.hpp"

/// The header of a message or of one of its parts: RFC 5322, RFC 2045, RFC 2047.
namespace demur::reading {

/// How many headers of a message or a part are read, more than any honest one has, and how many bytes of each. What is
/// judged must be what was signed, so the check of signatures takes no more either.
inline constexpr std::size_t max_headers = 500;
inline constexpr std::size_t max_header = 64UL * 1024UL;

struct Header {
  std::string name;   ///< In lower case.
  std::string value;  ///< Unfolded, otherwise as written.
};

/// In order, the topmost first.
using Headers = std::vector<Header>;

struct Entity {
  Headers headers;
  std::string_view body;  ///< A view of what was read.
};

/// Whether a text begins with the name of a header and its colon.
bool begins_with_header(std::string_view text);

/// Splits off the header. The body begins after the first empty line, or at the first line that is not a header line.
Entity read_entity(std::string_view text);

/// The same for a whole message, as in a file. One foreign line in the header, such as Outlook's "Microsoft Mail
/// Internet Headers Version 2.0", is skipped.
Entity read_message(std::string_view text);

/// Whether the text begins like a message: with a header line that messages have.
bool begins_like_a_message(std::string_view text);

/// The first header of this name; empty where there is none.
std::string_view value_of(const Headers& headers, std::string_view name);

/// "=?utf-8?B?…?=" and plain bytes as UTF-8.
std::string decoded_words(std::string_view value);

/// "text/plain; charset=utf-8" in parts, in lower case except for the values of parameters. Values in several pieces,
/// "boundary*0=…", are joined: https://www.rfc-editor.org/rfc/rfc2231#section-3
struct Parameterised {
  std::string value;
  std::map<std::string, std::string> parameters;
};
Parameterised read_parameterised(std::string_view value);

/// A person or program that sends or gets mail.
struct Mailbox {
  std::string name;     ///< UTF-8.
  std::string address;  ///< In lower case.
};

/// The mailboxes of a From:, To: or the like. Names are decoded after the structure has been read, so that an encoded
/// bracket can't pass for a real one.
std::vector<Mailbox> read_mailboxes(std::string_view value);

/// What follows the last @.
std::string_view domain_of(std::string_view address);

/// The moment of a Date:.
std::optional<Time> read_date(std::string_view value);

/// A value without its comments in round brackets.
std::string without_comments(std::string_view value);

/// The pieces between separators outside quotes.
std::vector<std::string_view> split_outside_quotes(std::string_view value, char separator);

}  // namespace demur::reading
