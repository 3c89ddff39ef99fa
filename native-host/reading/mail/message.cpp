#include "reading/mail/message.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "reading/charsets.hpp"
#include "reading/html.hpp"
#include "reading/mail/hidden_text.hpp"
#include "reading/mail/transfer.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr int max_depth = 12;
constexpr int max_parts = 200;
constexpr std::size_t max_attached = 20;
/// Meta's mails have a few kilobytes of words. What exceeds this is left out.
constexpr std::size_t max_message_text = 512UL * 1024UL;
constexpr std::size_t max_links = 1000;
/// In bytes. What exceeds this is left out, so that text without spaces is not a thousand links to the rest of it.
constexpr std::size_t max_plain_url = 2048;
/// In one HTML part.
constexpr std::size_t max_page_links = 500;

std::string joined(const std::string& text, std::string_view more) {
  return text.empty() ? std::string(more) : text + "\n\n" + std::string(more);
}

/// URLs in plain text are links to themselves.
void add_plain_links(std::string_view text, std::vector<Link>& links) {
  for (auto at = text.find("http"); at != std::string_view::npos && links.size() < max_links;
       at = text.find("http", at + 4)) {
    const auto rest = text.substr(at, max_plain_url);
    if (!rest.starts_with("https://") && !rest.starts_with("http://")) continue;
    const std::string url(rest.substr(0, rest.find_first_of(" \t\r\n<>\"()[]|")));
    links.push_back({url, url});
  }
}

/// Elements that begin a new block of text.
constexpr std::array<std::string_view, 22> blocks{"p",  "div",     "table",   "tr", "td",     "th",        "ul", "ol",
                                                  "li", "dl",      "dd",      "dt", "h1",     "h2",        "h3", "h4",
                                                  "h5", "section", "article", "hr", "center", "blockquote"};
/// The words and links of an HTML part. Pictures count with their alternative text.
class PageReader final : public HtmlVisitor {
 public:
  explicit PageReader(std::string_view page) : hidden_(page) {}
  void text(std::string_view piece) override { undecoded_ += piece; }

  void start_tag(const Tag& tag) override {
    end_text();
    hidden_.start_tag(tag);
    if (tag.name == "a") is_in_link_ = false;
    if (hidden_.is_hidden()) return;
    if (tag.name == "a" || tag.name == "area") begin_link(tag);
    if (tag.name == "img") add_text(" " + attribute(tag.attributes, "alt") + " ");
    if (tag.name == "br") begin_line("\n");
    if (tag.name == "blockquote") ++quotations_;
    separate(tag.name);
  }

  void end_tag(std::string_view name) override {
    end_text();
    hidden_.end_tag(name);
    if (name == "a") is_in_link_ = false;
    if (name == "blockquote" && quotations_ > 0) --quotations_;
    separate(name);
  }

  /// Blocks are separated by empty lines.
  std::string take_words() {
    end_text();
    return std::move(words_);
  }
  [[nodiscard]] std::vector<Link>& links() { return links_; }

 private:
  void separate(std::string_view name) {
    if (contains(blocks, name)) begin_line("\n\n");
  }

  /// What is quoted is marked as in plain text.
  void begin_line(std::string_view ends) {
    words_ += ends;
    if (quotations_ > 0) words_ += "> ";
  }

  void begin_link(const Tag& tag) {
    auto target = attribute(tag.attributes, "href");
    if (target.empty() || links_.size() == max_page_links) return;
    links_.push_back({{}, std::move(target)});
    is_in_link_ = tag.name == "a";
  }

  void end_text() {
    if (!hidden_.is_hidden()) add_text(decoded_html(undecoded_));
    undecoded_.clear();
  }

  /// Line ends mean nothing in HTML.
  void add_text(std::string text) {
    std::replace_if(text.begin(), text.end(), is_space, ' ');
    if (is_in_link_) links_.back().text += text;
    words_ += text;
  }

  HiddenText hidden_;
  std::string undecoded_, words_;
  std::vector<Link> links_;
  bool is_in_link_ = false;
  int quotations_ = 0;
};

/// The text between two boundaries. https://www.rfc-editor.org/rfc/rfc2046#section-5.1
class Parts {
 public:
  Parts(std::string_view body, const std::string& boundary) : rest_(body), delimiter_("--" + boundary) {
    static_cast<void>(take_to_delimiter());
  }

  /// The next part; nothing after the last.
  std::optional<std::string_view> next() {
    if (is_over_) return std::nullopt;
    return take_to_delimiter();
  }

 private:
  /// Takes what is before the next boundary line, and that line.
  std::string_view take_to_delimiter() {
    const auto whole = rest_;
    std::size_t from = 0;
    for (;;) {
      const auto at = whole.find(delimiter_, from);
      if (at == std::string_view::npos) {
        is_over_ = true;
        rest_ = {};
        return whole;
      }
      from = at + delimiter_.size();
      if (at > 0 && whole[at - 1] != '\n') continue;
      is_over_ = whole.substr(from).starts_with("--");
      // One boundary may be the beginning of another.
      const auto line_end = std::min(whole.find('\n', from), whole.size());
      if (!is_over_ && !trimmed(whole.substr(from, line_end - from)).empty()) continue;
      rest_ = whole.substr(std::min(line_end + 1, whole.size()));
      return whole.substr(0, at);
    }
  }

  std::string_view rest_;
  std::string delimiter_;
  bool is_over_ = false;
};

bool stands_in(std::string_view body, const std::string& boundary) {
  return !boundary.empty() && body.find("--" + boundary) != std::string_view::npos;
}

/// For a header that names no boundary, or one that isn't there: the first line that looks like one.
std::string likely_boundary(std::string_view body) {
  constexpr std::size_t longest = 70;
  while (!body.empty()) {
    const auto line = body.substr(0, body.find('\n'));
    const auto mark = trimmed(line);
    const bool is_one_word = mark.find_first_of(" \t") == std::string_view::npos;
    if (mark.starts_with("--") && mark.size() > 2 && mark.size() <= longest + 2 && is_one_word)
      return std::string(mark.substr(2));
    body.remove_prefix(std::min(line.size() + 1, body.size()));
  }
  return {};
}

/// An entity's body, decoded.
std::string decoded_body(const Entity& part) {
  return decode_transfer(part.body, read_parameterised(value_of(part.headers, "content-transfer-encoding")).value);
}

class ContentReader {
 public:
  MessageContent read(const Entity& message) {
    take(message, 0);
    content_.text = joined(plain_, html_);
    content_.shown = plain_.empty() ? html_ : plain_;
    content_.plain = std::move(plain_);
    content_.html = std::move(html_);
    return std::move(content_);
  }

 private:
  void take(const Entity& part, int depth) {
    if (depth > max_depth || ++parts_ > max_parts) return;
    auto type = read_parameterised(value_of(part.headers, "content-type"));
    // Some programs write no subtype.
    if (type.value.empty() || type.value == "text") type.value = "text/plain";
    if (type.value.starts_with("multipart/"))
      take_parts(part, type.parameters["boundary"], depth);
    else if (type.value == "message/rfc822")
      take_attached(part);
    else if (type.value == "text/plain" || type.value == "text/html")
      take_text(part, type);
  }

  void take_parts(const Entity& part, const std::string& boundary, int depth) {
    for (const auto piece : parts_of(part.body, boundary)) take(read_entity(piece), depth + 1);
  }

  void take_attached(const Entity& part) {
    if (content_.attached.size() == max_attached) return;
    content_.attached.push_back(decoded_body(part));
  }

  void take_text(const Entity& part, const Parameterised& type) {
    if (starts_ignoring_case(value_of(part.headers, "content-disposition"), "attachment")) return;
    const auto charset = type.parameters.find("charset");
    const auto bytes = decoded_body(part);
    const auto text = to_utf8(bytes, charset == type.parameters.end() ? std::string_view{} : charset->second)
                          .substr(0, max_message_text);
    if (type.value == "text/plain") {
      plain_ = joined(plain_, text).substr(0, max_message_text);
      add_plain_links(text, content_.links);
      return;
    }
    MemorySource source{text};
    PageReader page{text};
    // The text is shorter than the longest tag.
    static_assert(max_message_text < max_tag);
    static_cast<void>(walk_html(source, page));
    html_ = joined(html_, page.take_words()).substr(0, max_message_text);
    for (auto& link : page.links())
      if (content_.links.size() < max_links) content_.links.push_back(std::move(link));
  }

  MessageContent content_;
  std::string plain_, html_;
  int parts_ = 0;
};

}  // namespace

std::vector<std::string_view> parts_of(std::string_view body, const std::string& boundary) {
  const auto found = stands_in(body, boundary) ? boundary : likely_boundary(body);
  std::vector<std::string_view> all;
  if (found.empty()) return all;
  Parts pieces{body, found};
  while (all.size() < max_parts)
    if (const auto piece = pieces.next())
      all.push_back(*piece);
    else
      break;
  return all;
}

MessageContent read_content(const Entity& message) {
  return ContentReader{}.read(message);
}

MessageContent read_pasted(std::string_view words) {
  MessageContent content;
  content.text = valid_utf8(words.substr(0, max_message_text));
  content.shown = content.text;
  add_plain_links(content.text, content.links);
  return content;
}

}  // namespace demur::reading
