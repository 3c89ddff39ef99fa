#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/corrections.hpp"
#include "history/deadlines.hpp"

namespace demur::history {

/// The event that decides what an objection's status is.
struct Outcome {
  std::string kind;
  Moment when;
};

struct Status {
  std::string name;
  /// The time of the event that made the status, or the deadline that passed.
  Moment since;
};

/// Whether an event of this kind affects the status at all; notes and reminders don't.
bool is_decisive(std::string_view kind);

/// Which of an objection's events that count, given in order, decides: the withdrawal; else Meta's last answer whose
/// meaning is known; else that Meta wrote at all; else the last thing that the page showed.
std::optional<std::size_t> deciding_event(const std::vector<Fact>& events);

/// The same event, as far as the status needs it.
std::optional<Outcome> outcome_of(const std::vector<Fact>& events);

/// The status of an objection now, as manifests/protocol.json names it. Never stored.
Status status_of(Moment submitted_at, const std::optional<Outcome>& outcome, Time now);

}  // namespace demur::history
