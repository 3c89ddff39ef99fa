#pragma once
#include "command_line/exit_codes.hpp"

namespace demur::command_line {

/// Computes the history's chains again and says which entry is not as it was written. Fails when there is one.
ExitCode verify_history();

}  // namespace demur::command_line
