#include "platform/host_manifests.hpp"

#include <array>
#include <string>

#include "platform/files.hpp"
#include "platform/paths.hpp"
#include "platform/registry_windows.hpp"

namespace demur {
namespace {

using std::filesystem::path;

/// What stands before a key that holds for everybody on this computer.
const path everybody = L"HKLM";

/// The host manifest lies with the data; one for each family, to which the keys of its browsers point.
path file_for(BrowserFamily family) {
  return data_directory() / "native-messaging-hosts" / (family == BrowserFamily::firefox ? "firefox" : "chromium") /
         (host_name() + ".json");
}

bool names_folder(const path& place) {
  return place.is_absolute();
}

/// Browsers look into both views of the computer's keys, the 32-bit one first.
std::optional<path> value_for_everybody(const path& key) {
  for (const REGSAM view : {KEY_WOW64_32KEY, KEY_WOW64_64KEY})
    if (auto value = registry::value_of({HKEY_LOCAL_MACHINE, view}, key)) return value;
  return std::nullopt;
}

}  // namespace

path manifest_at(const path& place) {
  if (names_folder(place)) return place / (host_name() + ".json");
  const auto key = place / host_name();
  const bool is_for_everybody = *place.begin() == everybody;
  const auto value = is_for_everybody ? value_for_everybody(key.lexically_relative(everybody))
                                      : registry::value_of(registry::own, key);
  // Where there is none the key itself is what is missing.
  return value.value_or(key);
}

path put_manifest(const path& place, BrowserFamily family, const std::string& content) {
  auto file = names_folder(place) ? manifest_at(place) : file_for(family);
  write_file_atomically(file, content);
  if (!names_folder(place)) registry::set_value(registry::own, place / host_name(), file);
  return file;
}

bool remove_manifest(const path& place, std::error_code& fault) {
  if (names_folder(place)) return remove_file(manifest_at(place), fault);
  // The file stays for the other browsers of the family, until none names it.
  return registry::remove(registry::own, place / host_name(), fault);
}

}  // namespace demur
