#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A message in the form in which it was signed: RFC 6376, section 3.4.
namespace demur::reading {

enum class Canonical { simple, relaxed };

/// A header as it is in the message, without the end of its last line.
struct RawHeader {
  std::string name;  ///< In lower case.
  std::string_view text;
};

struct RawMessage {
  std::vector<RawHeader> headers;
  std::string_view body;
};

/// The headers and the body, separated only by the empty line between them. Nothing where another line is among the
/// headers, or there are too many: then it can't be said what belongs to them.
std::optional<RawMessage> read_raw(std::string_view message);

/// A header in its canonical form, without a line end. Lines end with CRLF, as they were sent.
std::string canonical_header(std::string_view text, Canonical form);

/// Passes a body in its canonical form to `take`, piece by piece. Returns its length.
std::size_t canonical_body(std::string_view body, Canonical form, const std::function<void(std::string_view)>& take);

}  // namespace demur::reading
