#include <sys/resource.h>

#include "platform/sandbox.hpp"

namespace demur {

bool enter_sandbox(const SandboxLimits& limits) {
  const auto seconds = static_cast<rlim_t>(limits.processor.count());
  const rlimit processor{seconds, seconds};
  return ::setrlimit(RLIMIT_CPU, &processor) == 0;
}

void give_up_rights(const KeptRights& /*kept*/) {}

SandboxSupport sandbox_support() {
  return {};
}

}  // namespace demur
