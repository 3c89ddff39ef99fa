#include "history/deadlines.hpp"

#include <algorithm>
#include <array>

namespace demur::history {
namespace {

using namespace std::chrono;

/// Easter Sunday in the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher.
sys_days easter(year y) {
  const int whole = static_cast<int>(y);
  const int a = whole % 19, b = whole / 100, c = whole % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return sys_days{y / month{static_cast<unsigned>(f / 31)} / day{static_cast<unsigned>(f % 31 + 1)}};
}

/// St Brigid's Day: the first Monday of February, or 1 February where that is a Friday.
sys_days saint_brigid(year y) {
  const sys_days first{y / February / 1};
  return weekday{first} == Friday ? first : sys_days{y / February / Monday[1]};
}

/// The public holidays of Ireland: Organisation of Working Time Act 1997, Second Schedule, and S.I. No. 50/2022.
bool is_holiday(sys_days date) {
  const year y = year_month_day{date}.year();
  const std::array<sys_days, 10> holidays{
      sys_days{y / January / 1},        saint_brigid(y),
      sys_days{y / March / 17},         easter(y) + days{1},
      sys_days{y / May / Monday[1]},    sys_days{y / June / Monday[1]},
      sys_days{y / August / Monday[1]}, sys_days{y / October / Monday[last]},
      sys_days{y / December / 25},      sys_days{y / December / 26},
  };
  return std::find(holidays.begin(), holidays.end(), date) != holidays.end();
}

bool is_working_day(sys_days date) {
  const weekday name{date};
  return name != Saturday && name != Sunday && !is_holiday(date);
}

/// Irish summer time by Directive 2000/84/EC: an hour ahead from the last Sunday of March to the last of October, each
/// 01:00 UTC.
hours irish_offset(Time moment) {
  const year y = year_month_day{floor<days>(moment)}.year();
  const auto begin = sys_days{y / March / Sunday[last]} + hours{1};
  const auto end = sys_days{y / October / Sunday[last]} + hours{1};
  return moment >= begin && moment < end ? hours{1} : hours{0};
}

sys_days a_month_later(sys_days date) {
  const year_month_day start{date};
  const year_month_day same = start + months{1};
  return same.ok() ? sys_days{same} : sys_days{same.year() / same.month() / last};
}

/// The last millisecond of a day in Ireland.
Time end_of(sys_days date) {
  const Time midnight = date + days{1};
  return midnight - irish_offset(midnight - hours{1}) - milliseconds{1};
}

}  // namespace

std::chrono::sys_days irish_day(Time moment) {
  return floor<days>(moment + irish_offset(moment));
}

Deadlines deadlines_for(Moment submitted_at) {
  const auto sent = latest(submitted_at);
  auto due = a_month_later(irish_day(sent));
  while (!is_working_day(due)) due += days{1};
  return {sent + confirmation_time, end_of(due), submitted_at.precision};
}

Time first_not_overdue(Time now) {
  // A later submission is never due earlier, and a month is never this long.
  constexpr days long_ago{100};
  Time overdue = now - long_ago, not_overdue = now;
  while (not_overdue - overdue > milliseconds{1}) {
    const auto middle = overdue + (not_overdue - overdue) / 2;
    (deadlines_for({middle}).answer_due_by < now ? overdue : not_overdue) = middle;
  }
  return not_overdue;
}

}  // namespace demur::history
