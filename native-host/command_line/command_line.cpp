#include "command_line/command_line.hpp"

#include <fmt/core.h>

#include <optional>

#include "command_line/doctor.hpp"
#include "command_line/export.hpp"
#include "command_line/import.hpp"
#include "command_line/register.hpp"
#include "command_line/serve.hpp"
#include "command_line/verify.hpp"
#include "embedded/version.hpp"

namespace demur::command_line {
namespace {

constexpr const char* help = R"(demur-host keeps the history of your objections for the Demur browser extension.
It never goes online. Browsers start it by themselves.

  demur-host register [--browser NAME]... [--into DIR]
      Tell your browsers where this program is. Without --browser: every browser that you use.
      --into writes the one browser's host manifest into DIR and nowhere else.
  demur-host unregister [--browser NAME]... [--into DIR]
      Take that back. Your history stays.
  demur-host doctor [--json]
      Look at everything that Demur needs here, and say what to do. It tells nothing about you.
  demur-host export [--format json|csv|html] [--out FILE]
      Write your history out: json to take it to another computer, csv for a spreadsheet, html to print.
  demur-host import FILE...
      Merge histories that were exported as json on other computers into this one; or read e-mails, in a .eml file or
      in an mbox of any size as Thunderbird and Google Takeout write it, and add Meta's answers to your objections; or
      look through downloads of your Facebook and Instagram data, archives or unpacked folders, for photos, videos and
      posts of others that include you.
  demur-host verify
      Check that no entry of your history was changed.
  demur-host serve
      Talk to a browser on standard input and output (native messaging).
  demur-host --version
  demur-host --help

DEMUR_DATA_DIR names the folder for the data; else it is the system's place for user data.
Ends with 0: done, 1: failed, 2: wrong usage, 3: a caller was refused, 4: the stream was broken.
)";

ExitCode misused(const std::string& word) {
  fmt::print(stderr, "demur-host does not understand \"{}\". Try demur-host --help.\n", word);
  return wrong_usage;
}

ExitCode registration(const std::vector<std::string>& arguments, ExitCode (*command)(const Registration&)) {
  Registration wish;
  for (std::size_t i = 1; i < arguments.size(); i += 2) {
    const bool has_value = i + 1 < arguments.size();
    if (arguments[i] == "--browser" && has_value)
      wish.browsers.push_back(arguments[i + 1]);
    else if (arguments[i] == "--into" && has_value)
      wish.into = arguments[i + 1];
    else
      return misused(arguments[i]);
  }
  return command(wish);
}

ExitCode exporting(const std::vector<std::string>& arguments) {
  std::string format = "json";
  std::optional<std::string> out;
  for (std::size_t i = 1; i < arguments.size(); i += 2) {
    const bool has_value = i + 1 < arguments.size();
    if (arguments[i] == "--format" && has_value)
      format = arguments[i + 1];
    else if (arguments[i] == "--out" && has_value)
      out = arguments[i + 1];
    else
      return misused(arguments[i]);
  }
  return export_history(format, out);
}

ExitCode importing(const std::vector<std::string>& arguments) {
  if (arguments.size() < 2 || arguments[1].starts_with("--")) return misused(arguments.back());
  return import_history({arguments.begin() + 1, arguments.end()});
}

ExitCode examination(const std::vector<std::string>& arguments) {
  const bool is_json = arguments.size() > 1 && arguments[1] == "--json";
  const std::size_t understood = is_json ? 2 : 1;
  if (arguments.size() > understood) return misused(arguments[understood]);
  return doctor(is_json ? DoctorForm::json : DoctorForm::words);
}

}  // namespace

ExitCode run(const std::vector<std::string>& arguments) {
  if (is_started_by_browser(arguments)) return serve_browser(arguments);
  const std::string command = arguments.empty() ? "--help" : arguments.front();
  if (command == "register") return registration(arguments, register_host);
  if (command == "unregister") return registration(arguments, unregister_host);
  if (command == "export") return exporting(arguments);
  if (command == "import") return importing(arguments);
  if (command == "doctor") return examination(arguments);
  if (arguments.size() > 1) return misused(arguments[1]);
  if (command == "verify") return verify_history();
  if (command == "serve") return serve();
  if (command == "--version") {
    fmt::print("demur-host {}\n", demur_version);
    return success;
  }
  if (command != "--help") return misused(command);
  fmt::print("{}", help);
  return success;
}

}  // namespace demur::command_line
