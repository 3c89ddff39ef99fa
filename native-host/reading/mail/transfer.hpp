#pragma once
#include <string>
#include <string_view>

/// How bytes travel through mail: RFC 2045, part 6.
namespace demur::reading {

/// Characters outside its alphabet are skipped.
std::string decode_base64(std::string_view text);

/// A broken escape stays as it is.
std::string decode_quoted_printable(std::string_view text);

/// Decodes by the value of MessageContent-Transfer-Encoding; anything unknown stays as it is.
std::string decode_transfer(std::string_view body, std::string_view encoding);

/// The value of a hexadecimal digit, or -1.
int hex_value(char digit);

}  // namespace demur::reading
