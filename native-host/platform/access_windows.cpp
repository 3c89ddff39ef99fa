#include "platform/access_windows.hpp"

#include <aclapi.h>

#include "platform/long_path_windows.hpp"

namespace demur {
namespace {

using std::filesystem::path;

constexpr DWORD running = FILE_GENERIC_READ | FILE_GENERIC_EXECUTE;

bool give_leave_for(const path& place, PSID container) {
  const auto security = security_of(place);
  // Without a list there is nothing to add to: a list of one would take the place from everybody else.
  if (security.access == nullptr) return false;
  if (lets_run(security.access, container)) return true;
  const auto list = with_leave_to_run(security.access, container);
  auto name = long_path(place);
  return list && ::SetNamedSecurityInfoW(name.data(), SE_FILE_OBJECT, DACL_SECURITY_INFORMATION, nullptr, nullptr,
                                         list.get(), nullptr) == ERROR_SUCCESS;
}

}  // namespace

Security security_of(const path& place) {
  Security security;
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  ::GetNamedSecurityInfoW(long_path(place).c_str(), SE_FILE_OBJECT,
                          OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION, &security.owner, nullptr,
                          &security.access, nullptr, &descriptor);
  security.memory.reset(descriptor);
  return security;
}

bool lets_run(PACL access, PSID container) {
  for (DWORD i = 0; access != nullptr && i < access->AceCount; ++i) {
    void* entry = nullptr;
    if (::GetAce(access, i, &entry) == 0) continue;
    auto* allowed = static_cast<ACCESS_ALLOWED_ACE*>(entry);
    if (allowed->Header.AceType != ACCESS_ALLOWED_ACE_TYPE || (allowed->Header.AceFlags & INHERIT_ONLY_ACE) != 0 ||
        (allowed->Mask & running) != running)
      continue;
    PSID who = &allowed->SidStart;
    if (::EqualSid(who, container) != 0 || ::IsWellKnownSid(who, WinBuiltinAnyPackageSid) != 0) return true;
  }
  return false;
}

std::unique_ptr<ACL, LocalMemory> with_leave_to_run(PACL access, PSID container) {
  EXPLICIT_ACCESSW leave{};
  leave.grfAccessPermissions = running;
  leave.grfAccessMode = GRANT_ACCESS;
  leave.grfInheritance = NO_INHERITANCE;
  leave.Trustee.TrusteeForm = TRUSTEE_IS_SID;
  leave.Trustee.TrusteeType = TRUSTEE_IS_UNKNOWN;
  // How the system takes a SID in the place of a name.
  leave.Trustee.ptstrName = static_cast<LPWSTR>(container);
  PACL made = nullptr;
  if (::SetEntriesInAclW(1, &leave, access, &made) != ERROR_SUCCESS) made = nullptr;
  return std::unique_ptr<ACL, LocalMemory>{made};
}

bool give_leave_to_run(const path& program, PSID container) {
  // Windows' loader looks around beside a program; it does without where it may not.
  give_leave_for(program.parent_path(), container);
  return give_leave_for(program, container);
}

}  // namespace demur
