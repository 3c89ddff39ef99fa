#include "platform/lines.hpp"

namespace demur {

bool give_lines(std::string& text, std::size_t max_line, const std::function<bool(std::string_view)>& take_line) {
  std::size_t start = 0;
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
    if (!take_line(std::string_view(text).substr(start, end - start))) return false;
    start = end + 1;
  }
  text.erase(0, start);
  return text.size() <= max_line;
}

}  // namespace demur
