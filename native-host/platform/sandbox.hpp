#pragma once
#include <chrono>
#include <cstddef>
#include <filesystem>

namespace demur {

struct SandboxLimits {
  std::size_t memory;              ///< Address space, in bytes.
  std::chrono::seconds processor;  ///< Processor time.
};

/// Confines this process for good: from now on it can read, write and close the files that it has open, allocate memory
/// up to the limit, and exit. It can't open or start anything, or reach a network; trying kills it. All descriptors but
/// the three standard ones are closed. It dies with the process that started it. False where the system can't do that;
/// then nothing untrusted may be read. On Windows most of it is done by whoever starts it (Program::is_confined): this
/// sets the limits and gives up the rest. Elsewhere there are only the limits.
bool enter_sandbox(const SandboxLimits& limits);

/// What the host goes on doing while it serves a browser.
struct KeptRights {
  std::filesystem::path data;      ///< It writes only in this folder, which must exist.
  std::filesystem::path programs;  ///< It starts only programs in this folder.
};

/// Gives up for good, for this process and what it starts, all that the host doesn't need: sockets of any kind, the
/// memory of other processes, writing and starting programs elsewhere. It still reads what the person can read. Linux
/// only, as far as the kernel supports it (`sandbox_support`). A thread that is already running loses only the sockets.
void give_up_rights(const KeptRights& kept);

/// What the system has for this; what only other systems have is false.
struct SandboxSupport {
  bool has_seccomp = false;        ///< Linux: system calls can be filtered; without it nothing untrusted is read.
  bool has_landlock = false;       ///< Linux: a second barrier around files.
  bool has_app_container = false;  ///< Windows: an identity that no file and no network is open to.
};
SandboxSupport sandbox_support();

}  // namespace demur
