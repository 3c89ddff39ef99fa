#include "platform/words_windows.hpp"

#include <algorithm>

namespace demur {
namespace {

/// Backslashes are plain unless a quotation mark follows them: then each is doubled.
std::wstring quoted(const std::wstring& word) {
  std::wstring text = L"\"";
  std::size_t backslashes = 0;
  for (const auto c : word) {
    if (c == L'"') text.append(backslashes + 1, L'\\');
    backslashes = c == L'\\' ? backslashes + 1 : 0;
    text += c;
  }
  text.append(backslashes, L'\\');
  return text + L'"';
}

}  // namespace

std::wstring command_line_of(const std::vector<std::wstring>& words) {
  std::wstring line;
  for (const auto& word : words) {
    if (!line.empty()) line += L' ';
    line += quoted(word);
  }
  return line;
}

}  // namespace demur
