#pragma once
#include <string>
#include <string_view>

/// The small pieces of HTML: https://html.spec.whatwg.org/#syntax
namespace demur::reading {

struct Tag {
  std::string name;  ///< In small letters, with "/" before it for an end tag.
  std::string_view attributes;
};

/// Reads what stands between "<" and ">". The attributes are a piece of it.
Tag read_tag(std::string_view content);

/// Text with "&auml;" and the like as letters.
std::string decoded_html(std::string_view text);

/// The value of an attribute, decoded. Nothing is found twice: the first counts, as in browsers.
std::string attribute(std::string_view attributes, std::string_view wanted);

/// Where the tag that begins here ends: quotes may hold a bracket. npos where it doesn't.
std::size_t tag_end(std::string_view html);

/// Whether a tag begins here, and no lone "<".
bool is_tag(std::string_view html);

}  // namespace demur::reading
