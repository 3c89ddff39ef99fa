#pragma once
#include <cstdint>
#include <set>
#include <string>

namespace demur::history {

/// Finds the entries that ends of chains follow from, however long the chains are. Each entry must be given after those
/// that follow it, as when chains are read from their last position to their first.
class Ancestors {
 public:
  /// By their hashes.
  explicit Ancestors(std::set<std::string> ends) : wanted_(std::move(ends)) {}

  /// Whether an entry is one of the ends, or an end follows from it.
  bool take(std::int64_t position, const std::string& hash, const std::string& previous_hash);

  /// Whether the ends and all that they follow from have been given.
  [[nodiscard]] bool are_all_there() const { return wanted_.empty(); }

 private:
  std::set<std::string> wanted_;  ///< Those still to come.
};

}  // namespace demur::history
