#pragma once
#include <string>
#include <vector>

#include "command_line/exit_codes.hpp"

namespace demur::command_line {

/// Whether these arguments are those that a browser starts a host with: Chromium gives the origin of the extension
/// ("chrome-extension://…/"), Firefox the path of the host manifest (ending in ".json") and the add-on's id.
bool is_started_by_browser(const std::vector<std::string>& arguments);

/// Serves the browser that started the program with these arguments, or refuses a caller that the host manifest does
/// not name.
ExitCode serve_browser(const std::vector<std::string>& arguments);

/// Answers frames on standard input until it ends.
ExitCode serve();

}  // namespace demur::command_line
