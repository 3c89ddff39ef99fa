#include "command_line/command_line.hpp"

#include <fmt/core.h>

#include "command_line/register.hpp"
#include "command_line/serve.hpp"
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

}  // namespace

ExitCode run(const std::vector<std::string>& arguments) {
  if (is_started_by_browser(arguments)) return serve_browser(arguments);
  const std::string command = arguments.empty() ? "--help" : arguments.front();
  if (command == "register") return registration(arguments, register_host);
  if (command == "unregister") return registration(arguments, unregister_host);
  if (arguments.size() > 1) return misused(arguments[1]);
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
