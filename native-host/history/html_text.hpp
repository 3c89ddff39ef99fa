#pragma once
#include <string>
#include <string_view>

/// Text as HTML. Whatever was recorded, none of it becomes an element.
namespace demur::history {

/// The text itself.
std::string escaped(const std::string& text);

/// An e-mail address or URL that may wrap after its @ and before its dots and slashes.
std::string wrapping(const std::string& address);

/// An element around what is already HTML; empty if that is empty. `attributes`: as written in the tag.
std::string element(const std::string& tag, const std::string& html, const std::string& attributes = {});

}  // namespace demur::history
