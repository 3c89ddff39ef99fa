#include "platform/sandbox.hpp"

#include <windows.h>

#include "platform/confinement_windows.hpp"

namespace demur {
namespace {

/// A job around this process alone, beside that of whoever started it: its memory and its time.
bool set_limits(const SandboxLimits& limits) {
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION information{};
  information.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_ACTIVE_PROCESS | JOB_OBJECT_LIMIT_PROCESS_TIME |
                                                 JOB_OBJECT_LIMIT_PROCESS_MEMORY |
                                                 JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
  information.BasicLimitInformation.ActiveProcessLimit = 1;
  // In units of 100 ns.
  constexpr std::int64_t second = 10'000'000;
  information.BasicLimitInformation.PerProcessUserTimeLimit.QuadPart = limits.processor.count() * second;
  information.ProcessMemoryLimit = limits.memory;
  // Never closed: it holds as long as the process.
  const auto job = Handle{::CreateJobObjectW(nullptr, nullptr)}.release();
  return job != nullptr &&
         ::SetInformationJobObject(job, JobObjectExtendedLimitInformation, &information, sizeof(information)) != 0 &&
         ::AssignProcessToJobObject(job, ::GetCurrentProcess()) != 0;
}

/// What the starter may have left out; each is a further barrier.
void close_ways() {
  PROCESS_MITIGATION_DYNAMIC_CODE_POLICY code{};
  code.ProhibitDynamicCode = 1;
  ::SetProcessMitigationPolicy(ProcessDynamicCodePolicy, &code, sizeof(code));
  PROCESS_MITIGATION_EXTENSION_POINT_DISABLE_POLICY extensions{};
  extensions.DisableExtensionPoints = 1;
  ::SetProcessMitigationPolicy(ProcessExtensionPointDisablePolicy, &extensions, sizeof(extensions));
  PROCESS_MITIGATION_IMAGE_LOAD_POLICY images{};
  images.NoRemoteImages = 1;
  images.NoLowMandatoryLabelImages = 1;
  ::SetProcessMitigationPolicy(ProcessImageLoadPolicy, &images, sizeof(images));
}

}  // namespace

bool enter_sandbox(const SandboxLimits& limits) {
  close_ways();
  return set_limits(limits);
}

void give_up_rights(const KeptRights& /*kept*/) {}

SandboxSupport sandbox_support() {
  SandboxSupport support;
  support.has_app_container = AppContainer{}.sid() != nullptr;
  return support;
}

}  // namespace demur
