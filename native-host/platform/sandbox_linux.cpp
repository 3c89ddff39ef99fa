#include <sys/resource.h>

#include <array>
#include <csignal>
#include <cstddef>

#include "platform/sandbox.hpp"
#include "platform/system_calls_linux.hpp"

// The kernel's interfaces are variadic functions and macros that build structures.
// NOLINTBEGIN(cppcoreguidelines-pro-type-vararg)

namespace demur {
namespace {

using system_calls::jump;
using system_calls::statement;

/// What reading, writing, memory and ending need; unwinding an exception closes what was open. Executable memory is
/// refused (see below).
constexpr std::array<std::uint32_t, 15> allowed{
    SYS_read,  SYS_pread64, SYS_write,  SYS_close, SYS_brk,        SYS_munmap,       SYS_mremap,       SYS_madvise,
    SYS_futex, SYS_getpid,  SYS_gettid, SYS_exit,  SYS_exit_group, SYS_rt_sigreturn, SYS_clock_gettime};
/// Calls whose third argument says whether the memory is executable.
constexpr std::array<std::uint32_t, 2> without_execution{SYS_mmap, SYS_mprotect};
constexpr std::uint32_t executable = 4;  // PROT_EXEC

constexpr std::size_t sandbox_filter_length = 3 + allowed.size() + without_execution.size() + 5;

/// The filter for system calls, as a BPF program.
constexpr std::array<sock_filter, sandbox_filter_length> make_sandbox_filter() {
  constexpr unsigned load = BPF_LD | BPF_W | BPF_ABS, equal = BPF_JMP | BPF_JEQ | BPF_K,
                     has = BPF_JMP | BPF_JSET | BPF_K, answer = BPF_RET | BPF_K;
  // The program's end: look at the protection, allow, kill.
  constexpr std::size_t kill = sandbox_filter_length - 1, allow = kill - 1, look = allow - 2;
  std::array<sock_filter, sandbox_filter_length> filter{};
  std::size_t i = 0;
  const auto to = [&i](std::size_t line) { return line - i - 1; };
  filter.at(i++) = statement(load, offsetof(seccomp_data, arch));
  filter.at(i) = jump(equal, system_calls::architecture, 0, to(kill));
  ++i;
  filter.at(i++) = statement(load, offsetof(seccomp_data, nr));
  for (const auto call : allowed) {
    filter.at(i) = jump(equal, call, to(allow), 0);
    ++i;
  }
  for (const auto call : without_execution) {
    filter.at(i) = jump(equal, call, to(look), 0);
    ++i;
  }
  filter.at(i++) = statement(answer, SECCOMP_RET_KILL_PROCESS);
  filter.at(i++) = statement(load, offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t));
  filter.at(i) = jump(has, executable, to(kill), 0);
  ++i;
  filter.at(i++) = statement(answer, SECCOMP_RET_ALLOW);
  filter.at(i) = statement(answer, SECCOMP_RET_KILL_PROCESS);
  return filter;
}

bool limit(__rlimit_resource resource, rlim_t maximum) {
  const rlimit limits{maximum, maximum};
  return ::setrlimit(resource, &limits) == 0;
}

bool set_limits(const SandboxLimits& limits) {
  return limit(RLIMIT_AS, limits.memory) && limit(RLIMIT_CPU, static_cast<rlim_t>(limits.processor.count())) &&
         limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_CORE, 0);
}

/// A second barrier around files, where the kernel has it: every right is handled, none is granted.
void close_file_system() {
  const auto version = system_calls::landlock_version();
  if (version < 1) return;
  const landlock_ruleset_attr attributes{system_calls::landlock_rights(version)};
  const auto ruleset = ::syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0);
  if (ruleset < 0) return;
  ::syscall(SYS_landlock_restrict_self, ruleset, 0);
  ::close(static_cast<int>(ruleset));
}

}  // namespace

bool enter_sandbox(const SandboxLimits& limits) {
  if (::syscall(SYS_close_range, 3, ~0U, 0) != 0) return false;
  if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  close_file_system();
  static constexpr auto rules = make_sandbox_filter();
  return set_limits(limits) && system_calls::filter(rules);
}

SandboxSupport sandbox_support() {
  constexpr std::uint32_t action = SECCOMP_RET_KILL_PROCESS;
  SandboxSupport support;
  support.has_seccomp = ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
  support.has_landlock = system_calls::landlock_version() >= 1;
  return support;
}

}  // namespace demur

// NOLINTEND(cppcoreguidelines-pro-type-vararg)
