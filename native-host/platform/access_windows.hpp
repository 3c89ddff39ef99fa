#pragma once
#include <windows.h>

#include <filesystem>
#include <memory>

/// Who may use a file or folder.
namespace demur {

struct LocalMemory {
  void operator()(void* memory) const { ::LocalFree(memory); }
};

/// Who owns a file or folder and who may use it; null where the system doesn't say. `memory` keeps the pointers alive.
struct Security {
  std::unique_ptr<void, LocalMemory> memory;
  PSID owner = nullptr;
  PACL access = nullptr;
};

Security security_of(const std::filesystem::path& place);

/// Whether the list lets this AppContainer, or every one, read and run. A missing list does not count as leave.
bool lets_run(PACL access, PSID container);

/// The list with an entry that lets them read and run. Null where it can't be made.
std::unique_ptr<ACL, LocalMemory> with_leave_to_run(PACL access, PSID container);

/// Lets an AppContainer read and run a program and look into its folder, where it may not yet. Returns whether it may
/// run the program: someone who may not change its access list can't grant that.
bool give_leave_to_run(const std::filesystem::path& program, PSID container);

}  // namespace demur
