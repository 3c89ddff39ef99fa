#include <windows.h>

#include "platform/wide_text.hpp"

namespace demur {

std::wstring to_wide(std::string_view text) {
  const auto size = static_cast<int>(text.size());
  std::wstring wide(text.size(), L'\0');
  wide.resize(static_cast<std::size_t>(::MultiByteToWideChar(CP_UTF8, 0, text.data(), size, wide.data(), size)));
  return wide;
}

std::string from_wide(std::wstring_view text) {
  const auto size = static_cast<int>(text.size());
  // No character takes more bytes for each of its units.
  constexpr std::size_t bytes_in_unit = 3;
  std::string narrow(text.size() * bytes_in_unit, '\0');
  narrow.resize(static_cast<std::size_t>(::WideCharToMultiByte(CP_UTF8, 0, text.data(), size, narrow.data(),
                                                               static_cast<int>(narrow.size()), nullptr, nullptr)));
  return narrow;
}

}  // namespace demur
