#include <fcntl.h>
#include <sys/auxv.h>

#include <array>
#include <cerrno>
#include <cstddef>

#include "platform/sandbox.hpp"
#include "platform/streams.hpp"
#include "platform/system_calls_linux.hpp"

// The kernel's interfaces are variadic functions.
// NOLINTBEGIN(cppcoreguidelines-pro-type-vararg)

namespace demur {
namespace {

/// Ways to the network, to other programs, and into the memory of other processes. io_uring has ways of its own.
constexpr std::array<std::uint32_t, 19> refused{SYS_socket,
                                                SYS_socketpair,
                                                SYS_connect,
                                                SYS_bind,
                                                SYS_listen,
                                                SYS_accept,
                                                SYS_accept4,
                                                SYS_sendto,
                                                SYS_sendmsg,
                                                SYS_sendmmsg,
                                                SYS_recvfrom,
                                                SYS_recvmsg,
                                                SYS_recvmmsg,
                                                SYS_io_uring_setup,
                                                SYS_ptrace,
                                                SYS_process_vm_readv,
                                                SYS_process_vm_writev,
                                                SYS_pidfd_getfd,
                                                SYS_bpf};

constexpr std::size_t rights_filter_length = 6 + refused.size();

constexpr std::array<sock_filter, rights_filter_length> make_rights_filter() {
  constexpr unsigned load = BPF_LD | BPF_W | BPF_ABS, equal = BPF_JMP | BPF_JEQ | BPF_K,
                     at_least = BPF_JMP | BPF_JGE | BPF_K, answer = BPF_RET | BPF_K;
  // The same calls under other numbers, for programs with 32-bit pointers on x86-64 (x32).
  constexpr std::uint32_t first_x32 = 0x40000000;
  constexpr std::size_t refuse = rights_filter_length - 1;
  std::array<sock_filter, rights_filter_length> filter{};
  std::size_t i = 0;
  const auto to_refuse = [&i] { return refuse - i - 1; };
  filter.at(i++) = system_calls::statement(load, offsetof(seccomp_data, arch));
  filter.at(i) = system_calls::jump(equal, system_calls::architecture, 0, to_refuse());
  ++i;
  filter.at(i++) = system_calls::statement(load, offsetof(seccomp_data, nr));
  filter.at(i) = system_calls::jump(at_least, first_x32, to_refuse(), 0);
  ++i;
  for (const auto call : refused) {
    filter.at(i) = system_calls::jump(equal, call, to_refuse(), 0);
    ++i;
  }
  filter.at(i++) = system_calls::statement(answer, SECCOMP_RET_ALLOW);
  filter.at(i) = system_calls::statement(answer, SECCOMP_RET_ERRNO | EACCES);
  return filter;
}

constexpr std::uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t truncating = 1ULL << 14U;  // LANDLOCK_ACCESS_FS_TRUNCATE, newer than Debian's headers
constexpr std::uint64_t writing = LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                  LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                  LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_REFER | truncating;

/// Rights that are taken away everywhere except where they are granted.
class Ruleset {
 public:
  explicit Ruleset(std::uint64_t handled) : handled_(handled), descriptor_(create(handled)) {}

  /// Where there is no such place, there is nothing to grant.
  void grant(const std::filesystem::path& place, std::uint64_t rights) const {
    const Descriptor opened{::open(place.c_str(), O_PATH | O_CLOEXEC)};
    const landlock_path_beneath_attr rule{rights & handled_, opened.number()};
    ::syscall(SYS_landlock_add_rule, descriptor_.number(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  }
  void apply() const { ::syscall(SYS_landlock_restrict_self, descriptor_.number(), 0); }

 private:
  static int create(std::uint64_t handled) {
    const landlock_ruleset_attr attributes{handled};
    return static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes), 0));
  }

  std::uint64_t handled_;
  Descriptor descriptor_;
};

/// A dynamically linked program needs the loader for the programs that it starts, too, and the loader can start any.
bool has_loader() {
  return ::getauxval(AT_BASE) != 0;
}

void keep_files(const KeptRights& kept) {
  const auto version = system_calls::landlock_version();
  if (version < 1) return;
  auto handled = system_calls::landlock_rights(version) & ~reading;
  if (has_loader()) handled &= ~static_cast<std::uint64_t>(LANDLOCK_ACCESS_FS_EXECUTE);
  const Ruleset ruleset{handled};
  ruleset.grant(kept.data, writing);
  ruleset.grant(kept.programs, LANDLOCK_ACCESS_FS_EXECUTE);
  // Children have it as their standard error.
  ruleset.grant("/dev/null", LANDLOCK_ACCESS_FS_WRITE_FILE);
  ruleset.apply();
}

}  // namespace

void give_up_rights(const KeptRights& kept) {
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return;
  if (std::filesystem::is_directory(kept.data)) keep_files(kept);
  static constexpr auto rules = make_rights_filter();
  system_calls::filter(rules);
}

}  // namespace demur

// NOLINTEND(cppcoreguidelines-pro-type-vararg)
