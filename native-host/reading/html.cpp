#include "reading/html.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>
#include <vector>

#include "reading/charsets.hpp"
#include "reading/html_characters.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr std::size_t max_attribute = 8192;

/// Elements whose content browsers never show.
constexpr std::array<std::string_view, 4> hidden_elements{"script", "style", "title", "template"};

/// What stands at a place within a tag: https://html.spec.whatwg.org/#tag-name-state and those after it.
enum class Within { name_of_tag, gap, name, after_name, before_value, value };

/// After a character that is neither a bracket nor a quotation mark around a value.
Within after(Within within, char c) {
  if (within == Within::value) return is_space(c) ? Within::gap : Within::value;
  if (within == Within::before_value) return is_space(c) ? Within::before_value : Within::value;
  if (c == '/') return Within::gap;
  const bool may_have_value = within == Within::name || within == Within::after_name;
  if (is_space(c)) return may_have_value ? Within::after_name : Within::gap;
  if (c == '=' && may_have_value) return Within::before_value;
  return within == Within::name_of_tag ? within : Within::name;
}

/// Where the tag that begins here ends; a bracket may be within the quotation marks around a value. npos where it
/// doesn't end.
std::size_t tag_end(std::string_view html) {
  const std::size_t start = html.starts_with("</") ? 2 : 1;
  // Whatever begins with another character ends at the first bracket.
  if (html.size() > start && !is_letter(html[start])) return html.find('>', start);
  auto within = Within::name_of_tag;
  char quote = '\0';
  for (auto i = start; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != '\0') {
      if (c != quote) continue;
      quote = '\0';
      within = Within::gap;
    } else if (c == '>') {
      return i;
    } else if (within == Within::before_value && (c == '"' || c == '\'')) {
      quote = c;
    } else {
      within = after(within, c);
    }
  }
  return std::string_view::npos;
}

/// Behind the mark that ends a comment; npos where there is none.
std::size_t comment_mark_end(std::string_view html, std::size_t from) {
  for (auto at = html.find("--", from); at != std::string_view::npos; at = html.find("--", at + 1)) {
    const auto rest = html.substr(at + 2);
    if (rest.starts_with('>')) return at + 3;
    if (rest.starts_with("!>")) return at + 4;
  }
  return std::string_view::npos;
}

/// Whether this "<" begins a tag, a comment or a declaration.
bool begins_tag(std::string_view html) {
  const char c = html.size() > 1 ? lower(html[1]) : '\0';
  return (c >= 'a' && c <= 'z') || c == '/' || c == '!' || c == '?';
}

/// `content` is what stands between "<" or "</" and ">".
Tag read_tag(std::string_view content) {
  const auto end = std::min(content.find_first_of(" \t\r\n/"), content.size());
  return {lower_case(content.substr(0, end)), content.substr(end)};
}

class HtmlWalker {
 public:
  HtmlWalker(ByteSource& page, HtmlVisitor& visitor) : page_(page), visitor_(visitor), buffer_(piece) {}

  bool walk() {
    while (!rest_.empty() || fill()) {
      // Enough to distinguish a tag or a comment from text.
      constexpr std::size_t beginning_length = 4;
      if (rest_.size() < beginning_length) fill();
      if (rest_.front() != '<' || !begins_tag(rest_))
        take_text();
      else if (rest_.starts_with("<!--"))
        skip_comment();
      else if (!take_tag())
        return false;
    }
    return true;
  }

 private:
  static constexpr std::size_t piece = 64UL * 1024UL;

  /// Moves what is left to the front and reads on, as far as there is room for one tag. False when there is no more.
  bool fill() {
    if (is_over_) return false;
    std::copy(rest_.begin(), rest_.end(), buffer_.begin());
    if (rest_.size() == buffer_.size()) buffer_.resize(std::min(4 * buffer_.size(), max_tag));
    const auto room = std::span{buffer_}.subspan(rest_.size());
    const auto count = page_.read(room);
    is_over_ = count < room.size();
    rest_ = {buffer_.data(), rest_.size() + count};
    return count > 0;
  }

  void take_text() {
    const auto length = std::min(rest_.find('<', 1), rest_.size());
    visitor_.text(rest_.substr(0, length));
    rest_.remove_prefix(length);
  }

  void skip_comment() {
    constexpr std::size_t shortest = 6, longest_part_of_mark = 3;
    if (rest_.size() < shortest) fill();
    auto end = comment_end(rest_);
    while (end == std::string_view::npos) {
      // What has been searched need not be held, however long the comment is.
      rest_.remove_prefix(rest_.size() - std::min(rest_.size(), longest_part_of_mark));
      if (!fill()) return rest_.remove_prefix(rest_.size());
      end = comment_mark_end(rest_, 0);
    }
    rest_.remove_prefix(end);
  }

  /// False if it is too long.
  bool take_tag() {
    auto end = tag_end(rest_);
    while (end == std::string_view::npos && fill()) end = tag_end(rest_);
    if (end == std::string_view::npos) {
      const bool is_too_long = rest_.size() == buffer_.size();
      rest_ = {};
      return !is_too_long;
    }
    const auto content = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    visit_tag(content);
    return true;
  }

  void visit_tag(std::string_view content) {
    if (content.starts_with('!') || content.starts_with('?')) return;
    if (content.starts_with('/')) return visitor_.end_tag(read_tag(content.substr(1)).name);
    const auto tag = read_tag(content);
    const bool is_hidden = std::find(hidden_elements.begin(), hidden_elements.end(), tag.name) != hidden_elements.end();
    if (is_hidden)
      skip_to_end_of(tag.name);
    else
      visitor_.start_tag(tag);
  }

  /// Skips everything before the end tag of this name.
  void skip_to_end_of(const std::string& name) {
    for (;;) {
      const auto at = rest_.find("</");
      // The last character may be the beginning of an end tag.
      rest_.remove_prefix(at != std::string_view::npos ? at : rest_.size() - std::min<std::size_t>(rest_.size(), 1));
      if (rest_.size() < name.size() + 2 && !fill()) return rest_.remove_prefix(rest_.size());
      if (rest_.starts_with("</") && starts_ignoring_case(rest_.substr(2), name)) return;
      if (!rest_.empty()) rest_.remove_prefix(1);
    }
  }

  ByteSource& page_;
  HtmlVisitor& visitor_;
  std::vector<char> buffer_;
  std::string_view rest_;
  bool is_over_ = false;
};

/// "228" or "xE4"; U+0000 for anything else.
char32_t numbered_character(std::string_view digits) {
  const int base = !digits.empty() && lower(digits.front()) == 'x' ? 16 : 10;
  if (base == 16) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [rest, error] = std::from_chars(digits.data(), end, value, base);
  const bool is_character = error == std::errc{} && rest == end && value > 0 && value <= 0x10FFFF;
  return is_character && (value < 0xD800 || value > 0xDFFF) ? char32_t{value} : U'\0';
}

/// The value of an attribute as written, empty where it has none; nothing where there is no such attribute.
std::optional<std::string_view> find_attribute(std::string_view attributes, std::string_view wanted) {
  while (!attributes.empty()) {
    const auto start = attributes.find_first_not_of(" \t\r\n/");
    if (start == std::string_view::npos) break;
    attributes.remove_prefix(start);
    const auto name_end = std::min(attributes.find_first_of("= \t\r\n/", 1), attributes.size());
    const auto name = attributes.substr(0, name_end);
    attributes = trimmed(attributes.substr(name_end));
    std::string_view value;
    if (attributes.starts_with('=')) {
      attributes = trimmed(attributes.substr(1));
      const bool is_quoted = attributes.starts_with('"') || attributes.starts_with('\'');
      const auto end = is_quoted ? attributes.find(attributes.front(), 1) : attributes.find_first_of(" \t\r\n");
      value = attributes.substr(is_quoted ? 1 : 0, end == std::string_view::npos ? end : end - (is_quoted ? 1 : 0));
      attributes.remove_prefix(std::min(end == std::string_view::npos ? end : end + 1, attributes.size()));
    }
    if (equal_ignoring_case(name, wanted)) return value;
  }
  return std::nullopt;
}

}  // namespace

std::size_t comment_end(std::string_view html) {
  for (const std::string_view whole : {"<!-->", "<!--->"})
    if (html.starts_with(whole)) return whole.size();
  return comment_mark_end(html, 4);
}

bool walk_html(ByteSource& page, HtmlVisitor& visitor) {
  return HtmlWalker{page, visitor}.walk();
}

std::string decoded_html(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    const auto start = std::min(text.find('&'), text.size());
    plain += text.substr(0, start);
    text.remove_prefix(start);
    if (text.empty()) break;
    const auto end = text.substr(0, max_character_name + 2).find(';');
    const auto name = end == std::string_view::npos ? std::string_view{} : text.substr(1, end - 1);
    const auto character = name.starts_with('#') ? numbered_character(name.substr(1)) : named_character(name);
    if (character == U'\0')
      plain += '&';
    else
      append_utf8(plain, character);
    text.remove_prefix(character == U'\0' ? 1 : end + 1);
  }
  return plain;
}

bool has_attribute(std::string_view attributes, std::string_view wanted) {
  return find_attribute(attributes, wanted).has_value();
}

std::string attribute(std::string_view attributes, std::string_view wanted) {
  return decoded_html(find_attribute(attributes, wanted).value_or(std::string_view{}).substr(0, max_attribute));
}

}  // namespace demur::reading
