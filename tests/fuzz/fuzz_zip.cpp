// Any bytes as a download.
#include "listener.hpp"
#include "reading/downloads/download_reader.hpp"

using namespace demur;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  test::MemoryAccess archive{test::as_text(bytes, size)};
  test::Listener listener;
  reading::read_download(archive, [&listener](const reading::Line& line) {
    listener.hear(line);
    return true;
  });
  return 0;
}
