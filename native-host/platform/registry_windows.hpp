#pragma once
#include <windows.h>

#include <filesystem>
#include <optional>
#include <system_error>

/// The registry, as far as browsers look for host manifests in it: a key is a path, its value has no name.
namespace demur::registry {

/// The person's own part of it, which 32-bit and 64-bit programs share, or the computer's, which has two views.
struct Root {
  HKEY key;
  REGSAM view;
};
inline const Root own{HKEY_CURRENT_USER, 0};

/// The key's value, where that is a text.
std::optional<std::filesystem::path> value_of(const Root& root, const std::filesystem::path& key);

/// Throws std::system_error.
void set_value(const Root& root, const std::filesystem::path& key, const std::filesystem::path& value);

/// False where there was none, or it failed.
bool remove(const Root& root, const std::filesystem::path& key, std::error_code& fault);

}  // namespace demur::registry
