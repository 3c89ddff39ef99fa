#pragma once
#include <string>
#include <string_view>
#include <vector>

/// As much of HTML as the words and links of a mail need. No tree is built, so nothing can be nested too deep.
namespace demur::reading {

/// A link and what a person sees of it.
struct Link {
  std::string text;
  std::string target;
};

struct Page {
  std::string text;  ///< Blocks stand apart by an empty line.
  std::vector<Link> links;
};

/// Reads UTF-8. Scripts and styles are left out; a picture's `alt` counts as text.
Page read_html(std::string_view html);

}  // namespace demur::reading
