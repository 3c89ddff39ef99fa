#pragma once
#include <string>
#include <vector>

#include "command_line/exit_codes.hpp"

namespace demur::command_line {

/// Takes files one after the other. A history that `export --format json` wrote is merged, whole or not at all; mails,
/// in an mbox or each in a file of its own, are read for Meta's answers; data downloads of
/// Facebook and Instagram, archives or unpacked folders, for what includes the person.
ExitCode import_history(const std::vector<std::string>& files);

}  // namespace demur::command_line
