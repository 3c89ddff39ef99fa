#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>

#include "platform/streams.hpp"

namespace demur {

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

std::size_t DescriptorSource::read(std::span<char> buffer) {
  std::size_t done = 0;
  while (done < buffer.size()) {
    const auto count = ::read(number_, buffer.data() + done, buffer.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

bool DescriptorSink::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::write(descriptor_.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

std::optional<std::uint64_t> regular_file_size(int number) {
  struct stat status {};
  if (::fstat(number, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

bool FileAccess::read_at(std::uint64_t offset, std::span<char> buffer) {
  while (!buffer.empty()) {
    const auto count = ::pread(number_, buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    buffer = buffer.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return true;
}

Descriptor take_standard_output() {
  // A browser that went away is seen as a failed write, not as a signal.
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it can't fail for a known signal
  // The variadic interface is the system's.
  Descriptor output{::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)};  // NOLINT(cppcoreguidelines-pro-type-vararg)
  if (output.number() < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
    throw std::system_error(errno, std::generic_category(), "standard output");
  return output;
}

void end_with_standard_input(std::chrono::milliseconds grace) {
  std::thread([grace] {
    // With no events requested, poll waits until the other end is closed, even while requests are still unread.
    pollfd input{STDIN_FILENO, 0, 0};
    while (::poll(&input, 1, -1) < 0 && errno == EINTR) {
    }
    std::this_thread::sleep_for(grace);
    std::_Exit(EXIT_SUCCESS);
  }).detach();
}

bool standard_input_is_terminal() {
  return ::isatty(STDIN_FILENO) == 1;
}

bool standard_error_is_terminal() {
  return ::isatty(STDERR_FILENO) == 1;
}

}  // namespace demur
