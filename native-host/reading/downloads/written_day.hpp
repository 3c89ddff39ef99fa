#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace demur::reading {

/// The day that a text gives, as the pages of a download write it in the language of the account, with nothing else but
/// a time of day: "Jul 09, 2024 10:46:03 am", "9 juillet 2024, 10:46", "2024 m. liepos 9 d.". The words are in
/// manifests/written-days.json. Nothing where the text says more, where the month is a number, or where it would be
/// another day in another language: "9 lis 2024" is in November in Polish, and in October in Croatian.
std::optional<std::chrono::year_month_day> written_day(std::string_view text);

}  // namespace demur::reading
