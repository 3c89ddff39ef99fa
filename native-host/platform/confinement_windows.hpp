#pragma once
#include "platform/windows_handle.hpp"

/// What a process is started without, and what it is confined in: on Windows most of that is up to whoever starts it.
namespace demur {

/// A job: its processes end with this one, or with the object. A confined one can start no other. Limits on
/// the desktop aren't set: a job with them can't be made inside a browser's job.
/// https://learn.microsoft.com/windows/win32/api/jobapi2/nf-jobapi2-assignprocesstojobobject
Handle make_job(bool is_confined);

/// This process's token without privileges or administrator rights, at low integrity: it can write nowhere in the
/// person's profile.
Handle make_restricted_token();

/// The identity under which the reader is confined, an AppContainer without capabilities: none of the person's files
/// and no network are open to it. https://learn.microsoft.com/windows/win32/secauthz/appcontainer-isolation
class AppContainer {
 public:
  AppContainer();
  AppContainer(const AppContainer&) = delete;
  AppContainer& operator=(const AppContainer&) = delete;
  ~AppContainer();
  /// Null where the system has none.
  [[nodiscard]] PSID sid() const { return sid_; }

 private:
  PSID sid_ = nullptr;
};

}  // namespace demur
