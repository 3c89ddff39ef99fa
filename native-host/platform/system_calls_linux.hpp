#pragma once
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

/// What filters of system calls and Landlock's rules are made of.
/// https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html
/// https://www.kernel.org/doc/html/latest/userspace-api/landlock.html
namespace demur::system_calls {

#if defined(__x86_64__)
inline constexpr std::uint32_t architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
inline constexpr std::uint32_t architecture = AUDIT_ARCH_AARCH64;
#else
#error "Name this processor's AUDIT_ARCH, or build with sandbox_posix.cpp."
#endif

constexpr sock_filter statement(unsigned code, std::uint32_t value) {
  return {static_cast<std::uint16_t>(code), 0, 0, value};
}
constexpr sock_filter jump(unsigned code, std::uint32_t value, std::size_t if_true, std::size_t if_false) {
  return {static_cast<std::uint16_t>(code), static_cast<std::uint8_t>(if_true), static_cast<std::uint8_t>(if_false),
          value};
}

// The kernel's interfaces are variadic functions.
// NOLINTBEGIN(cppcoreguidelines-pro-type-vararg)

/// For all threads of this process and what it starts, for good. Needs PR_SET_NO_NEW_PRIVS.
inline bool filter(std::span<const sock_filter> rules) {
  // The kernel does not write to it.
  const sock_fprog program{static_cast<std::uint16_t>(rules.size()),
                           const_cast<sock_filter*>(rules.data())};  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

/// Below 1 where the kernel has none (before 5.13).
inline long landlock_version() {
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/// All file rights that a kernel with this version of Landlock knows.
inline std::uint64_t landlock_rights(long version) {
  constexpr long first_rights = 13, max_rights = 15;
  return (1ULL << static_cast<unsigned>(std::min(first_rights + version - 1, max_rights))) - 1;
}

// NOLINTEND(cppcoreguidelines-pro-type-vararg)

}  // namespace demur::system_calls
