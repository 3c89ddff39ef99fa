#pragma once
#include <windows.h>

#include <filesystem>
#include <memory>

/// Who may use a file or folder.
namespace demur {

struct LocalMemory {
  void operator()(void* memory) const { ::LocalFree(memory); }
};

/// Who owns a place and who may use it; null where the system doesn't say. The pointers live as long as the memory.
struct Security {
  std::unique_ptr<void, LocalMemory> memory;
  PSID owner = nullptr;
  PACL access = nullptr;
};

Security security_of(const std::filesystem::path& place);

/// Whether the list names them, or every AppContainer, as ones who may read and run. No list is not taken for leave.
bool lets_run(PACL access, PSID container);

/// The list, and that they may read and run. Null where it can't be made.
std::unique_ptr<ACL, LocalMemory> with_leave_to_run(PACL access, PSID container);

/// Gives an AppContainer leave to read and run a program, and to look into its folder, where it hasn't got it. Returns
/// whether it may run the program: who may not change its list can't give it.
bool give_leave_to_run(const std::filesystem::path& program, PSID container);

}  // namespace demur
