#include "platform/confinement_windows.hpp"

#include <array>
#include <cstdint>

namespace demur {
namespace {

constexpr const wchar_t* container = L"Demur.Reader";

using Create = HRESULT(WINAPI*)(PCWSTR, PCWSTR, PCWSTR, PSID_AND_ATTRIBUTES, DWORD, PSID*);
using Derive = HRESULT(WINAPI*)(PCWSTR, PSID*);

/// A function that not every Windows has.
template <typename Function>
Function optional_function(const wchar_t* library, const char* name) {
  auto* const loaded = ::LoadLibraryExW(library, nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (loaded == nullptr) return nullptr;
  // The system gives every function as the same type.
  return reinterpret_cast<Function>(reinterpret_cast<void*>(::GetProcAddress(loaded, name)));  // NOLINT
}

/// The SID of the low integrity level, S-1-16-4096.
bool lower_integrity(HANDLE token) {
  SID_IDENTIFIER_AUTHORITY authority = SECURITY_MANDATORY_LABEL_AUTHORITY;
  PSID low = nullptr;
  if (::AllocateAndInitializeSid(&authority, 1, SECURITY_MANDATORY_LOW_RID, 0, 0, 0, 0, 0, 0, 0, &low) == 0)
    return false;
  TOKEN_MANDATORY_LABEL label{{low, SE_GROUP_INTEGRITY}};
  const bool is_done = ::SetTokenInformation(token, TokenIntegrityLevel, &label,
                                             static_cast<DWORD>(sizeof(label)) + ::GetLengthSid(low)) != 0;
  ::FreeSid(low);
  return is_done;
}

}  // namespace

Handle make_job(bool is_confined) {
  Handle job{::CreateJobObjectW(nullptr, nullptr)};
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (is_confined) {
    limits.BasicLimitInformation.LimitFlags |=
        JOB_OBJECT_LIMIT_ACTIVE_PROCESS | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    limits.BasicLimitInformation.ActiveProcessLimit = 1;
  }
  if (!job || ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof(limits)) == 0)
    return Handle{};
  return job;
}

Handle make_restricted_token() {
  HANDLE opened = nullptr;
  constexpr DWORD rights = TOKEN_DUPLICATE | TOKEN_QUERY | TOKEN_ASSIGN_PRIMARY | TOKEN_ADJUST_DEFAULT;
  if (::OpenProcessToken(::GetCurrentProcess(), rights, &opened) == 0) return Handle{};
  const Handle own{opened};
  std::array<std::uint8_t, SECURITY_MAX_SID_SIZE> administrators{};
  DWORD size = administrators.size();
  if (::CreateWellKnownSid(WinBuiltinAdministratorsSid, nullptr, administrators.data(), &size) == 0) return Handle{};
  SID_AND_ATTRIBUTES denied{administrators.data(), 0};
  HANDLE restricted = nullptr;
  if (::CreateRestrictedToken(own.get(), DISABLE_MAX_PRIVILEGE, 1, &denied, 0, nullptr, 0, nullptr, &restricted) == 0)
    return Handle{};
  Handle token{restricted};
  return lower_integrity(token.get()) ? std::move(token) : Handle{};
}

AppContainer::AppContainer() {
  const auto create = optional_function<Create>(L"userenv.dll", "CreateAppContainerProfile");
  const auto derive = optional_function<Derive>(L"userenv.dll", "DeriveAppContainerSidFromAppContainerName");
  if (create == nullptr || derive == nullptr) return;
  const auto made = create(container, L"Demur", L"Reads e-mails and downloads for Demur.", nullptr, 0, &sid_);
  if (made == HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS) && FAILED(derive(container, &sid_))) sid_ = nullptr;
  if (FAILED(made) && made != HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)) sid_ = nullptr;
}

AppContainer::~AppContainer() {
  if (sid_ != nullptr) ::FreeSid(sid_);
}

}  // namespace demur
