#pragma once
#include <string>

#include "platform/error.hpp"

namespace demur::command_line {

/// What the store's fault means, in a sentence, for the person at the command line.
std::string in_words(const Error& error);

}  // namespace demur::command_line
