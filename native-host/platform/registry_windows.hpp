#pragma once
#include <windows.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

/// The registry, as far as browsers look into it: a key is a path. That of a host manifest has a value without a name.
namespace demur::registry {

/// The person's own part of it, which 32-bit and 64-bit programs share, or the computer's, which has two views.
struct Root {
  HKEY key;
  REGSAM view;
};
inline const Root own{HKEY_CURRENT_USER, 0};
inline const Root everybodys{HKEY_LOCAL_MACHINE, KEY_WOW64_64KEY};

/// A text, with several lines where the value is a list of texts, or a number.
using Content = std::variant<std::wstring, DWORD>;

/// The values of these kinds in a key, with their names.
std::vector<std::pair<std::wstring, Content>> values_in(const Root& root, const std::filesystem::path& key);

/// The names of the keys in a key.
std::vector<std::wstring> keys_in(const Root& root, const std::filesystem::path& key);

/// The key's unnamed value, where that is a text.
std::optional<std::filesystem::path> value_of(const Root& root, const std::filesystem::path& key);

/// Throws std::system_error.
void set_value(const Root& root, const std::filesystem::path& key, const std::filesystem::path& value);

/// False where there was none, or it failed.
bool remove(const Root& root, const std::filesystem::path& key, std::error_code& fault);

}  // namespace demur::registry
