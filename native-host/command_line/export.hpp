#pragma once
#include <optional>
#include <string>

#include "command_line/exit_codes.hpp"

namespace demur::command_line {

/// Writes the history in a format ("json", "csv", "html") into the file, whole or not at all, or on standard output.
ExitCode export_history(const std::string& format, const std::optional<std::string>& out);

}  // namespace demur::command_line
