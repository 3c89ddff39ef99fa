#pragma once
#include <string>
#include <string_view>

/// Text as HTML. Whatever was recorded, nothing of it becomes an element.
namespace demur::history {

/// The text itself.
std::string escaped(const std::string& text);

/// An e-mail address or URL, that may wrap behind its @ and before its dots and slashes.
std::string wrapping(const std::string& address);

/// An element around what is HTML already; nothing where there is nothing. `attributes`: as they stand in the tag.
std::string element(const std::string& tag, const std::string& html, const std::string& attributes = {});

}  // namespace demur::history
