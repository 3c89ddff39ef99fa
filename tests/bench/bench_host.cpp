// Measures demur-host against the C echo host, one after the other in the same rounds: machines are noisy, ratios are
// not.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "host_child.hpp"

namespace {

using namespace demur::bench;

struct Round {
  double cold;        ///< From the start of the process to the first answer, in seconds.
  double warm;        ///< A further question and answer, in seconds.
  std::int64_t peak;  ///< The most memory that the process had, in KiB.
};

constexpr std::chrono::milliseconds patience{10'000};

Round measure(const std::string& program) {
  const auto question = frame(hello);
  HostChild host{{program, "serve"}};
  const auto ask = [&] {
    if (!host.send(question) || !host.receive(patience)) std::exit(1);
  };
  ask();
  const double cold = Seconds(Clock::now() - host.start()).count();
  constexpr int further = 100;
  const auto warm_start = Clock::now();
  for (int i = 0; i < further; ++i) ask();
  const double warm = Seconds(Clock::now() - warm_start).count() / further;
  host.close_input();
  const auto end = host.wait(patience);
  if (!end) std::exit(1);
  return {cold, warm, end->peak};
}

template <typename Member>
auto median(std::vector<Round> rounds, Member member) {
  const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
  std::nth_element(rounds.begin(), middle, rounds.end(),
                   [member](const Round& one, const Round& other) { return one.*member < other.*member; });
  return (*middle).*member;
}

/// The most memory that the host may ever take, in MiB.
constexpr double most_memory = 12;

double mebibytes(std::int64_t kibibytes) {
  return static_cast<double>(kibibytes) / 1024;
}

void row(const char* name, double ours, double floor, const char* unit, double ratio, const char* limit) {
  std::printf("| %s | %.3f %s | %.3f %s | %.2f | %s |\n", name, ours, unit, floor, unit, ratio, limit);
}

}  // namespace

int main(int count, char** values) {
  if (count != 3 || !stay_on_one_processor()) return 2;
  // In memory: after many rounds a disk's file system looks ever longer for inodes that were not just given back.
  std::array<char, 32> folder{"/dev/shm/demur-bench-XXXXXX"};
  if (mkdtemp(folder.data()) == nullptr || setenv("DEMUR_DATA_DIR", folder.data(), 1) != 0) return 1;
  constexpr int rounds = 60;
  std::vector<Round> host, echo;
  measure(values[1]);  // makes the database
  for (int i = 0; i < rounds; ++i) {
    host.push_back(measure(values[1]));
    echo.push_back(measure(values[2]));
  }
  const auto cold = median(host, &Round::cold) / median(echo, &Round::cold);
  const auto warm = median(host, &Round::warm) / median(echo, &Round::warm);
  const auto peak = mebibytes(median(host, &Round::peak));
  std::printf("| median of %d | Demur | C echo | ratio | limit |\n|---|---:|---:|---:|---:|\n", rounds);
  row("cold start to the first answer, database open", median(host, &Round::cold) * 1e3,
      median(echo, &Round::cold) * 1e3, "ms", cold, "2.00");
  row("a further answer", median(host, &Round::warm) * 1e3, median(echo, &Round::warm) * 1e3, "ms", warm, "2.00");
  row("peak memory", peak, mebibytes(median(echo, &Round::peak)), "MiB", peak / mebibytes(median(echo, &Round::peak)),
      "12 MiB");
  const int removed = std::system((std::string("rm -r ") + folder.data()).c_str());  // NOLINT
  // Times depend on what else the machine does, memory doesn't.
  return removed == 0 && peak <= most_memory ? 0 : 1;
}
