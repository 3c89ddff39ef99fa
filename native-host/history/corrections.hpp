#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "history/moment.hpp"

namespace demur::history {

/// An event, as far as it matters for the objection's status.
struct Fact {
  std::string id;
  std::string kind;
  Moment when;
  std::string corrects;  ///< Of `corrected`: the id of the event that was a mistake.
  bool is_set_aside;     ///< It came with another computer's history, and the person has not agreed to it.
};

/// Whether an event counts.
enum class Counts : std::uint8_t { yes, corrected, not_agreed };

/// For each of an objection's events whether it counts: it does unless a correction that counts names it. Times don't
/// matter. Corrections that take back each other in a circle have no effect.
std::vector<Counts> counts_of(const std::vector<Fact>& events);

}  // namespace demur::history
