// Any bytes as an export.
#include "listener.hpp"
#include "reading/exports/reader.hpp"

using namespace demur;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  test::MemoryAccess archive{test::as_text(bytes, size)};
  test::Listener listener;
  reading::read_export(archive, [&listener](const reading::Line& line) {
    listener.hear(line);
    return true;
  });
  return 0;
}
