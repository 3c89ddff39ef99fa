#pragma once
#include <string>
#include <string_view>

/// Windows takes and gives text in UTF-16, Demur keeps it in UTF-8.
namespace demur {

std::wstring to_wide(std::string_view text);
std::string from_wide(std::wstring_view text);

}  // namespace demur
