#pragma once
#include <string>
#include <vector>

namespace demur {

/// A command line that Windows' own rules split into these words again.
/// https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw
std::wstring command_line_of(const std::vector<std::wstring>& words);

}  // namespace demur
