#include "platform/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace demur {
namespace {

using std::chrono::floor;
using std::chrono::milliseconds;

/// The number that `text` consists of, digits only.
std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || text.front() == '-' || error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

/// ".25" in milliseconds; nothing where it isn't a fraction of one to nine digits.
std::optional<int> fraction(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() != '.' || text.size() < 2 || text.size() > 10 || !digits(text.substr(1))) return std::nullopt;
  const std::string padded = std::string(text.substr(1)) + "00";
  return digits(std::string_view(padded).substr(0, 3));
}

}  // namespace

Time system_now() {
  return floor<milliseconds>(std::chrono::system_clock::now());
}

std::string to_rfc3339(Time time) {
  const auto day = floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 32> text{};
  // The text always fits, so there is nothing to check.
  static_cast<void>(std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                                  static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                                  static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()),
                                  static_cast<int>(clock.subseconds().count())));
  return text.data();
}

std::optional<Time> from_rfc3339(std::string_view text) {
  constexpr std::string_view shape = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < shape.size() + 1 || text.back() != 'Z') return std::nullopt;
  for (std::size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != 'd' && shape[i] != text[i]) return std::nullopt;
  const auto part = [&](std::size_t from, std::size_t length) { return digits(text.substr(from, length)); };
  const auto year = part(0, 4), month = part(5, 2), day = part(8, 2), hour = part(11, 2), minute = part(14, 2),
             second = part(17, 2);
  const auto millis = fraction(text.substr(shape.size(), text.size() - shape.size() - 1));
  if (!year || !month || !day || !hour || !minute || !second || !millis) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
         std::chrono::seconds{*second} + milliseconds{*millis};
}

}  // namespace demur
