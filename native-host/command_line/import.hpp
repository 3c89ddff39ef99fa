#pragma once
#include <string>
#include <vector>

#include "command_line/exit_codes.hpp"

namespace demur::command_line {

/// Merges histories that `export --format json` wrote, one after the other. Each is taken whole or not at all.
ExitCode import_history(const std::vector<std::string>& files);

}  // namespace demur::command_line
