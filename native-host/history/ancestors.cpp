#include "history/ancestors.hpp"

namespace demur::history {

bool Ancestors::take(std::int64_t position, const std::string& hash, const std::string& previous_hash) {
  if (wanted_.erase(hash) == 0) return false;
  if (position > 1) wanted_.insert(previous_hash);
  return true;
}

}  // namespace demur::history
