#pragma once
#include <boost/process.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "circumstances.hpp"
#include "command_line/system_advice.hpp"
#include "history/accounts.hpp"
#include "history/objections.hpp"
#include "places.hpp"
#include "platform/paths.hpp"
#include "support.hpp"

/// Shared by the tests of the doctor.
namespace demur::test::doctor {

namespace bp = boost::process;
using nlohmann::json;

/// A program's place as people read it, with the separators of this system.
inline std::filesystem::path native_place(const std::string& program) {
  return std::filesystem::path{program}.make_preferred();
}

/// The command line of the program that is tested. Where it tells its place, this program would tell its own.
inline std::string command_of_host(const std::string& words) {
  auto command = command_line::own_command(words);
  const auto own = program_path().string();
  const auto at = command.find(own);
  if (at != std::string::npos) command.replace(at, own.size(), native_place(test::host_program()).string());
  return command;
}

/// A person's home folder, with a browser in it, and what the program says there.
struct Home {
  TemporaryFolder folder;
  std::filesystem::path data = folder.path() / "anna" / "data";
  std::filesystem::path manifest =
      folder.path() / "anna" / ".mozilla" / "native-messaging-hosts" / "org.demur.host.json";

  Home() { std::filesystem::create_directories(manifest.parent_path().parent_path()); }

  [[nodiscard]] std::pair<int, std::string> run(const std::vector<std::string>& arguments) const {
    bp::ipstream out;
    bp::child child{bp::exe = test::host_program(), bp::args = arguments,
                    bp::env[home_variable] = (folder.path() / "anna").string(),
                    bp::env["DEMUR_DATA_DIR"] = data.string(), bp::std_out > out};
    const std::string text{std::istreambuf_iterator<char>{out}, {}};
    child.wait();
    return {child.exit_code(), text};
  }

  /// What the doctor says about one check.
  [[nodiscard]] json check(const std::string& name) const {
    const auto report = json::parse(run({"doctor", "--json"}).second);
    for (const auto& check : report.at("checks"))
      if (check.at("name") == name) return check;
    return {{"finding", "nothing"}};
  }
  [[nodiscard]] std::string finding(const std::string& name) const { return check(name).at("finding"); }

  /// Whether the doctor says exactly this, state and advice included, about one thing.
  [[nodiscard]] bool says(const std::string& lines) const {
    const auto all = run({"doctor"}).second;
    UNSCOPED_INFO(all);
    return ("\n" + all).find("\n" + lines + "\n") != std::string::npos;
  }

  void make_data() const {
    store::Database database{data};
    history::save_account(database, {second_id, "facebook", "Annabel", {"anna@example.org"}, {}});
    history::Objections{database, system_now}.record(annas_objection());
    std::filesystem::permissions(data, std::filesystem::perms::owner_all);
    std::filesystem::permissions(data / "demur.sqlite3",
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
};

}  // namespace demur::test::doctor
