#include <sys/stat.h>

#include <cstdlib>

#include "platform/sandbox.hpp"
#include "reading/facts.hpp"
#include "reading/reader.hpp"

// demur-reader: reads mails on standard input and prints what they are, a JSON object on each line. It locks itself in
// before it reads the first byte.

namespace {

/// The system's description of standard input; its size is 0 for a pipe.
std::int64_t input_size() {
  struct stat status {};
  return ::fstat(0, &status) == 0 ? status.st_size : 0;
}

/// A disk and a slow computer read some megabytes in a second; a mail that takes longer is made to.
std::chrono::seconds time_for(std::int64_t bytes) {
  constexpr std::int64_t bytes_in_a_second = 4L * 1024L * 1024L;
  return std::chrono::seconds{10 + bytes / bytes_in_a_second};
}

}  // namespace

int main() {
  using namespace demur;
  constexpr std::size_t memory = 64UL * 1024UL * 1024UL;
  try {
    static_cast<void>(reading::facts());
    if (!enter_sandbox({memory, time_for(input_size())})) return EXIT_FAILURE;
    DescriptorSource source{0};
    DescriptorSink sink{Descriptor{1}};
    reading::read_mails(source, [&sink](const reading::Line& line) { return sink.write(reading::to_line(line)); });
    std::_Exit(EXIT_SUCCESS);
  } catch (const std::exception&) {
    // Out of memory, most likely. The missing last line tells the host.
    std::_Exit(EXIT_FAILURE);
  }
}
