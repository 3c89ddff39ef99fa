#pragma once
#include <filesystem>
#include <string>
#include <system_error>

#include "platform/browsers.hpp"

/// How a browser learns of Demur's program. A place where it looks is a folder for host manifests; on Windows it may
/// also be a registry key that names one, given as a relative path.
/// https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging#native-messaging-host-location
namespace demur {

/// The host manifest that the browser finds at a place. It need not exist.
std::filesystem::path manifest_at(const std::filesystem::path& place);

/// Lets the browser find a host manifest with this content at a place, and returns where the file is. Throws
/// std::system_error.
std::filesystem::path put_manifest(const std::filesystem::path& place, BrowserFamily family,
                                   const std::string& content);

/// Undoes that. False where there was nothing to undo, or it failed.
bool remove_manifest(const std::filesystem::path& place, std::error_code& fault);

}  // namespace demur
