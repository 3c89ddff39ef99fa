#pragma once
#include <filesystem>
#include <string>

#include "command_line/doctor.hpp"
#include "platform/sandbox.hpp"

/// What the doctor says in the words of this system.
namespace demur::command_line {

/// This program with these arguments, as the person would type it.
std::string own_command(const std::string& words);

/// What makes a file or folder the person's again, as after something was run as an administrator.
std::string take_over(const std::filesystem::path& place);

/// What keeps everybody else out of a folder or a file.
std::string make_private(const std::filesystem::path& place);

/// What lets the person use their own folder or file.
std::string make_usable(const std::filesystem::path& place);

/// What makes room for a folder of ours and keeps what was there.
std::string move_away(const std::filesystem::path& place);

/// A command that writes to a place, preceded by another one where the person may not write there.
std::string after_making_writable(const std::filesystem::path& place, const std::string& command);

/// What this system has to confine the reader of untrusted files.
SandboxSupport sandbox_here();

/// What that means for the person.
Check check_sandbox(const SandboxSupport& support);

}  // namespace demur::command_line
