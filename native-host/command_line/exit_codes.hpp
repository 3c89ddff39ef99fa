#pragma once

namespace demur::command_line {

/// How the program ends.
enum ExitCode : int {
  success = 0,
  failure = 1,
  wrong_usage = 2,
  refused_caller = 3,
  broken_stream = 4,
};

}  // namespace demur::command_line
