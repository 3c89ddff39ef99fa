#pragma once
#include <cstddef>
#include <string_view>

namespace demur::reading {

/// The longest name in the table.
inline constexpr std::size_t max_character_name = 22;

/// The character that a named reference such as "ccaron" stands for, without its "&" and ";"; U+0000 for an unknown
/// name.
char32_t named_character(std::string_view name);

}  // namespace demur::reading
