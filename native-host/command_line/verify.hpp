#pragma once
#include <string>
#include <vector>

#include "command_line/commands.hpp"
#include "text/seal_line.hpp"

/// The two halves of `verify`. The seals given are lines that somebody has had from before.
namespace demur::command_line {

/// The own history.
ExitCode verify_history(const std::vector<SealLine>& given, ReportFormat format);

/// Files of anybody's.
ExitCode verify_files(const std::vector<std::string>& files, const std::vector<SealLine>& seals, ReportFormat format);

}  // namespace demur::command_line
