#pragma once
#include "command_line/exit_codes.hpp"

namespace demur::command_line {

enum class DoctorForm : bool { words, json };

/// Looks at everything that Demur needs on this computer, changes nothing, and says what to do. It tells nothing about
/// the person: the home folder is written "~", and nothing of the history is read. Fails when something must be mended.
ExitCode doctor(DoctorForm form);

}  // namespace demur::command_line
