#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reading/html.hpp"

/// What a page contains but nobody sees: a mail may say one thing to a program and another to a person.
namespace demur::reading {

/// What declarations say about how text is shown. Colours are in one form, and empty where none is given.
struct TextStyle {
  std::optional<bool> is_hidden;
  std::string color, background;
};

/// Follows the elements of a page and says whether text at this place is hidden: by style sheets, style attributes or
/// the attribute `hidden`, or because its colour is that of the background, whichever elements they come from. Only
/// plain rules are understood: for an element, a class or an id.
class HiddenText {
 public:
  /// Reads the style sheets of the page.
  explicit HiddenText(std::string_view page);

  void start_tag(const Tag& tag);
  void end_tag(std::string_view name);
  [[nodiscard]] bool is_hidden() const;

 private:
  /// @param depth how many "@media" it is within.
  void read_sheet(std::string_view css, int depth);
  void read_rule(std::string_view selectors, std::string_view declarations);
  [[nodiscard]] TextStyle style_of(const Tag& tag) const;
  [[nodiscard]] TextStyle ruled_style_of(const Tag& tag) const;

  /// An element that is open, and how the text in it is shown.
  struct Open {
    std::string name;
    bool is_hidden;
    std::string color, background;
  };

  std::map<std::string, TextStyle> rules_;  ///< By selector: "p", ".name" or "#name".
  std::vector<Open> open_;                  ///< The outermost first.
  std::size_t beyond_ = 0;                  ///< How many more are open, deeper than any mail's.
};

}  // namespace demur::reading
