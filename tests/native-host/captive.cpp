#include <fcntl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "platform/sandbox.hpp"

// Confines itself as demur-reader does, or with "host" and two folders as demur-host does, and then tries to break out
// in the way that its last argument names. Exits with 0 only if it could.

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

bool can_run(std::string name) {
  std::string nothing = "nothing";
  char* arguments[] = {name.data(), nothing.data(), nullptr};
  return ::execv(name.c_str(), arguments) == 0;
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

bool can_make_a_pair() {
  int ends[2];
  return ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0;
}

bool can_use_io_uring() {
  alignas(8) char parameters[120]{};
  return ::syscall(SYS_io_uring_setup, 1, parameters) >= 0;
}

bool can_look_into_parent() {
  return ::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr) == 0;
}

using Attempts = std::map<std::string, std::function<bool()>>;

int try_out(const Attempts& attempts, const std::string& attempt) {
  if (attempt == "nothing") return 0;
  const auto found = attempts.find(attempt);
  return found != attempts.end() && found->second() ? 0 : 1;
}

/// What the host can do once it serves a browser, and what it can't.
int as_host(const std::filesystem::path& data, const std::filesystem::path& programs, const std::string& attempt) {
  demur::give_up_rights({data, programs});
  const auto inside = (data / "file").string(), moved = (data / "folder" / "moved").string();
  const Attempts attempts{
      {"internet", [] { return can_make(AF_INET); }},
      {"internet-6", [] { return can_make(AF_INET6); }},
      {"local-socket", [] { return can_make(AF_UNIX); }},
      {"socket-pair", can_make_a_pair},
      {"io-uring", can_use_io_uring},
      {"parent", can_look_into_parent},
      {"write-file", [&] { return can_open((data.string() + "-beside").c_str(), O_WRONLY | O_CREAT); }},
      {"change-file", [&] { return can_open((programs / "program").c_str(), O_WRONLY); }},
      {"shorten-file", [&] { return ::truncate((programs / "program").c_str(), 0) == 0; }},
      {"make-folder", [&] { return ::mkdir((data.string() + "-beside").c_str(), 0700) == 0; }},
      {"remove-file", [&] { return ::unlink((programs / "program").c_str()) == 0; }},
      {"link", [&] { return ::symlink("/etc/hostname", (data / "link").c_str()) == 0; }},
      {"shell", [] { return can_run("/bin/sh"); }},
      {"own-program", [&] { return can_run((programs / "program").string()); }},
      {"read-file", [] { return can_open("/etc/passwd", O_RDONLY); }},
      {"no-output", [] { return can_open("/dev/null", O_WRONLY); }},
      {"fork", can_fork},
      {"data",
       [&] {
         return can_open(inside.c_str(), O_WRONLY | O_CREAT) && ::mkdir((data / "folder").c_str(), 0700) == 0 &&
                ::rename(inside.c_str(), moved.c_str()) == 0 && can_open(moved.c_str(), O_WRONLY | O_TRUNC) &&
                ::unlink(moved.c_str()) == 0 && ::rmdir((data / "folder").c_str()) == 0;
       }},
  };
  return try_out(attempts, attempt);
}

}  // namespace

int main(int count, char** values) {
  const std::string attempt = count > 1 ? values[count - 1] : "";
  if (count == 5 && std::string_view{values[1]} == "host") return as_host(values[2], values[3], attempt);
  // Opened before, like something that a careless host could leave open.
  const int left_open = ::open("/dev/null", O_WRONLY);
  if (!demur::enter_sandbox({64UL * 1024UL * 1024UL, std::chrono::seconds{1}})) return 2;
  const Attempts attempts{{"internet", [] { return can_make(AF_INET); }},
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
                          {"program", [] { return can_run("/bin/true"); }},
                          {"move", can_move_in_file},
                          {"read-anywhere", can_read_from_any_place},
                          {"exception", can_leave_by_an_exception},
                          {"signal", can_signal_parent}};
  return attempt == "left-open" ? (can_use(left_open) ? 0 : 1) : try_out(attempts, attempt);
}
