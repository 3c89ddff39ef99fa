#pragma once
#include <functional>
#include <string_view>

namespace demur::reading {

/// Calls `take` with each phrase of a line as manifests/mail-words write them: phrases stand between " | ", and
/// "(a|b)" within one for either, so that "accept(|ed) it" is "accept it" and "accepted it".
void each_phrase(std::string_view line, const std::function<void(std::string_view)>& take);

}  // namespace demur::reading
