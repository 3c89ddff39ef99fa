#include "reading/html.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "reading/html_tokens.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr std::size_t most_links = 500;

/// Tags behind which the words of a new block begin.
constexpr std::array<std::string_view, 22> blocks{"p",  "div",     "table",   "tr", "td",     "th",        "ul", "ol",
                                                  "li", "dl",      "dd",      "dt", "h1",     "h2",        "h3", "h4",
                                                  "h5", "section", "article", "hr", "center", "blockquote"};
/// Elements whose content no one reads.
constexpr std::array<std::string_view, 4> unread{"script", "style", "title", "template"};

template <std::size_t size>
bool holds(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class HtmlReader {
 public:
  Page read(std::string_view html) {
    while (!html.empty()) {
      const auto start = std::min(html.find('<'), html.size());
      add_text(decoded_html(html.substr(0, start)));
      html.remove_prefix(start);
      if (!html.empty()) html.remove_prefix(take_tag(html));
    }
    end_link();
    return std::move(page_);
  }

 private:
  /// Gives how much it has taken.
  std::size_t take_tag(std::string_view html) {
    if (!is_tag(html)) {
      add_text("<");
      return 1;
    }
    if (html.starts_with("<!--")) {
      const auto end = html.find("-->", 4);
      return end == std::string_view::npos ? html.size() : end + 3;
    }
    const auto end = tag_end(html);
    if (end == std::string_view::npos) return html.size();
    const auto tag = read_tag(html.substr(1, end - 1));
    if (holds(unread, tag.name)) return end + 1 + unread_length(html.substr(end + 1), tag.name);
    note(tag);
    return end + 1;
  }

  static std::size_t unread_length(std::string_view html, std::string_view name) {
    for (std::size_t i = html.find("</"); i != std::string_view::npos; i = html.find("</", i + 2))
      if (starts_ignoring_case(html.substr(i + 2), name)) return i;
    return html.size();
  }

  void note(const Tag& tag) {
    const std::string_view name = tag.name;
    if (name == "a" || name == "/a") end_link();
    if (name == "a" || name == "area") begin_link(tag);
    if (name == "img") add_text(" " + attribute(tag.attributes, "alt") + " ");
    if (name == "br") page_.text += '\n';
    if (holds(blocks, name.starts_with('/') ? name.substr(1) : name)) page_.text += "\n\n";
  }

  void begin_link(const Tag& tag) {
    auto target = attribute(tag.attributes, "href");
    if (target.empty() || page_.links.size() == most_links) return;
    page_.links.push_back({{}, std::move(target)});
    is_in_link_ = tag.name == "a";
  }
  void end_link() { is_in_link_ = false; }

  /// The ends of lines mean nothing in HTML.
  void add_text(std::string text) {
    std::replace_if(text.begin(), text.end(), is_space, ' ');
    if (is_in_link_) page_.links.back().text += text;
    page_.text += text;
  }

  Page page_;
  bool is_in_link_ = false;
};

}  // namespace

Page read_html(std::string_view html) {
  return HtmlReader{}.read(html);
}

}  // namespace demur::reading
