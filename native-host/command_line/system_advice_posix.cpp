#include "command_line/system_advice.hpp"

#include "platform/files.hpp"
#include "platform/sandbox.hpp"

namespace demur::command_line {

std::string own_command(const std::string& words) {
  return "demur-host " + words;
}

std::string take_over(const std::filesystem::path& place) {
  return "sudo chown -R \"$(id -un)\" " + shown(place);
}

std::string make_private(const std::filesystem::path& place) {
  std::error_code missing;
  return (std::filesystem::is_directory(place, missing) ? "chmod 700 " : "chmod 600 ") + shown(place);
}

std::string make_usable(const std::filesystem::path& place) {
  std::error_code missing;
  return (std::filesystem::is_directory(place, missing) ? "chmod u+rwx " : "chmod 600 ") + shown(place);
}

std::string after_making_writable(const std::filesystem::path& place, const std::string& command) {
  auto nearest = place;
  while (!is_there(nearest) && nearest.has_relative_path()) nearest = nearest.parent_path();
  if (is_own(nearest) && is_writable(nearest)) return command;
  return take_over(nearest) + " && " + make_usable(nearest) + " && " + command;
}

Check check_sandbox() {
  const auto support = sandbox_support();
  if (!support.has_seccomp)
    return {"sandbox",
            State::note,
            "no-seccomp",
            "This system can't confine the reader, so e-mails and data downloads aren't read.",
            {}};
  if (!support.has_landlock)
    return {"sandbox",
            State::note,
            "no-landlock",
            "The reader is confined, by one of two barriers: this system lacks Landlock.",
            {}};
  return {"sandbox", State::ok, "complete", "The reader is confined by seccomp and Landlock.", {}};
}

}  // namespace demur::command_line
