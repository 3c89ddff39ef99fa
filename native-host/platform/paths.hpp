#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace demur {

/// The path that a text in UTF-8 names. On Windows a path made directly from a text would be read in another encoding;
/// its `string()` gives UTF-8 on every system.
inline std::filesystem::path path_from(std::string_view text) {
  return std::u8string{text.begin(), text.end()};
}

/// The path in an environment variable; empty where it isn't set.
std::filesystem::path environment_path(const std::string& name);

/// The person's home folder; empty where there is none. A relative one, which depends on the current folder, is none.
std::filesystem::path home_directory();

/// Whether this is root in another person's home, as after `sudo -E`: that person's programs can't use what root writes
/// there.
bool is_root_in_foreign_home();

/// Where Demur keeps its data: `DEMUR_DATA_DIR`, or the system's place for user data. It need not exist yet.
std::filesystem::path data_directory();

/// Whether `DEMUR_DATA_DIR` names the place.
bool is_data_directory_chosen();

/// Where browsers put what the person downloads: as XDG user directories name it
/// (https://www.freedesktop.org/wiki/Software/xdg-user-dirs/), or `Downloads` in the home folder. It need not exist.
std::filesystem::path downloads_directory();

/// Where programs put what nobody keeps; the person's home folder where the system names no folder for it.
std::filesystem::path temporary_directory();

/// This program's own file, absolute, with links resolved.
std::filesystem::path program_path();

/// Another of Demur's programs, beside this one.
std::filesystem::path program_beside(const std::string& name);

/// The name of this system in manifests/browsers.json.
const char* system_name();

/// Makes new files and folders of this process private to the person (0600, 0700).
void restrict_new_files();

}  // namespace demur
