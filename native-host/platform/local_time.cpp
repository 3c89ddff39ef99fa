#include "platform/local_time.hpp"

#include <ctime>

namespace demur {

std::chrono::minutes local_offset(Time moment) {
  using namespace std::chrono;
  const auto seconds_since_1970 = static_cast<std::time_t>(floor<seconds>(moment).time_since_epoch().count());
  const auto* local = std::localtime(&seconds_since_1970);
  if (local == nullptr) return minutes{0};
  const year_month_day date{year{local->tm_year + 1900}, month{static_cast<unsigned>(local->tm_mon + 1)},
                            day{static_cast<unsigned>(local->tm_mday)}};
  const auto shown = sys_days{date} + hours{local->tm_hour} + minutes{local->tm_min} + seconds{local->tm_sec};
  return round<minutes>(shown - floor<seconds>(moment));
}

}  // namespace demur
