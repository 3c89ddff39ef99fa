// Any bytes as a file of an unpacked download. Compiled for each markup.
#include "kinds.hpp"
#include "listener.hpp"
#include "reading/downloads/download_reader.hpp"

using namespace demur;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return -1;
  const auto input = test::as_text(bytes, size);
  test::MemoryAccess file{input.substr(1)};
  test::Listener listener;
  reading::read_download_file(file, test::file_name(input.front(), DEMUR_FILE_ENDING), [&listener](const auto& line) {
    listener.hear(line);
    return true;
  });
  return 0;
}
