#pragma once
#include <array>
#include <string>
#include <string_view>

#include "platform/error.hpp"

namespace demur::command_line {

/// A code and what it means to the person at the command line.
struct Words {
  std::string_view code;
  const char* text;
};

/// The text of a code; empty for one that is not among them.
template <std::size_t size>
const char* in_words(const std::array<Words, size>& all, std::string_view code) {
  for (const auto& known : all)
    if (known.code == code) return known.text;
  return "";
}

/// What an error means, in a sentence.
std::string in_words(const Error& error);

}  // namespace demur::command_line
