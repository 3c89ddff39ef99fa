#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "platform/time.hpp"

namespace demur::history {

/// How exactly it is known when something happened. `day`: only a date in the person's own calendar, kept as midnight
/// in UTC of that date. It is a label, not a moment. `unknown`: only that it had happened by then, as where the person
/// says that Meta has confirmed an objection, but not when.
enum class Precision : std::uint8_t { instant, day, unknown };

/// A time as exactly as it is known.
struct Moment {
  Time at;
  Precision precision = Precision::instant;
};

inline const char* name_of(Precision precision) {
  if (precision == Precision::unknown) return "unknown";
  return precision == Precision::day ? "day" : "instant";
}

inline std::optional<Precision> precision_named(std::string_view name) {
  if (name == "instant") return Precision::instant;
  if (name == "unknown") return Precision::unknown;
  return name == "day" ? std::optional{Precision::day} : std::nullopt;
}

/// The last moment at which it may have happened: for a day its end in UTC. Moments are compared by this, so that
/// nothing known only by its day counts too early.
inline Time latest(Moment moment) {
  return moment.precision == Precision::day ? moment.at + std::chrono::days{1} - std::chrono::milliseconds{1}
                                            : moment.at;
}

/// How far a time may be ahead of a clock and still have come: a moment as much as clocks differ, a day as much as it
/// begins earlier in the east than in UTC.
inline std::chrono::milliseconds max_lead(Precision precision) {
  constexpr std::chrono::milliseconds clock_skew = std::chrono::minutes{10}, ahead_of_utc = std::chrono::hours{14};
  return precision == Precision::day ? ahead_of_utc : clock_skew;
}

/// As it is shown: a day has no time of day.
inline std::string to_text(Moment moment) {
  return to_rfc3339(moment.precision == Precision::day ? std::chrono::floor<std::chrono::days>(moment.at) : moment.at);
}

/// Whether a time can be a day's: midnight in UTC.
inline bool is_day(Time time) {
  return std::chrono::floor<std::chrono::days>(time) == time;
}

}  // namespace demur::history
