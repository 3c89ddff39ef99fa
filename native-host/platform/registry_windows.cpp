#include "platform/registry_windows.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>

namespace demur::registry {
namespace {

std::error_code fault_of(LSTATUS status) {
  return {static_cast<int>(status), std::system_category()};
}

struct CloseKey {
  void operator()(HKEY key) const { ::RegCloseKey(key); }
};

/// A key that is closed at the end.
using Key = std::unique_ptr<std::remove_pointer_t<HKEY>, CloseKey>;

/// None where there is none, or it can't be read.
Key open(const Root& root, const std::filesystem::path& key, REGSAM rights) {
  HKEY opened = nullptr;
  return ::RegOpenKeyExW(root.key, key.c_str(), 0, rights | root.view, &opened) == ERROR_SUCCESS ? Key{opened} : Key{};
}

/// The names in a key, one after the other, as long as `next` gives one with this number. Longer ones than the system
/// allows there are none: https://learn.microsoft.com/windows/win32/sysinfo/registry-element-size-limits
template <typename Next>
std::vector<std::wstring> names(Next next) {
  constexpr DWORD most = 16'384;
  std::vector<std::wstring> found;
  for (DWORD i = 0;; ++i) {
    std::wstring name(most, L'\0');
    DWORD length = most;
    if (next(i, name.data(), &length) != ERROR_SUCCESS) return found;
    name.resize(length);
    found.push_back(std::move(name));
  }
}

/// Each line of several ends with a zero, and so does the last one.
std::wstring as_text(std::wstring lines) {
  while (lines.ends_with(L'\0')) lines.pop_back();
  std::replace(lines.begin(), lines.end(), L'\0', L'\n');
  return lines;
}

std::optional<Content> content_of(HKEY key, const wchar_t* name) {
  constexpr DWORD kinds = RRF_RT_REG_SZ | RRF_RT_REG_MULTI_SZ | RRF_RT_REG_DWORD;
  DWORD kind = 0, bytes = 0;
  if (::RegGetValueW(key, nullptr, name, kinds, &kind, nullptr, &bytes) != ERROR_SUCCESS) return std::nullopt;
  std::vector<wchar_t> content(bytes / sizeof(wchar_t) + 1);
  bytes = static_cast<DWORD>(content.size() * sizeof(wchar_t));
  if (::RegGetValueW(key, nullptr, name, kinds, &kind, content.data(), &bytes) != ERROR_SUCCESS) return std::nullopt;
  if (kind != REG_DWORD) return as_text({content.data(), bytes / sizeof(wchar_t)});
  DWORD number = 0;
  std::memcpy(&number, content.data(), sizeof(number));
  return number;
}

}  // namespace

std::vector<std::pair<std::wstring, Content>> values_in(const Root& root, const std::filesystem::path& key) {
  std::vector<std::pair<std::wstring, Content>> values;
  const auto opened = open(root, key, KEY_QUERY_VALUE);
  if (!opened) return values;
  for (auto& name : names([&](DWORD i, wchar_t*text, DWORD*length) {
         return ::RegEnumValueW(opened.get(), i, text, length, nullptr, nullptr, nullptr, nullptr);
       }))
    if (auto content = content_of(opened.get(), name.c_str()))
      values.emplace_back(std::move(name), std::move(*content));
  return values;
}

std::vector<std::wstring> keys_in(const Root& root, const std::filesystem::path& key) {
  const auto opened = open(root, key, KEY_ENUMERATE_SUB_KEYS);
  if (!opened) return {};
  return names([&](DWORD i, wchar_t* text, DWORD* length) {
    return ::RegEnumKeyExW(opened.get(), i, text, length, nullptr, nullptr, nullptr, nullptr);
  });
}

std::optional<std::filesystem::path> value_of(const Root& root, const std::filesystem::path& key) {
  const auto opened = open(root, key, KEY_QUERY_VALUE);
  if (!opened) return std::nullopt;
  const auto content = content_of(opened.get(), nullptr);
  const auto* text = content ? std::get_if<std::wstring>(&*content) : nullptr;
  return text == nullptr ? std::nullopt : std::optional<std::filesystem::path>{*text};
}

void set_value(const Root& root, const std::filesystem::path& key, const std::filesystem::path& value) {
  HKEY made = nullptr;
  auto status = ::RegCreateKeyExW(root.key, key.c_str(), 0, nullptr, REG_OPTION_NON_VOLATILE, KEY_SET_VALUE | root.view,
                                  nullptr, &made, nullptr);
  const Key opened{made};
  const auto& text = value.native();
  const auto bytes = static_cast<DWORD>((text.size() + 1) * sizeof(wchar_t));
  // The system takes text as bytes. NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  const auto* const first = reinterpret_cast<const BYTE*>(text.c_str());
  if (status == ERROR_SUCCESS) status = ::RegSetValueExW(opened.get(), nullptr, 0, REG_SZ, first, bytes);
  if (status != ERROR_SUCCESS) throw std::system_error(fault_of(status), key.string());
}

bool remove(const Root& root, const std::filesystem::path& key, std::error_code& fault) {
  fault.clear();
  const auto status = ::RegDeleteKeyExW(root.key, key.c_str(), root.view, 0);
  if (status != ERROR_SUCCESS && status != ERROR_FILE_NOT_FOUND) fault = fault_of(status);
  return status == ERROR_SUCCESS;
}

}  // namespace demur::registry
