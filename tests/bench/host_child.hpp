#pragma once
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Any native messaging host, used as a browser would.
namespace demur::bench {

using Clock = std::chrono::steady_clock;

inline std::string header(std::uint32_t length) {
  std::string bytes(sizeof(length), '\0');
  std::memcpy(bytes.data(), &length, sizeof(length));
  return bytes;
}

inline std::string frame(std::string_view text) {
  return header(static_cast<std::uint32_t>(text.size())).append(text);
}

/// How a host has ended.
struct End {
  int status;         ///< From waitpid(2).
  std::int64_t peak;  ///< The most memory that it had, in KiB.
};

class HostChild {
 public:
  explicit HostChild(std::vector<std::string> command) {
    std::array<int, 2> in{}, out{};
    if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0) std::exit(1);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in[0], 0);
    posix_spawn_file_actions_adddup2(&actions, out[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (auto& word : command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    start_ = Clock::now();
    if (posix_spawn(&child_, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) std::exit(1);
    close(in[0]);
    close(out[1]);
    in_ = in[1];
    out_ = out[0];
    posix_spawn_file_actions_destroy(&actions);
  }
  HostChild(const HostChild&) = delete;
  HostChild& operator=(const HostChild&) = delete;
  ~HostChild() {
    close_input();
    close(out_);
    if (!end_) {
      kill(child_, SIGKILL);
      waitpid(child_, nullptr, 0);
    }
  }

  [[nodiscard]] Clock::time_point start() const { return start_; }

  /// Whether the host took it all.
  bool send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const auto count = write(in_, bytes.data(), bytes.size());
      if (count <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  /// The next answer; nothing where the host ends or is silent for this long.
  std::optional<std::string> receive(std::chrono::milliseconds patience) {
    const auto end = Clock::now() + patience;
    std::uint32_t length = 0;
    std::string bytes(sizeof(length), '\0');
    if (!read_all(bytes, end)) return std::nullopt;
    std::memcpy(&length, bytes.data(), sizeof(length));
    bytes.assign(length, '\0');
    if (!read_all(bytes, end)) return std::nullopt;
    return bytes;
  }

  void close_input() {
    if (in_ >= 0) close(in_);
    in_ = -1;
  }

  /// How it has ended; nothing if it hasn't within this time.
  std::optional<End> wait(std::chrono::milliseconds patience) {
    const auto last = Clock::now() + patience;
    do {
      rusage usage{};
      int status = 0;
      if (wait4(child_, &status, WNOHANG, &usage) == child_) {
        end_ = End{status, usage.ru_maxrss};
        return end_;
      }
      usleep(500);
    } while (Clock::now() < last);
    return std::nullopt;
  }

 private:
  bool read_all(std::string& bytes, Clock::time_point end) const {
    for (std::size_t done = 0; done < bytes.size();) {
      pollfd readable{out_, POLLIN, 0};
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
      if (left <= 0 || poll(&readable, 1, static_cast<int>(left)) <= 0) return false;
      const auto count = read(out_, bytes.data() + done, bytes.size() - done);
      if (count <= 0) return false;
      done += static_cast<std::size_t>(count);
    }
    return true;
  }

  pid_t child_ = 0;
  int in_ = -1, out_ = -1;
  Clock::time_point start_;
  std::optional<End> end_;
};

/// For this process and those that it starts: waking a second processor costs more than what is measured, and is a
/// matter of chance.
inline bool stay_on_one_processor() {
  cpu_set_t processors;
  CPU_ZERO(&processors);
  CPU_SET(sched_getcpu(), &processors);
  return sched_setaffinity(0, sizeof(processors), &processors) == 0;
}

}  // namespace demur::bench
