#pragma once
#include <boost/process/pipe.hpp>
#include <cstddef>
#include <string>
#include <vector>

/// What tests change around themselves, in the system's own way.
namespace demur::test {

/// A variable of this process's environment, or none for null. Times are local by TZ from then on.
void set_variable(const char* name, const char* value);

/// Whoever writes to a program that has gone is told by an error, not ended.
void outlive_broken_pipes();

/// A pipe that holds 64 KiB, so that two programs which write much to each other don't wait for each other.
boost::process::pipe roomy_pipe();

/// The beginning of a command that takes from a program what lets an administrator read and write what nobody may;
/// empty for anybody else.
std::vector<std::string> without_override();

/// The variable of the environment that says where the person's folder is.
extern const char* const home_variable;

/// Where Thunderbird keeps its profiles, within the person's folder.
extern const char* const thunderbird_folder;

/// The most memory that a process of this number has had, in bytes; zero where it isn't told.
std::size_t peak_memory(int process);

/// The children of a process, and theirs, that run this program, by their numbers.
std::vector<int> children_of(int parent, const std::string& program);

/// Whether the process has ended, after at most 20 seconds.
bool ends_soon(int process);

}  // namespace demur::test
