#include <exception>

#include "command_line/command_line.hpp"
#include "platform/log.hpp"

int main(int count, char** values) {
  try {
    return demur::command_line::run({values + 1, values + count});
  } catch (const std::exception&) {
    // The text of a foreign exception may hold a path or an address: it is not logged.
    demur::log::warn("the program had to stop");
    return demur::command_line::failure;
  }
}
