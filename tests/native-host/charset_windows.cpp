#include <windows.h>

#include <map>

#include "charset.hpp"
#include "platform/wide_text.hpp"

namespace demur::test {

std::optional<std::string> converted(std::string text, const std::string& charset) {
  // https://learn.microsoft.com/windows/win32/intl/code-page-identifiers
  static const std::map<std::string, UINT> pages{
      {"utf-8", 65001},       {"us-ascii", 20127},    {"iso-8859-1", 28591},  {"iso-8859-2", 28592},
      {"iso-8859-3", 28593},  {"iso-8859-4", 28594},  {"iso-8859-5", 28595},  {"iso-8859-7", 28597},
      {"iso-8859-9", 28599},  {"iso-8859-13", 28603}, {"iso-8859-15", 28605}, {"koi8-r", 20866},
      {"windows-1250", 1250}, {"windows-1251", 1251}, {"windows-1252", 1252}, {"windows-1253", 1253},
      {"windows-1254", 1254}, {"windows-1257", 1257}};
  auto name = charset;
  for (auto& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  const auto page = pages.find(name);
  if (page == pages.end()) return std::nullopt;
  if (page->second == CP_UTF8) return text;
  const auto wide = to_wide(text);
  std::string result(wide.size() * 2, '\0');
  BOOL has_lost = FALSE;
  result.resize(static_cast<std::size_t>(::WideCharToMultiByte(page->second, WC_NO_BEST_FIT_CHARS, wide.data(),
                                                               static_cast<int>(wide.size()), result.data(),
                                                               static_cast<int>(result.size()), nullptr, &has_lost)));
  return has_lost != FALSE || (result.empty() && !text.empty()) ? std::nullopt : std::optional{result};
}

}  // namespace demur::test
