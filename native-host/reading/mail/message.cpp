#include "reading/mail/message.hpp"

#include <algorithm>

#include "reading/charsets.hpp"
#include "reading/transfer.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr int deepest_part = 12;
constexpr int most_parts = 200;
constexpr std::size_t most_attached = 20;
/// Meta's mails have some kilobytes of words. What is behind is left out.
constexpr std::size_t longest_text = 512UL * 1024UL;
constexpr std::size_t most_links = 1000;

std::string joined(const std::string& text, std::string_view more) {
  return text.empty() ? std::string(more) : text + "\n\n" + std::string(more);
}

/// Addresses that stand in plain text are links to themselves.
void add_plain_links(std::string_view text, std::vector<Link>& links) {
  for (auto at = text.find("http"); at != std::string_view::npos && links.size() < most_links;
       at = text.find("http", at + 4)) {
    const auto rest = text.substr(at);
    if (!rest.starts_with("https://") && !rest.starts_with("http://")) continue;
    const std::string address(rest.substr(0, rest.find_first_of(" \t\r\n<>\"()[]|")));
    links.push_back({address, address});
  }
}

/// The text between two boundaries. https://www.rfc-editor.org/rfc/rfc2046#section-5.1
class Parts {
 public:
  Parts(std::string_view body, const std::string& boundary) : rest_(body), mark_("--" + boundary) {
    static_cast<void>(take_to_mark());
  }

  /// The next part; nothing behind the last.
  std::optional<std::string_view> next() {
    if (is_over_) return std::nullopt;
    return take_to_mark();
  }

 private:
  /// Takes what stands before the next line that is a boundary, and that line.
  std::string_view take_to_mark() {
    const auto whole = rest_;
    std::size_t from = 0;
    for (;;) {
      const auto at = whole.find(mark_, from);
      if (at == std::string_view::npos) {
        is_over_ = true;
        rest_ = {};
        return whole;
      }
      from = at + mark_.size();
      if (at > 0 && whole[at - 1] != '\n') continue;
      is_over_ = whole.substr(from).starts_with("--");
      // A boundary may be the beginning of a longer one.
      const auto line_end = std::min(whole.find('\n', from), whole.size());
      if (!is_over_ && !trimmed(whole.substr(from, line_end - from)).empty()) continue;
      rest_ = whole.substr(std::min(line_end + 1, whole.size()));
      return whole.substr(0, at);
    }
  }

  std::string_view rest_;
  std::string mark_;
  bool is_over_ = false;
};

class ContentReader {
 public:
  Content read(const Entity& message) {
    take(message, 0);
    content_.text = joined(plain_, html_);
    content_.shown = std::move(plain_.empty() ? html_ : plain_);
    return std::move(content_);
  }

 private:
  void take(const Entity& part, int depth) {
    if (depth > deepest_part || ++parts_ > most_parts) return;
    auto type = read_parameterised(value_of(part.headers, "content-type"));
    if (type.value.empty()) type.value = "text/plain";
    if (type.value.starts_with("multipart/"))
      take_parts(part, type.parameters["boundary"], depth);
    else if (type.value == "message/rfc822")
      take_attached(part);
    else if (type.value == "text/plain" || type.value == "text/html")
      take_text(part, type);
  }

  void take_parts(const Entity& part, const std::string& boundary, int depth) {
    if (boundary.empty()) return;
    Parts pieces{part.body, boundary};
    while (const auto piece = pieces.next()) take(read_entity(*piece), depth + 1);
  }

  void take_attached(const Entity& part) {
    if (content_.attached.size() == most_attached) return;
    content_.attached.push_back(decode_transfer(part.body, value_of(part.headers, "content-transfer-encoding")));
  }

  void take_text(const Entity& part, const Parameterised& type) {
    if (starts_ignoring_case(value_of(part.headers, "content-disposition"), "attachment")) return;
    const auto charset = type.parameters.find("charset");
    const auto bytes = decode_transfer(part.body, value_of(part.headers, "content-transfer-encoding"));
    const auto text =
        to_utf8(bytes, charset == type.parameters.end() ? std::string_view{} : charset->second).substr(0, longest_text);
    if (type.value == "text/plain") {
      plain_ = joined(plain_, text).substr(0, longest_text);
      add_plain_links(text, content_.links);
      return;
    }
    auto page = read_html(text);
    html_ = joined(html_, page.text).substr(0, longest_text);
    for (auto& link : page.links)
      if (content_.links.size() < most_links) content_.links.push_back(std::move(link));
  }

  Content content_;
  std::string plain_, html_;
  int parts_ = 0;
};

}  // namespace

Content read_content(const Entity& message) {
  return ContentReader{}.read(message);
}

Content read_pasted(std::string_view words) {
  Content content{valid_utf8(words.substr(0, longest_text)), {}, {}, {}};
  content.shown = content.text;
  add_plain_links(content.text, content.links);
  return content;
}

}  // namespace demur::reading
