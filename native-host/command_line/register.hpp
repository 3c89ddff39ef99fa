#pragma once
#include <optional>
#include <string>
#include <vector>

#include "command_line/exit_codes.hpp"

namespace demur::command_line {

/// What `register` and `unregister` were asked for.
struct Registration {
  std::vector<std::string> browsers;  ///< Names from manifests/browsers.json; none: every browser that is used here.
  std::optional<std::string> into;    ///< A folder: the manifest of the one browser goes there and nowhere else.
};

/// Writes the host manifest where the browsers look for it, and says so.
ExitCode register_host(const Registration& wish);

/// Removes the host manifests that `register_host` wrote.
ExitCode unregister_host(const Registration& wish);

}  // namespace demur::command_line
