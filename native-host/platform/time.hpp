#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace demur {

/// A moment, in milliseconds since 1970, UTC.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Gives the current time. Injected, so that deadlines can be tested.
using Clock = std::function<Time()>;

/// The system's clock.
Time system_now();

/// A moment as RFC 3339 in UTC with milliseconds: always 24 characters, so that texts sort like moments.
std::string to_rfc3339(Time time);

/// Reads RFC 3339 in UTC ("2026-11-23T09:00:00Z", with up to nine decimals, cut to milliseconds). Nothing for anything
/// else, such as 31 February.
std::optional<Time> from_rfc3339(std::string_view text);

/// Whether a time is plausible: Demur keeps nothing from before 1970 or after 2100.
constexpr bool is_in_range(Time time) {
  constexpr std::chrono::sys_days first{std::chrono::year{1970} / 1 / 1}, end{std::chrono::year{2101} / 1 / 1};
  return time >= first && time < end;
}

}  // namespace demur
