#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "reading/mail/headers.hpp"
#include "reading/mail/links.hpp"

namespace demur::reading {

/// What can be read in all parts of a message together. Depth, parts and length are bounded.
struct MessageContent {
  std::string text;         ///< UTF-8: the words of plain text and of HTML, without what a page hides.
  std::string plain, html;  ///< Those of each.
  /// What a person would read: the plain text, or the words of HTML where there is none.
  std::string shown;
  std::vector<Link> links;
  /// Attached messages, such as forwarded ones, each complete, as it came.
  std::vector<std::string> attached;
};

/// Reads the body of a message: RFC 2045 and RFC 2046.
MessageContent read_content(const Entity& message);

/// The parts of a multipart body: what is between its boundaries, or lines that look like boundaries.
std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary);

/// Reads words without a header, such as a person pastes.
MessageContent read_pasted(std::string_view words);

}  // namespace demur::reading
