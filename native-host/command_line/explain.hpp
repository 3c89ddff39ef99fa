#pragma once
#include <array>
#include <string>
#include <string_view>

#include "platform/error.hpp"

namespace demur::command_line {

/// A code and what it means to the person at the command line.
struct Phrase {
  std::string_view code;
  std::string_view text;
};

/// The text for a code; empty if there is none.
template <std::size_t size>
constexpr std::string_view phrase_for(const std::array<Phrase, size>& phrases, std::string_view code) {
  for (const auto& phrase : phrases)
    if (phrase.code == code) return phrase.text;
  return {};
}

/// What an error means, in a sentence, and what to do about it.
std::string explain(const Error& error);

/// Why an entry breaks the chain of a history: a reason of `history::Break`.
std::string_view explain_break(std::string_view reason);

}  // namespace demur::command_line
