#include <csignal>
#include <cstdlib>
#include <ctime>

#include "circumstances.hpp"

namespace demur::test {

void set_variable(const char* name, const char* value) {
  if (value == nullptr)
    ::unsetenv(name);
  else
    ::setenv(name, value, 1);
  ::tzset();
}

void outlive_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it can't fail for a known signal
}

boost::process::pipe roomy_pipe() {
  // They are roomy.
  return {};
}

}  // namespace demur::test
