#pragma once
#include "platform/time.hpp"

namespace demur {

/// How far this computer's local time was ahead of UTC at a moment.
std::chrono::minutes local_offset(Time moment);

}  // namespace demur
