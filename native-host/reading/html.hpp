#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "platform/streams.hpp"

/// HTML as a sequence of tags and texts: https://html.spec.whatwg.org/#syntax. No tree is built, so memory does not
/// grow with the page and nothing can be nested too deep.
namespace demur::reading {

/// A start tag.
struct Tag {
  std::string name;             ///< In lower case.
  std::string_view attributes;  ///< As written; valid until the visitor returns.
};

/// Receives the pieces of a page in their order.
class HtmlVisitor {
 public:
  HtmlVisitor() = default;
  HtmlVisitor(const HtmlVisitor&) = delete;
  HtmlVisitor& operator=(const HtmlVisitor&) = delete;
  virtual ~HtmlVisitor() = default;
  /// Text as written. A long text comes in several pieces, which may cut a character reference: decode the whole.
  virtual void text(std::string_view piece) = 0;
  virtual void start_tag(const Tag& tag) = 0;
  /// `name` is in lower case.
  virtual void end_tag(std::string_view name) = 0;
};

/// The longest tag that is read, in bytes.
inline constexpr std::size_t max_tag = 1024UL * 1024UL;

/// Visits a page. Leaves out comments, declarations and elements that browsers never show, such as scripts. False where
/// a tag is longer than `max_tag`: nothing after it is visited.
[[nodiscard]] bool walk_html(ByteSource& page, HtmlVisitor& visitor);

/// Behind the end of the comment that a text begins with, where browsers see it: "-->" or "--!>", and in "<!-->" and
/// "<!--->". npos where it doesn't end.
std::size_t comment_end(std::string_view html);

/// Text with its character references ("&auml;", "&#228;") replaced. Unknown ones stay as they are.
std::string decoded_html(std::string_view text);

/// Whether there is an attribute of this name, with a value or without.
bool has_attribute(std::string_view attributes, std::string_view wanted);

/// The decoded value of an attribute; empty where there is none. The first of a name counts, as in browsers.
std::string attribute(std::string_view attributes, std::string_view wanted);

}  // namespace demur::reading
