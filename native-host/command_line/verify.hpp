#pragma once
#include <string>
#include <vector>

#include "command_line/commands.hpp"
#include "text/seal_line.hpp"

/// The two halves of `verify`. The seals given are lines that somebody kept from earlier.
namespace demur::command_line {

/// This computer's history.
ExitCode verify_history(const std::vector<SealLine>& given, ReportFormat format);

/// Exported files, whosever they are.
ExitCode verify_files(const std::vector<std::string>& files, const std::vector<SealLine>& seals, ReportFormat format);

}  // namespace demur::command_line
