#include "text/ids.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur {

bool is_uuid(std::string_view text) {
  constexpr std::string_view shape = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char place) { return place == '-' ? c == '-' : is_hex_digit(c); });
}

std::string to_uuid(std::array<unsigned char, 16> bytes, UuidVersion version) {
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | (static_cast<unsigned>(version) << 4U));
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
  auto text = to_hex({reinterpret_cast<const char*>(bytes.data()), bytes.size()});  // NOLINT(*-reinterpret-cast)
  for (const std::size_t hyphen : {8U, 13U, 18U, 23U}) text.insert(hyphen, 1, '-');
  return text;
}

}  // namespace demur
