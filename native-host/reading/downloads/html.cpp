#include "reading/downloads/html.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "reading/charsets.hpp"
#include "reading/downloads/limits.hpp"
#include "reading/html_tokens.hpp"
#include "reading/record.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// Meta's pages are some twenty deep.
constexpr std::size_t deepest_element = 400;

/// Elements that have no end.
constexpr std::array<std::string_view, 13> without_end{"area",  "base", "br",   "col",    "embed", "hr", "img",
                                                       "input", "link", "meta", "source", "track", "wbr"};
/// Elements whose content no one reads.
constexpr std::array<std::string_view, 4> unread{"script", "style", "title", "template"};
/// Elements that stand within a line: a text goes on behind them.
constexpr std::array<std::string_view, 7> within_line{"b", "i", "em", "span", "strong", "u", "wbr"};

template <std::size_t size>
bool holds(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// One tag is too long, or elements are nested too deep.
struct Beyond {
  const char* reason;
};

/// The texts and tags of a source, one by one.
class Tokens {
 public:
  explicit Tokens(ByteSource& source) : source_(source), buffer_(piece) { fill(); }

  struct Token {
    bool is_tag;
    std::string_view text;  ///< Of a tag, what stands within its brackets. Stays until the next call.
  };
  std::optional<Token> next() {
    if (rest_.empty() && !fill()) return std::nullopt;
    // Enough to tell a tag or a comment from other text.
    constexpr std::size_t longest_beginning = 4;
    if (rest_.size() < longest_beginning) fill();
    if (rest_.front() != '<' || !is_tag(rest_)) return take_text();
    return rest_.starts_with("<!--") ? take_comment() : take_tag();
  }

  /// Lets go of everything in front of the end tag of this name.
  void skip_to_end_of(const std::string& name) {
    for (;;) {
      const auto at = rest_.find("</");
      // Its last letter may be the beginning of an end tag.
      rest_.remove_prefix(at != std::string_view::npos ? at : rest_.size() - std::min<std::size_t>(rest_.size(), 1));
      if (rest_.size() < name.size() + 2 && !fill()) return rest_.remove_prefix(rest_.size());
      if (rest_.starts_with("</") && starts_ignoring_case(rest_.substr(2), name)) return;
      if (!rest_.empty()) rest_.remove_prefix(1);
    }
  }

 private:
  static constexpr std::size_t piece = 64UL * 1024UL;

  /// Moves what is left to the front and reads on, as far as there is room for one token. False when there is no more.
  bool fill() {
    if (is_over_) return false;
    std::copy(rest_.begin(), rest_.end(), buffer_.begin());
    if (rest_.size() == buffer_.size()) buffer_.resize(std::min(4 * buffer_.size(), longest_token));
    const auto room = std::span{buffer_}.subspan(rest_.size());
    const auto count = source_.read(room);
    is_over_ = count < room.size();
    rest_ = {buffer_.data(), rest_.size() + count};
    return count > 0;
  }

  Token take(std::size_t length, std::size_t taken, bool is_tag) {
    const Token token{is_tag, rest_.substr(is_tag ? 1 : 0, length)};
    rest_.remove_prefix(taken);
    return token;
  }

  Token take_text() {
    const auto length = std::min(rest_.find('<', 1), rest_.size());
    return take(length, length, false);
  }

  Token take_comment() {
    auto end = rest_.find("-->", 4);
    while (end == std::string_view::npos && fill()) end = rest_.find("-->", 4);
    return take(0, end == std::string_view::npos ? rest_.size() : end + 3, false);
  }

  Token take_tag() {
    auto end = tag_end(rest_);
    while (end == std::string_view::npos && fill()) end = tag_end(rest_);
    if (end == std::string_view::npos && rest_.size() == buffer_.size()) throw Beyond{"too-large"};
    if (end == std::string_view::npos) return take(0, rest_.size(), false);
    return take(end - 1, end + 1, true);
  }

  ByteSource& source_;
  std::vector<char> buffer_;
  std::string_view rest_;
  bool is_over_ = false;
};

struct Text {
  std::string text;
  std::size_t row;     ///< The number of the table's row that it stands in; 0 where it stands in none.
  std::size_t height;  ///< How many blocks above the item's address it was found.
  bool is_linked;      ///< It is what can be read of the item's link, and names no one.
};

/// What an element holds.
struct Block {
  std::vector<Text> texts;
  std::string item;  ///< The item's address, where there is one.
  std::size_t height = 0;
};

struct Element {
  std::string name;
  Block block;
  std::size_t row = 0;
  bool is_split = false;  ///< It holds several records.
  bool is_link = false;
};

class HtmlWalker {
 public:
  HtmlWalker(Tokens& tokens, Grain grain, const std::function<bool(std::string_view)>& is_item,
             const std::function<void(Finding)>& take)
      : tokens_(tokens), grain_(grain), is_item_(is_item), take_(take), elements_(1) {}

  [[nodiscard]] bool has_content() const { return has_content_; }

  void read() {
    while (const auto token = tokens_.next())
      if (token->is_tag)
        take_tag(read_tag(token->text));
      else
        line_ += token->text.substr(0, longest_statement - std::min(longest_statement, line_.size()));
    end_line();
    while (elements_.size() > 1) end_element();
    if (grain_ == Grain::record)
      give(elements_.back());
    else if (!statements_.empty())
      take_({std::move(statements_), std::nullopt});
  }

 private:
  void take_tag(const Tag& tag) {
    const auto name = std::string_view(tag.name).substr(tag.name.starts_with('/') ? 1 : 0);
    if (name.starts_with('!') || name.starts_with('?') || holds(within_line, name)) return;
    end_line();
    if (tag.name.starts_with('/'))
      end_elements(name);
    else if (holds(unread, name))
      tokens_.skip_to_end_of(tag.name);
    else if (!holds(without_end, name))
      begin_element(tag);
  }

  void begin_element(const Tag& tag) {
    if (elements_.size() == deepest_element) throw Beyond{"too-deep"};
    Element element;
    element.name = tag.name;
    element.row = tag.name == "tr" ? ++rows_ : elements_.back().row;
    if (tag.name == "a") {
      auto target = attribute(tag.attributes, "href");
      element.is_link = is_item_(target);
      if (element.is_link) element.block.item = std::move(target);
    }
    elements_.push_back(std::move(element));
  }

  void end_elements(std::string_view name) {
    // The first is what holds all others, and has no name.
    const auto first = std::prev(elements_.rend());
    const auto found =
        std::find_if(elements_.rbegin(), first, [&](const auto& element) { return element.name == name; });
    if (found == first) return;
    for (auto left = found - elements_.rbegin() + 1; left > 0; --left) end_element();
  }

  void end_line() {
    auto text = valid_utf8(decoded_html(line_));
    line_.clear();
    std::replace_if(text.begin(), text.end(), is_space, ' ');
    const auto shown = trimmed(text);
    if (shown.empty()) return;
    has_content_ = true;
    auto& element = elements_.back();
    if (grain_ == Grain::file) return keep_labelled(std::string(shown));
    keep(element, {std::string(shown), element.row, element.block.height, element.is_link});
  }

  /// Addresses, with the text that stands before them.
  void keep_labelled(std::string text) {
    if (!is_email(text))
      label_ = std::move(text);
    else if (statements_.size() < most_statements)
      statements_.push_back({label_, std::move(text), true});
  }

  void keep(Element& element, Text text) {
    if (element.is_split || element.block.texts.size() == most_statements) return;
    if (kept_ + text.text.size() > most_kept_bytes) return;
    kept_ += text.text.size();
    element.block.texts.push_back(std::move(text));
  }

  void end_element() {
    auto element = std::move(elements_.back());
    elements_.pop_back();
    auto& around = elements_.back();
    if (element.is_split || !element.block.item.empty()) {
      const bool is_another = !around.block.item.empty() && around.block.item != element.block.item;
      if (around.is_split || element.is_split || is_another) {
        split(around);
        give(element);
        return;
      }
      raise(around, element.block);
    }
    hand_up(std::move(element.block), around);
  }

  void hand_up(Block block, Element& around) {
    if (block.item.empty())
      for (auto& text : block.texts) text.height = around.block.height;
    // Through many elements that hold nothing else, all at once.
    if (around.block.texts.empty() && !around.is_split) {
      around.block.texts = std::move(block.texts);
      return;
    }
    for (auto& text : block.texts) {
      kept_ -= text.text.size();
      keep(around, std::move(text));
    }
  }

  /// What was found so far in the element around an item is one block above it.
  static void raise(Element& around, const Block& block) {
    const bool is_first = around.block.item.empty();
    around.block.item = block.item;
    around.block.height = std::max(around.block.height, block.height + 1);
    if (!is_first) return;
    for (auto& text : around.block.texts) text.height = around.block.height;
  }

  /// From now on the element holds records, and is none.
  void split(Element& element) {
    if (!std::exchange(element.is_split, true)) {
      auto first = std::move(element.block);
      element.block = {};
      give(first);
    }
  }

  void give(const Element& element) {
    if (!element.is_split) give(element.block);
  }

  void give(const Block& block) {
    for (const auto& text : block.texts) kept_ -= text.text.size();
    if (!block.item.empty()) take_(record_of(block));
  }

  /// In rows, where there are some; else the texts that are nearest to the item's address.
  static Finding record_of(const Block& block) {
    const bool has_rows =
        std::any_of(block.texts.begin(), block.texts.end(), [](const auto& text) { return text.row != 0; });
    std::size_t nearest = SIZE_MAX;
    for (const auto& text : block.texts)
      if (!text.is_linked) nearest = std::min(nearest, text.height);
    Finding finding;
    // In front of the texts, which may show it cut short.
    finding.statements.push_back({{}, block.item, true});
    std::size_t row = 0;
    std::string label;
    for (const auto& text : block.texts) {
      const bool begins_row = text.row != row;
      row = text.row;
      if (begins_row) label = text.text;
      const bool is_value = !text.is_linked && (has_rows ? row != 0 && !begins_row : text.height == nearest);
      finding.statements.push_back({is_value && has_rows ? label : std::string{}, text.text, is_value});
    }
    return finding;
  }

  Tokens& tokens_;
  Grain grain_;
  const std::function<bool(std::string_view)>& is_item_;
  const std::function<void(Finding)>& take_;
  std::vector<Element> elements_;
  std::string line_, label_;
  std::vector<Statement> statements_;
  std::size_t rows_ = 0, kept_ = 0;
  bool has_content_ = false;
};

}  // namespace

Reading read_download_html(ByteSource& source, Grain grain, const std::function<bool(std::string_view)>& is_item,
                           const std::function<void(Finding)>& take) {
  Tokens tokens{source};
  HtmlWalker walker{tokens, grain, is_item, take};
  try {
    walker.read();
  } catch (const Beyond& beyond) {
    return {beyond.reason, walker.has_content()};
  }
  return {walker.has_content() ? nullptr : "empty", walker.has_content()};
}

}  // namespace demur::reading
