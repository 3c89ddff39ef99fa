#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "history/deadlines.hpp"

namespace demur::history {

/// The last event that decides what an objection's status is.
struct Outcome {
  std::string kind;
  Time at;
};

struct Status {
  std::string name;
  /// The moment of the event that made the status, or the deadline that passed.
  Time since;
};

/// Whether an event of this kind decides about the status at all; notes and letters don't.
bool is_decisive(std::string_view kind);

/// Whether a new event takes the place of the last decisive one: Meta's answers and the person's withdrawal take that
/// of what the page showed, never the other way round; among equals the later moment wins.
bool replaces(const Outcome& newer, const std::optional<Outcome>& older);

/// The status of an objection now, as manifests/protocol.json names it. Never stored.
Status status_of(Time submitted_at, const std::optional<Outcome>& outcome, const Deadlines& deadlines, Time now);

}  // namespace demur::history
