#include "reading/downloads/records.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "reading/charsets.hpp"
#include "reading/downloads/limits.hpp"
#include "reading/html.hpp"
#include "reading/record.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

/// Elements without an end tag.
constexpr std::array<std::string_view, 13> without_end{"area",  "base", "br",   "col",    "embed", "hr", "img",
                                                       "input", "link", "meta", "source", "track", "wbr"};
/// Elements within a line: the text continues after them.
constexpr std::array<std::string_view, 7> within_line{"b", "i", "em", "span", "strong", "u", "wbr"};

struct Text {
  std::string text;
  std::size_t row;     ///< The number of the table row that it is in; 0 where it is in none.
  std::size_t group;   ///< The number of the nested table that it is in, likewise.
  std::size_t height;  ///< How many blocks above the item's URL it was found.
  bool is_linked;      ///< It is the text of the item's link, which names no one.
};

/// The content of an element.
struct Block {
  std::vector<Text> texts;
  std::string item;  ///< The item's URL, where there is one.
  std::size_t height = 0;
};

/// Something among the records without an item's URL: if built as they are, it is a record that can't be read.
struct Blank {
  std::string shape;
  DownloadRecord record;
};

struct Element {
  std::string name;
  Block block;
  std::size_t row = 0, group = 0;
  bool is_split = false;  ///< It contains several records.
  bool is_link = false;
  std::string shape;                       ///< Its name and class; empty where it has no class.
  std::vector<std::string> record_shapes;  ///< Of the elements in it with an item's URL.
  std::vector<Blank> blanks;               ///< Of the elements in it without one, until it is known to be a list.
};

/// How many bytes of records without a URL are remembered until the second record of their list shows what they are.
constexpr std::size_t max_blank_bytes = 256UL * 1024;
/// The records of one list are built in a few ways.
constexpr std::size_t max_shapes = 20;
/// Classes are names of a few characters.
constexpr std::size_t max_shape = 100;

class RecordCollector final : public HtmlVisitor {
 public:
  RecordCollector(RecordScope scope, const PageUrls& urls, const std::function<void(DownloadRecord)>& take)
      : scope_(scope), urls_(urls), take_(take), elements_(1) {}

  void text(std::string_view piece) override {
    line_ += piece.substr(0, max_field - std::min(max_field, line_.size()));
  }

  void start_tag(const Tag& tag) override {
    if (contains(within_line, tag.name)) return;
    end_line();
    if (!contains(without_end, tag.name)) begin_element(tag);
  }

  void end_tag(std::string_view name) override {
    if (contains(within_line, name)) return;
    end_line();
    end_elements(name);
  }

  /// Passes on what is left. Returns whether the page has any content.
  bool finish() {
    end_line();
    while (elements_.size() > 1) end_element();
    if (scope_ == RecordScope::object)
      give(elements_.back());
    else if (!fields_.empty())
      take_({std::move(fields_), std::nullopt});
    return has_content_;
  }

 private:
  void begin_element(const Tag& tag) {
    Element element;
    element.name = tag.name;
    element.row = tag.name == "tr" ? ++rows_ : elements_.back().row;
    if (scope_ == RecordScope::object) element.shape = shape_of(tag);
    const bool is_inner_table = tag.name == "table" && element.row != 0;
    element.group = is_inner_table ? ++groups_ : elements_.back().group;
    if (tag.name == "a") {
      auto target = attribute(tag.attributes, "href");
      element.is_link = urls_.is_link(target);
      if (element.is_link) element.block.item = std::move(target);
    }
    push(std::move(element));
  }

  static std::string shape_of(const Tag& tag) {
    const auto classes = attribute(tag.attributes, "class");
    return classes.empty() || classes.size() > max_shape ? std::string{} : tag.name + " " + classes;
  }

  void push(Element element) {
    if (elements_.size() == max_elements) throw FileFault{"too-deep"};
    elements_.push_back(std::move(element));
  }

  /// Whether a text is itself the URL of what its row, or the record, is about.
  [[nodiscard]] bool is_plain_link(const std::string& text) const {
    const auto& element = elements_.back();
    const bool is_labelled = element.row != 0 && element.row == labelled_row_;
    return !element.is_link && urls_.is_plain(text, is_labelled ? std::string_view{label_} : std::string_view{});
  }

  /// As if it were a link to itself.
  void keep_plain_link(const std::string& text) {
    Element element;
    element.row = elements_.back().row;
    element.group = elements_.back().group;
    element.block.item = text;
    element.block.texts.push_back({text, element.row, element.group, 0, true});
    kept_ += text.size();
    push(std::move(element));
    end_element();
  }

  /// The first text of a row labels the others.
  void note_label(const std::string& text) {
    if (elements_.back().row == labelled_row_) return;
    labelled_row_ = elements_.back().row;
    label_ = text;
  }

  void end_elements(std::string_view name) {
    // The first contains all others, and has no name.
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
    if (scope_ == RecordScope::file) return keep_labelled(std::string(shown));
    std::string kept(shown);
    if (is_plain_link(kept)) return keep_plain_link(kept);
    note_label(kept);
    auto& element = elements_.back();
    keep(element, {std::move(kept), element.row, element.group, element.block.height, element.is_link});
  }

  /// E-mail addresses, labelled with the text before them.
  void keep_labelled(std::string text) {
    if (!is_email(text))
      label_ = std::move(text);
    else if (fields_.size() < max_record_fields)
      fields_.push_back({label_, std::move(text), true});
  }

  void keep(Element& element, Text text) {
    if (element.is_split || element.block.texts.size() == max_record_fields) return;
    if (kept_ + text.text.size() > max_record_bytes) return;
    kept_ += text.text.size();
    element.block.texts.push_back(std::move(text));
  }

  void end_element() {
    auto element = std::move(elements_.back());
    elements_.pop_back();
    auto& around = elements_.back();
    forget_blanks(element);
    note_shape(around, element);
    if (element.is_split || !element.block.item.empty()) {
      const bool is_another = !around.block.item.empty() && around.block.item != element.block.item;
      if (around.is_split || element.is_split || is_another) {
        split(around);
        give(element);
        return;
      }
      raise(around, element.block);
    }
    move_up(std::move(element.block), around);
  }

  /// Remembers how an element's content is built, so that a record without a URL is recognised by those beside it.
  void note_shape(Element& around, const Element& element) {
    const bool is_record = element.is_split || !element.block.item.empty();
    if (element.shape.empty() || (!is_record && element.block.texts.empty())) return;
    const bool is_known = contains(around.record_shapes, element.shape);
    if (is_record && !is_known && around.record_shapes.size() < max_shapes)
      around.record_shapes.push_back(element.shape);
    if (is_record) return;
    if (around.is_split && is_known)
      take_(record_of(element.block));
    else if (!around.is_split)
      keep_blank(around, element);
  }

  static std::size_t bytes_of(const Blank& blank) {
    std::size_t bytes = sizeof(Blank) + blank.shape.size();
    for (const auto& field : blank.record.fields) bytes += sizeof(Field) + field.label.size() + field.text.size();
    return bytes;
  }

  void keep_blank(Element& around, const Element& element) {
    Blank blank{element.shape, record_of(element.block)};
    const auto bytes = bytes_of(blank);
    if (blank_bytes_ + bytes > max_blank_bytes) return;
    blank_bytes_ += bytes;
    around.blanks.push_back(std::move(blank));
  }

  void forget_blanks(Element& element) {
    for (const auto& blank : element.blanks) blank_bytes_ -= bytes_of(blank);
    element.blanks.clear();
  }

  void move_up(Block block, Element& around) {
    if (block.item.empty())
      for (auto& text : block.texts) text.height = around.block.height;
    // All at once, since many elements may contain nothing else.
    if (around.block.texts.empty() && !around.is_split) {
      around.block.texts = std::move(block.texts);
      return;
    }
    for (auto& text : block.texts) {
      kept_ -= text.text.size();
      keep(around, std::move(text));
    }
  }

  /// What was found so far in the element around an item is now one block above the item.
  static void raise(Element& around, const Block& block) {
    const bool is_first = around.block.item.empty();
    around.block.item = block.item;
    around.block.height = std::max(around.block.height, block.height + 1);
    if (!is_first) return;
    for (auto& text : around.block.texts) text.height = around.block.height;
  }

  /// From now on the element contains several records.
  void split(Element& element) {
    if (!std::exchange(element.is_split, true)) {
      auto first = std::move(element.block);
      element.block = {};
      give(first);
      for (const auto& blank : element.blanks)
        if (contains(element.record_shapes, blank.shape)) take_(blank.record);
      forget_blanks(element);
    }
  }

  void give(const Element& element) {
    if (!element.is_split) give(element.block);
  }

  void give(const Block& block) {
    for (const auto& text : block.texts) kept_ -= text.text.size();
    if (!block.item.empty()) take_(record_of(block));
  }

  /// Values are in the table's rows, where there are some; else they are the texts nearest to the item's URL.
  static DownloadRecord record_of(const Block& block) {
    const bool has_rows =
        std::any_of(block.texts.begin(), block.texts.end(), [](const auto& text) { return text.row != 0; });
    std::size_t nearest = SIZE_MAX;
    for (const auto& text : block.texts)
      if (!text.is_linked) nearest = std::min(nearest, text.height);
    DownloadRecord record;
    // Before the texts, which may contain it shortened.
    if (!block.item.empty()) record.fields.push_back({{}, block.item, true});
    std::size_t row = 0;
    std::string label;
    for (const auto& text : block.texts) {
      const bool begins_row = text.row != row;
      row = text.row;
      if (begins_row) label = text.text;
      const bool is_value = !text.is_linked && (has_rows ? row != 0 && !begins_row : text.height == nearest);
      record.fields.push_back(
          {is_value && has_rows ? label : std::string{}, text.text, is_value, text.group, text.height});
    }
    return record;
  }

  RecordScope scope_;
  const PageUrls& urls_;
  const std::function<void(DownloadRecord)>& take_;
  std::vector<Element> elements_;
  std::string line_, label_;
  std::vector<Field> fields_;
  std::size_t rows_ = 0, groups_ = 0, labelled_row_ = 0, kept_ = 0, blank_bytes_ = 0;
  bool has_content_ = false;
};

}  // namespace

bool read_html_records(ByteSource& source, RecordScope scope, const PageUrls& urls,
                       const std::function<void(DownloadRecord)>& take) {
  RecordCollector collector{scope, urls, take};
  if (!walk_html(source, collector)) throw FileFault{"too-large"};
  if (!collector.finish()) throw FileFault{"empty"};
  return true;
}

}  // namespace demur::reading
