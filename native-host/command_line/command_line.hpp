#pragma once
#include <string>
#include <vector>

#include "command_line/exit_codes.hpp"

namespace demur::command_line {

/// Runs the program with these arguments, the program's name left out.
ExitCode run(const std::vector<std::string>& arguments);

}  // namespace demur::command_line
