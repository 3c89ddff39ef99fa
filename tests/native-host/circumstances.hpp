#pragma once
#include <boost/process/pipe.hpp>

/// What tests change around themselves, in the system's own way.
namespace demur::test {

/// A variable of this process's environment, or none for null. Times are local by TZ from then on.
void set_variable(const char* name, const char* value);

/// Whoever writes to a program that has gone is told by an error, not ended.
void outlive_broken_pipes();

/// A pipe that holds 64 KiB, so that two programs which write much to each other don't wait for each other.
boost::process::pipe roomy_pipe();

}  // namespace demur::test
