#pragma once
#include <string>
#include <string_view>

/// How bytes travel through mail: RFC 2045, section 6.
namespace demur::reading {

/// Characters outside its alphabet are skipped.
std::string decode_base64(std::string_view text);

/// A broken escape stays as it is.
std::string decode_quoted_printable(std::string_view text);

/// Decodes by the value of Content-Transfer-Encoding; anything unknown stays as it is.
std::string decode_transfer(std::string_view body, std::string_view encoding);

/// A text with its percent-encoded bytes decoded (RFC 3986 2.1, RFC 2231 4); a broken escape stays as it is.
std::string percent_decoded(std::string_view text);

}  // namespace demur::reading
