// Measures `demur-host collect` on what make_histories.ts has made, against `verify` of the same files and against
// sha256sum, one after the other in the same rounds: machines are noisy, ratios are not.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "child.hpp"

namespace {

namespace fs = std::filesystem;
using namespace demur::bench;
using Rounds = std::vector<Round>;

/// How much longer than `verify` it may take, how much more memory than for few files, and the most memory of all.
constexpr double most_time = 2, most_growth = 1.5, most_memory = 64;

class Bench {
 public:
  Bench(std::string host, fs::path folder) : host_(std::move(host)), folder_(std::move(folder)) {}

  [[nodiscard]] std::vector<std::string> files(const char* part) const {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator{folder_ / part}) files.push_back(entry.path().string());
    return files;
  }

  [[nodiscard]] double mebibytes(const char* part) const {
    double bytes = 0;
    for (const auto& file : files(part)) bytes += static_cast<double>(fs::file_size(file));
    return bytes / static_cast<double>(mebibyte);
  }

  void collect(const char* part, Rounds& rounds) const {
    const auto out = folder_ / "rows.csv";
    rounds.push_back(run({host_, "collect", (folder_ / part).string(), "--out", out.string()}));
    fs::remove(out);
  }

  void verify(const char* part, Rounds& rounds) const { rounds.push_back(run(with_files({host_, "verify"}, part))); }

  void hash(const char* part, Rounds& rounds) const { rounds.push_back(run(with_files({"sha256sum"}, part))); }

 private:
  [[nodiscard]] std::vector<std::string> with_files(std::vector<std::string> command, const char* part) const {
    for (auto& file : files(part)) command.push_back(std::move(file));
    return command;
  }
  [[nodiscard]] static Round run(std::vector<std::string> command) { return run_on("/dev/null", std::move(command)); }

  std::string host_;
  fs::path folder_;
};

/// Prints a row, and says whether it is within the bounds.
bool compare(const Bench& bench, const char* part, const char* what, int count) {
  Rounds collect, verify, hash;
  for (int i = 0; i < count; ++i) {
    bench.collect(part, collect);
    bench.verify(part, verify);
    bench.hash(part, hash);
  }
  const auto size = static_cast<double>(bench.files(part).size());
  const double time = median_time(collect), ratio = time / median_time(verify);
  std::printf("| %s, %.1f MiB | %.2f s | %.0f | %.2f s | %.2f | %.2f | %.3f s | %.0f | %.1f MiB |\n", what,
              bench.mebibytes(part), time, size / time, median_time(verify), ratio, most_time, median_time(hash),
              time / median_time(hash), peak(collect));
  return ratio <= most_time && peak(collect) <= most_memory;
}

}  // namespace

int main(int count, char** values) {
  if (count != 3) return 2;
  const Bench bench{values[1], values[2]};
  ::setenv("DEMUR_DATA_DIR", (fs::path{values[2]} / "data").c_str(), 1);
  std::printf(
      "| median of 3 | collect | files a second | verify | ratio | limit | sha256sum | ratio | most memory |\n"
      "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n");
  const bool many = compare(bench, "many", "many histories", 3);
  const bool one = compare(bench, "long", "one long history", 3);
  Rounds few, more;
  bench.collect("few", few);
  bench.collect("many", more);
  const double growth = peak(more) / peak(few);
  std::printf("Most memory: %.1f MiB with 100 files, %.1f MiB with many: ratio %.2f, limit %.2f; ever %.0f MiB.\n",
              peak(few), peak(more), growth, most_growth, most_memory);
  return many && one && growth <= most_growth ? 0 : 1;
}
