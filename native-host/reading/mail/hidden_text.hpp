#pragma once
#include <map>
#include <string>
#include <string_view>

#include "reading/html.hpp"

/// What a page contains but nobody sees: a mail may say one thing to a program and another to a person.
namespace demur::reading {

/// Follows the elements of a page and says whether text at this place is hidden, by its style sheets, its style
/// attributes or the attribute `hidden`. Only plain rules are understood: for an element, a class or an id.
class HiddenText {
 public:
  /// Reads the style sheets of the page.
  explicit HiddenText(std::string_view page);

  void start_tag(const Tag& tag);
  void end_tag(std::string_view name);
  [[nodiscard]] bool is_hidden() const { return depth_ > 0; }

 private:
  void read_sheet(std::string_view css);
  void read_rule(std::string_view selectors, std::string_view declarations);
  [[nodiscard]] bool hides(const Tag& tag) const;

  std::map<std::string, bool> rules_;  ///< By selector: "p", ".name" or "#name".
  std::string element_;                ///< The one that hides.
  std::size_t depth_ = 0;              ///< How many of that name are open, itself included.
};

}  // namespace demur::reading
