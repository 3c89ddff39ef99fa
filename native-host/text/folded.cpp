#include "text/folded.hpp"

#include <utf8proc.h>

#include <cstdlib>
#include <memory>

namespace demur {
namespace {

/// The types are the library's. https://juliastrings.github.io/utf8proc/doc/
std::string mapped_by(utf8proc_option_t options, std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),  // NOLINT
                                   static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned{mapped, std::free};
  if (length < 0) return std::string(text);
  return {reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(length)};  // NOLINT
}

}  // namespace

std::string folded(std::string_view text) {
  constexpr auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
  return mapped_by(options, text);
}

std::string composed(std::string_view text) {
  return mapped_by(static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE), text);
}

}  // namespace demur
