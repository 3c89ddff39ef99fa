#include "platform/arguments.hpp"

namespace demur {

std::vector<std::string> take_arguments(int count, char** values) {
  return {values + 1, values + count};
}

}  // namespace demur
