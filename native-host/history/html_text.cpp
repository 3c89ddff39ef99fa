#include "history/html_text.hpp"

#include "history/export_parts.hpp"

namespace demur::history {

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : without_controls(text)) switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  return safe;
}

std::string wrapping(const std::string& address) {
  std::string html;
  for (const char c : escaped(address)) {
    if (c == '.' || c == '/') html += "<wbr>";
    html += c;
    if (c == '@') html += "<wbr>";
  }
  return html;
}

std::string element(const std::string& tag, const std::string& html, const std::string& attributes) {
  if (html.empty()) return {};
  return "<" + tag + (attributes.empty() ? "" : " " + attributes) + ">" + html + "</" + tag + ">\n";
}

}  // namespace demur::history
