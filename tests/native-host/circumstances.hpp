#pragma once
#include <boost/process/pipe.hpp>
#include <cstddef>
#include <string>
#include <vector>

/// What tests change around themselves, in the system's own way.
namespace demur::test {

/// Sets a variable in this process's environment, or removes it for null. From then on local times follow TZ.
void set_variable(const char* name, const char* value);

/// From now on writing to a program that is gone is an error and does not end this one.
void outlive_broken_pipes();

/// A pipe that holds 64 KiB, so that two programs that write a lot to each other don't wait for each other.
boost::process::pipe roomy_pipe();

/// The beginning of a command that runs a program without an administrator's right to read and write everything; empty
/// for anybody else.
std::vector<std::string> without_override();

/// The environment variable that says where the person's folder is.
extern const char* const home_variable;

/// Where Thunderbird keeps its profiles, within the person's folder.
extern const char* const thunderbird_folder;

/// The most memory that the process with this number has had, in bytes; 0 where that can't be told.
std::size_t peak_memory(int process);

/// The numbers of a process's children, and theirs, that run this program.
std::vector<int> children_of(int parent, const std::string& program);

/// Whether the process has ended, after at most 20 seconds.
bool ends_soon(int process);

}  // namespace demur::test
