#include "history/mail_programs.hpp"

#include <algorithm>
#include <istream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "embedded/mail_programs_json.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/paths.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Much more than anybody has.
constexpr std::size_t max_profiles = 100;
/// A program's own settings take some hundred kilobytes.
constexpr int max_setting_lines = 100'000;

/// "~/…" in the person's home, "%NAME%\…" by an environment variable; nothing where there is none.
std::optional<fs::path> expanded(const std::string& place) {
  if (place.starts_with("~/")) {
    const auto home = home_directory();
    return home.empty() ? std::nullopt : std::optional{home / place.substr(2)};
  }
  const auto end = place.find('%', 1);
  const auto folder = environment_path(place.substr(1, end - 1));
  return folder.empty() ? std::nullopt : std::optional{folder / place.substr(end + 2)};
}

/// Calls `take` for each line of a program's settings.
template <typename Take>
void for_each_line(const fs::path& file, Take take) {
  const auto lines = open_stream(file);
  int count = 0;
  for (std::string line; lines && count < max_setting_lines && std::getline(*lines, line); ++count) take(trimmed(line));
}

/// The profiles that profiles.ini names: https://support.mozilla.org/kb/profiles-where-thunderbird-stores-user-data
std::vector<fs::path> profiles_in(const fs::path& root) {
  std::vector<fs::path> profiles;
  fs::path path;
  bool is_relative = true;
  const auto add = [&] {
    const auto profile = is_relative ? root / path : path;
    if (!path.empty() && profiles.size() < max_profiles && !contains(profiles, profile)) profiles.push_back(profile);
    path.clear();
    is_relative = true;
  };
  for_each_line(root / "profiles.ini", [&](std::string_view line) {
    constexpr std::string_view name = "Path=";
    if (line.starts_with('[')) add();
    if (line.starts_with(name)) path = path_from(line.substr(name.size()));
    if (line == "IsRelative=0") is_relative = false;
  });
  add();
  return profiles;
}

/// What is in quotation marks from `at` on, with its escapes undone.
std::string quoted_text(std::string_view line, std::size_t at) {
  std::string text;
  for (at = line.find('"', at) + 1; at > 0 && at < line.size() && line[at] != '"'; ++at) {
    if (line[at] == '\\') ++at;
    if (at < line.size()) text += line[at];
  }
  return text;
}

/// Folders of accounts that the person has moved out of the profile, and whether they are copies.
std::map<fs::path, bool> moved_accounts(const fs::path& profile) {
  std::map<std::string, fs::path> folders;
  std::map<std::string, bool> copies;
  for_each_line(profile / "prefs.js", [&](std::string_view line) {
    constexpr std::string_view before = "user_pref(\"mail.server.";
    if (!line.starts_with(before) || folders.size() == max_profiles) return;
    const auto name_end = line.find('"', before.size());
    const auto dot = line.find('.', before.size());
    if (name_end == std::string_view::npos || dot >= name_end) return;
    const std::string server{line.substr(before.size(), dot - before.size())};
    const auto setting = line.substr(dot + 1, name_end - dot - 1);
    if (setting == "directory") folders[server] = path_from(quoted_text(line, name_end + 1));
    if (setting == "type") copies[server] = quoted_text(line, name_end + 1) == "imap";
  });
  std::map<fs::path, bool> moved;
  for (const auto& [server, folder] : folders) {
    const auto within = folder.lexically_normal().lexically_relative(profile.lexically_normal());
    const bool is_within = !within.empty() && *within.begin() != "..";
    if (folder.is_absolute() && !is_within) moved[folder] = copies[server];
  }
  return moved;
}

/// Thunderbird makes a link "lock" in a profile that it uses, and removes it on exit. On Windows it keeps a file
/// "parent.lock" open instead, which nobody else can open meanwhile, and leaves it behind:
/// toolkit/profile/nsProfileLock.cpp in Mozilla's sources.
bool is_in_use(const fs::path& profile) {
  const auto lock = profile / "parent.lock";
  return type_of(profile / "lock") == fs::file_type::symlink || (is_file(lock) && !open_stream(lock));
}

void add_profiles(std::vector<MailPlace>& places, const std::string& program, const fs::path& root) {
  for (const auto& profile : profiles_in(root)) {
    const bool is_open = is_in_use(profile);
    const auto add = [&](const fs::path& folder, bool is_copy) {
      if (is_folder(folder)) places.push_back({program, MailLayout::mozilla, is_copy, folder, is_open});
    };
    add(profile / "Mail", false);
    add(profile / "ImapMail", true);
    for (const auto& [folder, is_copy] : moved_accounts(profile)) add(folder, is_copy);
  }
}

}  // namespace

std::vector<MailPlace> mail_places() {
  static const std::map<std::string, MailLayout> layouts{
      {"maildir", MailLayout::maildir}, {"numbered", MailLayout::numbered}, {"emlx", MailLayout::emlx}};
  std::vector<MailPlace> places;
  const auto facts = json::parse(mail_programs_json);
  for (const auto& program : facts.at("programs"))
    for (const auto& place : program.at("places"))
      for (const auto& path : place.at(system_name())) {
        const auto folder = expanded(path);
        if (!folder || !is_folder(*folder)) continue;
        const auto layout = layouts.find(place.at("layout"));
        if (layout == layouts.end())
          add_profiles(places, program.at("title"), *folder);
        else
          places.push_back({program.at("title"), layout->second, place.value("isCopy", false), *folder, false});
      }
  return places;
}

}  // namespace demur::history
