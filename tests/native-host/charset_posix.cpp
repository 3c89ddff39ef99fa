#include <iconv.h>

#include "charset.hpp"

namespace demur::test {

std::optional<std::string> converted(std::string text, const std::string& charset) {
  auto* const converter = ::iconv_open(charset.c_str(), "UTF-8");
  if (converter == iconv_t(-1)) return std::nullopt;
  std::string result(text.size() * 4, '\0');
  char *in = text.data(), *out = result.data();
  std::size_t in_left = text.size(), out_left = result.size();
  const auto status = ::iconv(converter, &in, &in_left, &out, &out_left);
  ::iconv_close(converter);
  result.resize(result.size() - out_left);
  return status == 0 ? std::optional{result} : std::nullopt;
}

}  // namespace demur::test
