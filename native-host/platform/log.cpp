#include "platform/log.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

namespace demur::log {
namespace {

/// Made at the first warning, so that a run without one pays nothing. Its sink takes warnings from any thread.
spdlog::logger& logger() {
  static spdlog::logger instance = [] {
    spdlog::logger made{"demur-host", std::make_shared<spdlog::sinks::stderr_sink_mt>()};
    made.set_pattern("%Y-%m-%dT%H:%M:%S%z %n %l: %v");
    return made;
  }();
  return instance;
}

}  // namespace

void warn(std::string_view text) {
  logger().warn("{}", text);
}

std::string masked_address(std::string_view address) {
  const auto at = address.rfind('@');
  const auto masked = [](std::string_view part) { return std::string(part.substr(0, 1)) + "…"; };
  if (at == std::string_view::npos) return masked(address);
  return masked(address.substr(0, at)) + "@" + masked(address.substr(at + 1));
}

}  // namespace demur::log
