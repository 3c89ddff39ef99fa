#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "reading/html.hpp"
#include "reading/mail/headers.hpp"

namespace demur::reading {

/// What can be read in a message, all parts together. Bounded in depth, parts and length.
struct Content {
  std::string text;  ///< UTF-8: the words of plain text and of HTML.
  /// What a person would read: the plain text, or the words of HTML where there is none.
  std::string shown;
  std::vector<Link> links;
  /// Messages that were attached, such as forwarded ones, each whole, as it came.
  std::vector<std::string> attached;
};

/// Reads the body of a message: RFC 2045 and RFC 2046.
Content read_content(const Entity& message);

/// Reads words without a header, as a person pastes them.
Content read_pasted(std::string_view words);

}  // namespace demur::reading
