#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace demur {

/// The two forms of host manifest.
enum class BrowserFamily : bool { chromium, firefox };

/// A browser of manifests/browsers.json, for this system and this person.
struct Browser {
  std::string name;
  std::string title;
  BrowserFamily family;
  /// Where it looks for host manifests, absolute.
  std::vector<std::filesystem::path> directories;
  /// Where it looks for those that were installed system-wide.
  std::vector<std::filesystem::path> system_directories;
  /// One of them exists where this person uses the browser; if empty, the folder above that for host manifests counts.
  std::vector<std::filesystem::path> profiles;
  /// Where an administrator's policies are: folders, or keys below both roots of the registry.
  std::vector<std::filesystem::path> policies;
  /// Exist where the browser is a Flatpak or a Snap.
  std::vector<std::filesystem::path> flatpak, snap;
};

/// All browsers that exist for this system.
std::vector<Browser> known_browsers();

/// Whether the browser seems to be used here with this folder for host manifests.
bool is_used(const Browser& browser, const std::filesystem::path& directory);

/// The same with any of its folders.
bool is_used(const Browser& browser);

/// The extension's id in this family.
std::string extension_id(BrowserFamily family);

/// The name of the native messaging host, as browsers know it.
std::string host_name();

/// The host manifest for a family, with the absolute path of the program that the browser is to start.
std::string host_manifest(BrowserFamily family, const std::filesystem::path& program);

/// Whether the host manifest names this caller: an origin "chrome-extension://…/", or a Firefox add-on's id.
bool is_allowed_caller(BrowserFamily family, const std::string& caller);

}  // namespace demur
