#include "platform/registry_windows.hpp"

#include <string>

namespace demur::registry {
namespace {

std::error_code fault_of(LSTATUS status) {
  return {static_cast<int>(status), std::system_category()};
}

/// A key that is closed at the end.
class Key {
 public:
  Key() = default;
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() {
    if (key_ != nullptr) ::RegCloseKey(key_);
  }
  HKEY* place() { return &key_; }
  [[nodiscard]] HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
};

}  // namespace

std::optional<std::filesystem::path> value_of(const Root& root, const std::filesystem::path& key) {
  Key opened;
  if (::RegOpenKeyExW(root.key, key.c_str(), 0, KEY_QUERY_VALUE | root.view, opened.place()) != ERROR_SUCCESS)
    return std::nullopt;
  DWORD bytes = 0;
  if (::RegGetValueW(opened.get(), nullptr, nullptr, RRF_RT_REG_SZ, nullptr, nullptr, &bytes) != ERROR_SUCCESS)
    return std::nullopt;
  std::wstring text(bytes / sizeof(wchar_t), L'\0');
  if (::RegGetValueW(opened.get(), nullptr, nullptr, RRF_RT_REG_SZ, nullptr, text.data(), &bytes) != ERROR_SUCCESS)
    return std::nullopt;
  return text.substr(0, text.find(L'\0'));
}

void set_value(const Root& root, const std::filesystem::path& key, const std::filesystem::path& value) {
  Key opened;
  auto status = ::RegCreateKeyExW(root.key, key.c_str(), 0, nullptr, REG_OPTION_NON_VOLATILE, KEY_SET_VALUE | root.view,
                                  nullptr, opened.place(), nullptr);
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
