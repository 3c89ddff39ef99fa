// Any bytes as mail.
#include "listener.hpp"
#include "reading/mail/mail_reader.hpp"

using namespace demur;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  MemorySource source{test::as_text(bytes, size)};
  test::Listener listener;
  reading::read_mails(source, [&listener](const reading::Line& line) {
    listener.hear(line);
    return true;
  });
  return 0;
}
