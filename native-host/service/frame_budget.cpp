#include "service/frame_budget.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "wire/frames.hpp"

namespace demur::service {

std::string dumped(const nlohmann::json& object) {
  return object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::size_t budget_beside(const nlohmann::json& other) {
  constexpr std::size_t for_the_rest = 16UL * 1024UL;
  return wire::max_frame - std::min<std::size_t>(wire::max_frame, for_the_rest + dumped(other).size());
}

std::size_t room_for(const nlohmann::json& item) {
  return dumped(item).size() + 1;
}

}  // namespace demur::service
