#pragma once
#include <array>
#include <string>
#include <string_view>

/// UUIDs as text (https://www.rfc-editor.org/rfc/rfc9562), always in lower case.
namespace demur {

/// How the bits of a UUID are made: at random, or in its maker's own way.
enum class UuidVersion : unsigned char { random = 4, custom = 8 };

/// Whether a text has the form of a UUID, of any version.
bool is_uuid(std::string_view text);

/// The UUID with these bits, except those that give its version and variant.
std::string to_uuid(std::array<unsigned char, 16> bytes, UuidVersion version);

}  // namespace demur
