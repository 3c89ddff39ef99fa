#pragma once
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

/// Shared by the measurements of programs that read a file.
namespace demur::bench {

constexpr std::uint64_t mebibyte = 1024UL * 1024UL;

/// One run of the program.
struct Round {
  double time;        ///< From the start of the process to its end, in seconds.
  std::int64_t peak;  ///< The most memory that the process had, in KiB.
  int lines;          ///< How many lines it wrote.
};

/// A temporary file that is removed at the end.
class File {
 public:
  explicit File(const std::string& name)
      : path_(std::filesystem::temp_directory_path() / ("demur-bench-" + std::to_string(getpid()) + "-" + name)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] double mebibytes() const {
    return static_cast<double>(std::filesystem::file_size(path_)) / static_cast<double>(mebibyte);
  }

 private:
  std::filesystem::path path_;
};

inline int count_lines(int descriptor) {
  std::array<char, 65536> buffer{};
  int lines = 0;
  for (;;) {
    const auto count = read(descriptor, buffer.data(), buffer.size());
    if (count <= 0) return lines;
    lines += static_cast<int>(std::count(buffer.begin(), buffer.begin() + count, '\n'));
  }
}

/// Runs a command with the file as its standard input. The measurement ends where the program fails.
inline Round run_on(const std::filesystem::path& file, std::vector<std::string> command) {
  std::array<int, 2> out{};
  if (pipe2(out.data(), O_CLOEXEC) != 0) std::exit(1);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, file.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ) != 0) std::exit(1);
  close(out[1]);
  const int lines = count_lines(out[0]);
  rusage usage{};
  int status = 0;
  wait4(child, &status, 0, &usage);
  const double time = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  close(out[0]);
  posix_spawn_file_actions_destroy(&actions);
  if (status != 0) std::exit(1);
  return {time, usage.ru_maxrss, lines};
}

inline double median_time(std::vector<Round> rounds) {
  const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
  std::nth_element(rounds.begin(), middle, rounds.end(),
                   [](const Round& one, const Round& other) { return one.time < other.time; });
  return middle->time;
}

/// The most memory in any round, in MiB.
inline double peak(const std::vector<Round>& rounds) {
  const auto most = std::max_element(rounds.begin(), rounds.end(),
                                     [](const Round& one, const Round& other) { return one.peak < other.peak; });
  return static_cast<double>(most->peak) / 1024;
}

}  // namespace demur::bench
