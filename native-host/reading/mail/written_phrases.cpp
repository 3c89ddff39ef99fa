#include "reading/mail/written_phrases.hpp"

#include <algorithm>
#include <string>

namespace demur::reading {
namespace {

/// Calls `take` with each part of the text between separators that stand in no brackets.
template <typename Take>
void each_part(std::string_view text, std::string_view separator, Take take) {
  std::size_t depth = 0, begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')') --depth;
    if (depth != 0 || !text.substr(at).starts_with(separator)) continue;
    take(text.substr(begin, at - begin));
    begin = at + separator.size();
  }
  take(text.substr(begin));
}

/// Where the bracket that is open at the beginning is closed.
std::size_t end_of_brackets(std::string_view text) {
  std::size_t depth = 0, at = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && --depth == 0) break;
  }
  return at;
}

class Writer {
 public:
  explicit Writer(const std::function<void(std::string_view)>& take) : take_(take) {}
  void write(std::string_view phrase) { write(phrase, nullptr); }

 private:
  /// What follows the brackets that are being written.
  struct Rest {
    std::string_view text;
    const Rest* outer;
  };

  void write(std::string_view text, const Rest* rest) {
    const auto size = written_.size(), open = std::min(text.find('('), text.size());
    written_ += text.substr(0, open);
    if (open < text.size())
      write_each(text.substr(open), rest);
    else if (rest != nullptr)
      write(rest->text, rest->outer);
    else
      take_(written_);
    written_.resize(size);
  }
  void write_each(std::string_view text, const Rest* rest) {
    const auto end = end_of_brackets(text);
    const Rest after{text.substr(end + 1), rest};
    each_part(text.substr(1, end - 1), "|", [&](std::string_view alternative) { write(alternative, &after); });
  }

  const std::function<void(std::string_view)>& take_;
  std::string written_;
};

}  // namespace

void each_phrase(std::string_view line, const std::function<void(std::string_view)>& take) {
  Writer writer{take};
  each_part(line, " | ", [&](std::string_view phrase) { writer.write(phrase); });
}

}  // namespace demur::reading
