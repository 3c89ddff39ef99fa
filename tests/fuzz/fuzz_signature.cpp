// Any bytes as a signed mail, as a key record and as a key passed to the reader.
#include "listener.hpp"
#include "reading/mail/signature.hpp"

using namespace demur;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto text = test::as_text(bytes, size);
  auto keys = reading::signing_keys();
  if (auto key = reading::read_added_key(text)) keys.push_back(std::move(*key));
  // For the signature in the seeds.
  keys.push_back({"support.facebook.com", "test", keys.front().record, true});
  static_cast<void>(reading::read_key_record(text));
  static_cast<void>(reading::check_signature(
      text, [](auto) { return true; }, keys));
  return 0;
}
