#include "reading/mail/hidden_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::reading {
namespace {

/// Elements without an end tag: https://html.spec.whatwg.org/#void-elements
constexpr std::array<std::string_view, 13> empty_elements{"area",  "base", "br",   "col",    "embed", "hr", "img",
                                                          "input", "link", "meta", "source", "track", "wbr"};
/// Elements whose start tag ends an open paragraph.
constexpr std::array<std::string_view, 12> ends_paragraph{"p",  "div", "table", "ul", "ol", "h1",
                                                          "h2", "h3",  "h4",    "hr", "dl", "blockquote"};
constexpr std::size_t max_rules = 2000;
/// Elements within each other; mails have about thirty.
constexpr std::size_t max_open = 256;
/// In bytes; what is longer is no colour, but each element would hold it.
constexpr std::size_t max_color = 64;
/// Style sheets within each other's "@media".
constexpr int max_sheets = 4;
/// The colour of a page that names none.
constexpr std::string_view paper = "#ffffff";

std::size_t find_ignoring_case(std::string_view text, std::string_view wanted, std::size_t from) {
  for (auto at = from; at + wanted.size() <= text.size(); ++at)
    if (equal_ignoring_case(text.substr(at, wanted.size()), wanted)) return at;
  return std::string_view::npos;
}

std::string without_css_comments(std::string_view css) {
  std::string plain;
  while (!css.empty()) {
    const auto start = std::min(css.find("/*"), css.size());
    plain += css.substr(0, start);
    const auto end = css.find("*/", std::min(start + 2, css.size()));
    css.remove_prefix(end == std::string_view::npos ? css.size() : end + 2);
  }
  return plain;
}

std::string value_without_spaces(std::string_view value) {
  auto plain = lower_case(value.substr(0, value.find('!')));
  std::erase_if(plain, is_space);
  return plain;
}

/// "0", "0px", "0.0em"; and what is too small to be read, "1px".
bool is_nothing(std::string_view value) {
  const auto number = value.substr(0, value.find_first_not_of("0123456789."));
  const bool is_zero = !number.empty() && number.find_first_not_of("0.") == std::string_view::npos;
  return is_zero || value == "1px" || value == "1pt";
}

bool is_far_away(std::string_view value) {
  constexpr std::size_t far = 4;  // "-999px" and more
  return value.starts_with('-') &&
         std::count_if(value.begin(), value.end(), is_digit) + 1 >= static_cast<std::ptrdiff_t>(far);
}

/// Colours that mails hide text with, by name.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> color_names{
    {{"white", "#ffffff"}, {"black", "#000000"}, {"silver", "#c0c0c0"}, {"gray", "#808080"}}};

/// "rgb(255,255,255)" as "#ffffff"; the value itself where it is written otherwise.
std::string from_rgb(const std::string& value) {
  std::string hex = "#";
  auto rest = std::string_view(value).substr(value.find('(') + 1);
  for (int i = 0; i < 3; ++i) {
    const auto end = std::min(rest.find_first_of(",)"), rest.size());
    const auto number = read_number<std::uint8_t>(rest.substr(0, end));
    if (!number) return value;
    hex += to_hex(std::string(1, static_cast<char>(*number)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return hex;
}

/// A colour in one form for all its spellings: "#fff", "#FFFFFF", "white", "rgb(255,255,255)".
std::string color_of(std::string_view value) {
  constexpr std::size_t short_form = 4;
  value = value.substr(0, max_color);
  const auto* const named =
      std::find_if(color_names.begin(), color_names.end(), [&](const auto& one) { return one.first == value; });
  if (named != color_names.end()) return std::string(named->second);
  if (value.starts_with("rgb(")) return from_rgb(std::string(value));
  // Without a mark as in the attribute bgcolor="ffffff", which browsers take, too.
  constexpr std::size_t hex_digits = 6;
  const bool lacks_mark =
      value.size() == hex_digits && value.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  std::string color((lacks_mark ? "#" : "") + std::string(value));
  if (!value.starts_with('#') || value.size() != short_form) return color;
  color = "#";
  for (const char digit : value.substr(1)) color.append(2, digit);
  return color;
}

struct Declarations {
  std::map<std::string, std::string, std::less<>> values;
  [[nodiscard]] std::string_view of(std::string_view name) const {
    const auto found = values.find(name);
    return found == values.end() ? std::string_view{} : std::string_view(found->second);
  }
};

Declarations read_declarations(std::string_view text) {
  Declarations declarations;
  while (!text.empty()) {
    const auto one = text.substr(0, text.find(';'));
    const auto colon = one.find(':');
    if (colon != std::string_view::npos)
      declarations.values[lower_case(trimmed(one.substr(0, colon)))] = value_without_spaces(one.substr(colon + 1));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
  }
  return declarations;
}

/// The background that declarations give; empty where the one behind it is seen.
std::string background_in(const Declarations& style) {
  const auto value = style.of("background-color").empty() ? style.of("background") : style.of("background-color");
  const bool is_behind = value == "none" || value == "transparent" || value == "inherit" || value == "initial";
  return is_behind ? std::string{} : color_of(value);
}

/// Whether they hide text: nothing where they say nothing of it.
std::optional<bool> hiding(const Declarations& style) {
  const auto display = style.of("display"), visibility = style.of("visibility");
  const bool cuts = style.of("overflow") == "hidden";
  const bool is_small = cuts && (is_nothing(style.of("height")) || is_nothing(style.of("max-height")) ||
                                 is_nothing(style.of("width")) || is_nothing(style.of("max-width")));
  if (display == "none" || visibility == "hidden" || visibility == "collapse" || is_small ||
      is_nothing(style.of("font-size")) || is_nothing(style.of("opacity")) || style.of("color") == "transparent" ||
      is_far_away(style.of("text-indent")) || is_far_away(style.of("left")) || is_far_away(style.of("top")))
    return true;
  return display.empty() && visibility.empty() ? std::nullopt : std::optional{false};
}

TextStyle text_style(std::string_view text) {
  const auto style = read_declarations(text);
  const auto color = style.of("color");
  return {hiding(style), color == "inherit" ? std::string{} : color_of(color), background_in(style)};
}

/// What the later one says counts; of what it doesn't say, the earlier one.
void add_style(TextStyle& style, const TextStyle& later) {
  if (later.is_hidden) style.is_hidden = later.is_hidden;
  if (!later.color.empty()) style.color = later.color;
  if (!later.background.empty()) style.background = later.background;
}

/// Whether a rule for these media counts on every screen.
bool is_for_all(std::string_view media) {
  const auto query = lower_case(trimmed(media));
  return query.empty() || query == "all" || query == "screen" || query == "only screen";
}

/// The selectors of a rule that are a single element, class or id.
std::vector<std::string> plain_selectors(std::string_view list) {
  std::vector<std::string> plain;
  while (!list.empty()) {
    const auto one = list.substr(0, list.find(','));
    auto selector = trimmed(one);
    // "td.name": the class is enough.
    const auto mark = selector.find_first_of(".#");
    if (mark != std::string_view::npos) selector.remove_prefix(mark);
    const bool is_plain = !selector.empty() && selector.find_first_of(" >+~:[*\t\r\n") == std::string_view::npos &&
                          selector.find_first_of(".#", 1) == std::string_view::npos;
    if (is_plain) plain.push_back(mark == std::string_view::npos ? lower_case(selector) : std::string(selector));
    list.remove_prefix(std::min(one.size() + 1, list.size()));
  }
  return plain;
}

/// The comments of a page, each looked for once.
class Comments {
 public:
  explicit Comments(std::string_view page) : page_(page) {}

  /// Whether this place is within one. Places are asked about from the first on.
  bool hold(std::size_t at) {
    while (end_ <= at) {
      begin_ = std::min(page_.find("<!--", end_), page_.size());
      const auto length = comment_end(page_.substr(begin_));
      end_ = length == std::string_view::npos ? length : begin_ + length;
    }
    return begin_ < at;
  }

 private:
  std::string_view page_;
  std::size_t begin_ = std::string_view::npos, end_ = 0;
};

/// The end of the block that begins after this place; the end of the text where it has none.
std::size_t block_end(std::string_view css, std::size_t at) {
  std::size_t depth = 1;
  for (; at < css.size(); ++at) {
    if (css[at] == '{') ++depth;
    if (css[at] == '}' && --depth == 0) return at;
  }
  return css.size();
}

}  // namespace

HiddenText::HiddenText(std::string_view page) {
  Comments comments{page};
  for (auto at = find_ignoring_case(page, "<style", 0); at != std::string_view::npos;) {
    const auto begin = std::min(page.find('>', at), page.size() - 1) + 1;
    const auto end = std::min(find_ignoring_case(page, "</style", begin), page.size());
    if (!comments.hold(at)) read_sheet(without_css_comments(page.substr(begin, end - begin)), 0);
    at = find_ignoring_case(page, "<style", end);
  }
}

void HiddenText::read_sheet(std::string_view css, int depth) {
  for (std::size_t at = 0; at < css.size();) {
    const auto open = css.find('{', at);
    if (open == std::string_view::npos) return;
    const auto end = block_end(css, open + 1);
    const auto selectors = trimmed(css.substr(at, open - at));
    const auto block = css.substr(open + 1, end - open - 1);
    if (!selectors.starts_with('@'))
      read_rule(selectors, block);
    else if (depth < max_sheets && starts_ignoring_case(selectors, "@media") && is_for_all(selectors.substr(6)))
      read_sheet(block, depth + 1);
    at = end + 1;
  }
}

void HiddenText::read_rule(std::string_view selectors, std::string_view declarations) {
  const auto style = text_style(declarations);
  if (!style.is_hidden && style.color.empty() && style.background.empty()) return;
  for (const auto& selector : plain_selectors(selectors))
    if (rules_.size() < max_rules || rules_.contains(selector)) add_style(rules_[selector], style);
}

TextStyle HiddenText::ruled_style_of(const Tag& tag) const {
  TextStyle style;
  const auto add = [&](const std::string& selector) {
    const auto found = rules_.find(selector);
    if (found == rules_.end()) return;
    // Which of several rules counts isn't known; text that one of them hides is left out.
    const bool is_hidden = style.is_hidden.value_or(false);
    add_style(style, found->second);
    if (is_hidden) style.is_hidden = true;
  };
  add(tag.name);
  const auto classes = attribute(tag.attributes, "class");
  for (std::size_t at = 0; at < classes.size();) {
    const auto end = std::min(classes.find_first_of(" \t\r\n", at), classes.size());
    add("." + classes.substr(at, end - at));
    at = end + 1;
  }
  add("#" + attribute(tag.attributes, "id"));
  return style;
}

TextStyle HiddenText::style_of(const Tag& tag) const {
  TextStyle style{std::nullopt, color_of(lower_case(attribute(tag.attributes, "color"))),
                  color_of(lower_case(attribute(tag.attributes, "bgcolor")))};
  if (!rules_.empty()) add_style(style, ruled_style_of(tag));
  const auto own = text_style(attribute(tag.attributes, "style"));
  add_style(style, own);
  if (!own.is_hidden && has_attribute(tag.attributes, "hidden")) style.is_hidden = true;
  return style;
}

bool HiddenText::is_hidden() const {
  if (open_.empty()) return false;
  const auto& innermost = open_.back();
  return innermost.is_hidden || (!innermost.color.empty() && innermost.color == innermost.background);
}

void HiddenText::start_tag(const Tag& tag) {
  if (contains(empty_elements, tag.name)) return;
  // A paragraph needs no end tag.
  if (!open_.empty() && open_.back().name == "p" && contains(ends_paragraph, tag.name)) open_.pop_back();
  if (open_.size() == max_open) {
    ++beyond_;
    return;
  }
  auto inherited = open_.empty() ? Open{{}, false, {}, std::string{paper}} : open_.back();
  inherited.name = tag.name;
  const auto style = tag.attributes.empty() && rules_.empty() ? TextStyle{} : style_of(tag);
  if (style.is_hidden.value_or(false)) inherited.is_hidden = true;
  if (!style.color.empty()) inherited.color = style.color;
  if (!style.background.empty()) inherited.background = style.background;
  open_.push_back(std::move(inherited));
}

void HiddenText::end_tag(std::string_view name) {
  if (beyond_ > 0) {
    --beyond_;
    return;
  }
  const auto found = std::find_if(open_.rbegin(), open_.rend(), [&](const auto& one) { return one.name == name; });
  if (found != open_.rend()) open_.erase(found.base() - 1, open_.end());
}

}  // namespace demur::reading
