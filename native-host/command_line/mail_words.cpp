#include "command_line/mail_words.hpp"

#include <fmt/core.h>

#include "platform/streams.hpp"

namespace demur::command_line {

history::OnProgress percentage_for_person() {
  if (!standard_error_is_terminal()) return [](std::int64_t, std::int64_t) {};
  return [](std::int64_t done, std::int64_t total) {
    constexpr std::int64_t whole = 100;
    fmt::print(stderr, "\r{} %{}", total == 0 ? whole : done * whole / total, done == total ? "\n" : "");
  };
}

}  // namespace demur::command_line
