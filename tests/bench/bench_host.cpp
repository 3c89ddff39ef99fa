// Measures demur-host against the C echo host, one after the other in the same rounds: machines are noisy, ratios are
// not. bench-host HOST ECHO [RUNNER]: the runner is wine, for programs that are built for Windows.
#include <sched.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

namespace {

using Seconds = std::chrono::duration<double>;

struct Round {
  double cold;        ///< From the start of the process to the first answer, in seconds.
  double warm;        ///< A further question and answer, in seconds.
  std::int64_t peak;  ///< The most memory that the process had, in KiB.
};

/// For a program that hasn't answered: says how it ended, and ends the measurement.
[[noreturn]] void give_up(const std::array<int, 2>& ends) {
  // If it is still running, this ends it.
  for (const int end : ends) close(end);
  int status = 0;
  wait(&status);
  std::fprintf(stderr, "No answer. The program ended with code %d, signal %d.\n", WEXITSTATUS(status),
               WTERMSIG(status));
  std::exit(1);
}

void ask(const std::array<int, 2>& ends, const std::string& text) {
  const auto length = static_cast<std::uint32_t>(text.size());
  std::string frame(sizeof(length), '\0');
  std::memcpy(frame.data(), &length, sizeof(length));
  frame += text;
  if (write(ends[1], frame.data(), frame.size()) < 0) give_up(ends);
  if (read(ends[0], frame.data(), sizeof(length)) != sizeof(length)) give_up(ends);
  std::uint32_t left = 0;
  std::memcpy(&left, frame.data(), sizeof(left));
  std::string answer(left, '\0');
  for (std::size_t done = 0; done < left;) {
    const auto count = read(ends[0], answer.data() + done, left - done);
    if (count <= 0) give_up(ends);
    done += static_cast<std::size_t>(count);
  }
}

Round measure(std::vector<std::string> command) {
  std::array<int, 2> in{}, out{};
  if (pipe(in.data()) != 0 || pipe(out.data()) != 0) std::exit(1);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  for (const int end : {in[0], in[1], out[0], out[1]}) posix_spawn_file_actions_addclose(&actions, end);
  command.emplace_back("serve");
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (auto& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string hello =
      R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":1,"client":{"name":"bench","version":"1","browser":"chromium"}}})";
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ) != 0) std::exit(1);
  close(in[0]);
  close(out[1]);
  const std::array<int, 2> ends{out[0], in[1]};
  ask(ends, hello);
  const double cold = Seconds(std::chrono::steady_clock::now() - start).count();
  constexpr int further = 100;
  const auto warm_start = std::chrono::steady_clock::now();
  for (int i = 0; i < further; ++i) ask(ends, hello);
  const double warm = Seconds(std::chrono::steady_clock::now() - warm_start).count() / further;
  close(in[1]);
  close(out[0]);
  rusage usage{};
  int status = 0;
  wait4(child, &status, 0, &usage);
  posix_spawn_file_actions_destroy(&actions);
  return {cold, warm, usage.ru_maxrss};
}

template <typename Member>
auto median(std::vector<Round> rounds, Member member) {
  const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
  std::nth_element(rounds.begin(), middle, rounds.end(),
                   [member](const Round& one, const Round& other) { return one.*member < other.*member; });
  return (*middle).*member;
}

/// The most memory that the host may ever use, in MiB.
constexpr double most_memory = 12;

double mebibytes(std::int64_t kibibytes) {
  return static_cast<double>(kibibytes) / 1024;
}

void row(const char* name, double ours, double floor, const char* unit, double ratio, const char* limit) {
  std::printf("| %s | %.3f %s | %.3f %s | %.2f | %s |\n", name, ours, unit, floor, unit, ratio, limit);
}

/// For this process and those that it starts: waking a second processor costs more than what is measured, and is a
/// matter of chance.
bool stay_on_one_processor() {
  cpu_set_t processors;
  CPU_ZERO(&processors);
  CPU_SET(sched_getcpu(), &processors);
  return sched_setaffinity(0, sizeof(processors), &processors) == 0;
}

}  // namespace

int main(int count, char** values) {
  if (count < 3 || !stay_on_one_processor()) return 2;
  // A program that is gone is seen as a failed write, not as a signal.
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it can't fail for a known signal
  const std::vector<std::string> runner(values + 3, values + count);
  const auto run_by = [&runner](const char* program) {
    auto command = runner;
    command.emplace_back(program);
    return command;
  };
  // In memory: after many rounds a disk's file system searches ever longer for inodes that were not just freed.
  std::array<char, 32> folder{"/dev/shm/demur-bench-XXXXXX"};
  if (mkdtemp(folder.data()) == nullptr || setenv("DEMUR_DATA_DIR", folder.data(), 1) != 0) return 1;
  constexpr int rounds = 60;
  std::vector<Round> host, echo;
  measure(run_by(values[1]));  // makes the database
  for (int i = 0; i < rounds; ++i) {
    host.push_back(measure(run_by(values[1])));
    echo.push_back(measure(run_by(values[2])));
  }
  const auto cold = median(host, &Round::cold) / median(echo, &Round::cold);
  const auto warm = median(host, &Round::warm) / median(echo, &Round::warm);
  const auto peak = mebibytes(median(host, &Round::peak));
  // A runner takes time and memory of its own.
  const bool is_alone = runner.empty();
  std::printf("| median of %d | Demur | C echo | ratio | limit |\n|---|---:|---:|---:|---:|\n", rounds);
  row("cold start to the first answer, database open", median(host, &Round::cold) * 1e3,
      median(echo, &Round::cold) * 1e3, "ms", cold, is_alone ? "2.00" : "");
  row("a further answer", median(host, &Round::warm) * 1e3, median(echo, &Round::warm) * 1e3, "ms", warm,
      is_alone ? "2.00" : "");
  row("peak memory", peak, mebibytes(median(echo, &Round::peak)), "MiB", peak / mebibytes(median(echo, &Round::peak)),
      is_alone ? "12 MiB" : "");
  const int removed = std::system((std::string("rm -r ") + folder.data()).c_str());  // NOLINT
  // Times depend on what else the machine does, memory doesn't.
  return removed == 0 && (!is_alone || peak <= most_memory) ? 0 : 1;
}
