#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>

#include "platform/sandbox.hpp"

// Locks itself in as demur-reader does, and then tries to break out in the way that its argument names. Ends with 0
// only when it could.

namespace {

bool can_make(int family) {
  return ::socket(family, SOCK_STREAM, 0) >= 0;
}

bool can_open(const char* path, int flags) {
  return ::open(path, flags, 0600) >= 0;
}

bool can_take_memory() {
  constexpr std::size_t size = 512UL * 1024UL * 1024UL;
  auto* memory = static_cast<char*>(std::malloc(size));
  if (memory == nullptr) return false;
  std::memset(memory, 1, size);
  return memory[size / 2] == 1;
}

bool can_run_for_ever() {
  volatile bool goes_on = true;
  while (goes_on) {
  }
  return true;
}

bool can_make_executable_memory() {
  return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

bool can_fork() {
  return ::fork() >= 0;
}

bool can_run_a_program() {
  char name[] = "/bin/true";
  char* arguments[] = {name, nullptr};
  return ::execv(name, arguments) == 0;
}

bool can_use(int descriptor) {
  char byte = 'x';
  return ::write(descriptor, &byte, 1) == 1;
}

bool can_move_in_file() {
  return ::lseek(0, 0, SEEK_SET) >= 0;
}

bool can_read_from_any_place() {
  char byte = 0;
  return ::pread(0, &byte, 1, 0) >= 0;
}

/// As the reader's main function does when memory runs out while its output is open.
bool can_leave_by_an_exception() {
  struct Output {
    ~Output() { ::close(STDOUT_FILENO); }
  };
  try {
    const Output output;
    const std::string endless(512UL * 1024UL * 1024UL, 'x');
    return endless.empty();
  } catch (const std::bad_alloc&) {
    return true;
  }
}

bool can_signal_parent() {
  return ::kill(::getppid(), 0) == 0;
}

}  // namespace

int main(int count, char** values) {
  const std::string attempt = count > 1 ? values[1] : "";
  // Opened before, as something that a careless host could leave open.
  const int left_open = ::open("/dev/null", O_WRONLY);
  if (!demur::enter_sandbox({64UL * 1024UL * 1024UL, std::chrono::seconds{1}})) return 2;
  const std::map<std::string, bool (*)()> attempts{
      {"internet", [] { return can_make(AF_INET); }},
      {"internet-6", [] { return can_make(AF_INET6); }},
      {"local-socket", [] { return can_make(AF_UNIX); }},
      {"write-file", [] { return can_open("/tmp/demur-captive-was-here", O_WRONLY | O_CREAT); }},
      {"read-file", [] { return can_open("/etc/hostname", O_RDONLY); }},
      {"make-folder", [] { return ::mkdir("/tmp/demur-captive-folder", 0700) == 0; }},
      {"remove-file", [] { return ::unlink("/tmp/demur-no-such-file") == 0; }},
      {"memory", can_take_memory},
      {"time", can_run_for_ever},
      {"executable-memory", can_make_executable_memory},
      {"fork", can_fork},
      {"program", can_run_a_program},
      {"move", can_move_in_file},
      {"read-anywhere", can_read_from_any_place},
      {"exception", can_leave_by_an_exception},
      {"signal", can_signal_parent}};
  const auto found = attempts.find(attempt);
  if (attempt == "left-open") return can_use(left_open) ? 0 : 1;
  if (attempt == "nothing") return 0;
  return found != attempts.end() && found->second() ? 0 : 1;
}
