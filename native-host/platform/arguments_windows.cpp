#include "platform/arguments.hpp"

#include <fcntl.h>
#include <io.h>
#include <windows.h>
// After it:
#include <shellapi.h>

#include <cstdio>
#include <memory>

#include "platform/wide_text.hpp"

namespace demur {
namespace {

struct LocalMemory {
  void operator()(wchar_t** memory) const { ::LocalFree(static_cast<void*>(memory)); }
};

}  // namespace

std::vector<std::string> take_arguments(int /*count*/, char** /*values*/) {
  ::_setmode(::_fileno(stdout), _O_BINARY);
  // What `main` is given was forced into an older encoding.
  int count = 0;
  const std::unique_ptr<wchar_t*, LocalMemory> words{::CommandLineToArgvW(::GetCommandLineW(), &count)};
  std::vector<std::string> arguments;
  for (int i = 1; i < count; ++i) arguments.push_back(from_wide(words.get()[i]));
  return arguments;
}

}  // namespace demur
