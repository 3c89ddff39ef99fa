#include <windows.h>

#include <cstdlib>
#include <ctime>
#include <system_error>

#include "circumstances.hpp"
#include "platform/files.hpp"

namespace demur::test {

void set_variable(const char* name, const char* value) {
  ::_putenv_s(name, value == nullptr ? "" : value);
  ::_tzset();
}

void outlive_broken_pipes() {
  // Here it is an error anyway.
}

boost::process::pipe roomy_pipe() {
  constexpr DWORD size = 65'536;
  HANDLE source = nullptr, sink = nullptr;
  if (::CreatePipe(&source, &sink, nullptr, size) == 0) throw std::system_error(last_system_fault());
  return boost::process::pipe{source, sink};
}

}  // namespace demur::test
