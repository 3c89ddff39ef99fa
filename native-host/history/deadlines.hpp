#pragma once
#include "history/moment.hpp"

namespace demur::history {

/// The longest that most people wait for Meta's e-mail.
inline constexpr std::chrono::hours confirmation_time{48};

/// By when something should have come from Meta. Where only the day of sending is known, both are ends of days.
struct Deadlines {
  /// 48 hours after the objection: by then most people have had Meta's e-mail.
  Time confirmation_expected_by;
  /// The end of the one month of GDPR Art. 12(3).
  Time answer_due_by;
  Precision precision = Precision::instant;
};

/// The deadlines of an objection that Meta received then; at the end of the day where only that is known. The month is
/// counted as Regulation (EEC, Euratom) No 1182/71 says, Art. 3: the day of receipt does not count; the period ends
/// with the last hour of the same date of the next month, or of that month's last day; on a Saturday, Sunday or public
/// holiday it ends with the next working day. Days and holidays are Ireland's, where Meta Platforms Ireland Limited has
/// to act (Art. 2(1)).
Deadlines deadlines_for(Moment submitted_at);

/// The day that a moment falls on in Ireland, where Meta's time limits are counted.
std::chrono::sys_days irish_day(Time moment);

/// The earliest submission whose answer is not overdue but due now or later.
Time first_not_overdue(Time now);

}  // namespace demur::history
