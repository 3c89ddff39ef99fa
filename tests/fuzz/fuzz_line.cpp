// Any bytes as a line from the reader, which the host reads even though the reader may have been taken over.
#include <cstdlib>

#include "listener.hpp"

using namespace demur;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto line = reading::read_line(test::as_text(bytes, size));
  if (!line) return 0;
  const auto text = reading::to_line(*line);
  const auto back = reading::read_line(text);
  if (!back || reading::to_line(*back) != text) std::abort();
  return 0;
}
