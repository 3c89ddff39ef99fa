#pragma once
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "circumstances.hpp"
#include "host_process.hpp"
#include "mail_fixtures.hpp"
#include "support.hpp"

/// Shared by the tests of mail programs' mailboxes.
namespace demur::test::mailboxes {

namespace fs = std::filesystem;

inline const std::string dinner = "From: Bea <bea@example.net>\nSubject: Dinner\n\nFrom eight on.\n";

inline std::string confirmation() {
  return make_plain_mail(mail_text("en", "confirmation"));
}

/// A mailbox as Thunderbird writes it today.
inline std::string thunderbird_mbox(const std::vector<std::string>& mails) {
  std::string mbox;
  for (const auto& mail : mails) mbox += "From \r\nX-Mozilla-Status: 0001\r\n" + mail + "\r\n";
  return mbox;
}

/// A file in Thunderbird's only profile, within the person's folder.
inline std::string in_profile(const std::string& name) {
  return thunderbird_folder + std::string{"/abc.default/"} + name;
}

/// A person with mail programs, and the program that a browser starts.
class Person {
 public:
  void write(const std::string& name, const std::string& content) const {
    const auto path = home.path() / name;
    fs::create_directories(path.parent_path());
    std::ofstream{path, std::ios::binary} << content;
  }
  /// Writes a Thunderbird profile with these mailboxes.
  void write_profile(const std::map<std::string, std::string>& mailboxes) const {
    write(thunderbird_folder + std::string{"/profiles.ini"},
          "[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n");
    for (const auto& [name, content] : mailboxes) write(in_profile(name), content);
  }
  [[nodiscard]] std::string path_of(const std::string& name) const { return (home.path() / name).string(); }

  json find() { return host.call("mail.find", json::object()).at("result").at("sources"); }
  std::set<std::string> titles() {
    std::set<std::string> titles;
    for (const auto& source : find())
      titles.insert(source.at("program").get<std::string>() + ": " + source.at("title").get<std::string>());
    return titles;
  }
  json all_paths() {
    json paths = json::array();
    for (const auto& source : find()) paths.push_back(source.at("path"));
    return paths;
  }
  json search(const json& paths) { return host.call("mail.search", {{"paths", paths}}).at("result"); }

  TemporaryFolder home, data;
  HostProcess host{data.path(),
                   {"serve"},
                   data.path(),
                   {{home_variable, home.path().string()}, {"APPDATA", path_of("AppData/Roaming")}}};
};

}  // namespace demur::test::mailboxes
