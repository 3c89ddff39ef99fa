// Measures demur-reader on a large download against a small one, one after the other in the same rounds: machines are
// noisy, ratios are not. Both have the same list of tagged photos; the rest is media, which the reader passes over.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "download_fixtures.hpp"

namespace {

using namespace demur::test;
using Seconds = std::chrono::duration<double>;

constexpr std::uint64_t mebibyte = 1024UL * 1024UL;
/// As many for each file of media as downloads have that people have described.
constexpr std::uint64_t media_size = mebibyte / 2;
constexpr int tagged_items = 1000;
/// The most that the reader may ever have, and how much longer a hundred times the media may take.
constexpr double most_memory = 64, highest_ratio = 2;

struct Round {
  double time;        ///< From the start of the process to its end, in seconds.
  std::int64_t peak;  ///< The most memory that the process had, in KiB.
  int lines;          ///< What it said.
};

/// A file that is removed at the end.
class Download {
 public:
  explicit Download(std::uint64_t size) : path_(std::filesystem::temp_directory_path() / name_of(size)) {
    std::vector<Tagged> tagged;
    for (int i = 0; i < tagged_items; ++i)
      tagged.push_back({"https://www.facebook.com/photo.php?fbid=" + std::to_string(1000 + i), "Jörg Müller"});
    std::vector<Packed> files;
    for (std::uint64_t i = 0; i < size / media_size; ++i) {
      Packed media{"your_facebook_activity/posts/media/" + std::to_string(i) + ".jpg", "x", false};
      media.is_large = true;
      media.zeros = media_size;
      files.push_back(media);
    }
    files.push_back({tagged_path, tagged_list(tagged), true, false, true});
    std::ofstream archive{path_, std::ios::binary};
    write_zip(archive, files, {true});
    if (!archive.flush()) std::exit(1);
  }
  Download(const Download&) = delete;
  Download& operator=(const Download&) = delete;
  ~Download() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] double mebibytes() const {
    return static_cast<double>(std::filesystem::file_size(path_)) / static_cast<double>(mebibyte);
  }

 private:
  static std::string name_of(std::uint64_t size) {
    return "demur-bench-" + std::to_string(getpid()) + "-" + std::to_string(size);
  }
  std::filesystem::path path_;
};

int count_lines(int descriptor) {
  std::array<char, 65536> buffer{};
  int lines = 0;
  for (;;) {
    const auto count = read(descriptor, buffer.data(), buffer.size());
    if (count <= 0) return lines;
    lines += static_cast<int>(std::count(buffer.begin(), buffer.begin() + count, '\n'));
  }
}

Round measure(std::string program, const Download& download) {
  std::array<int, 2> out{};
  if (pipe2(out.data(), O_CLOEXEC) != 0) std::exit(1);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, download.path().c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], 1);
  std::string task = "download";
  std::array<char*, 3> arguments{program.data(), task.data(), nullptr};
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ) != 0) std::exit(1);
  close(out[1]);
  const int lines = count_lines(out[0]);
  rusage usage{};
  int status = 0;
  wait4(child, &status, 0, &usage);
  const double time = Seconds(std::chrono::steady_clock::now() - start).count();
  close(out[0]);
  posix_spawn_file_actions_destroy(&actions);
  if (status != 0 || lines < tagged_items) std::exit(1);
  return {time, usage.ru_maxrss, lines};
}

double median_time(std::vector<Round> rounds) {
  const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
  std::nth_element(rounds.begin(), middle, rounds.end(),
                   [](const Round& one, const Round& other) { return one.time < other.time; });
  return middle->time;
}

double peak(const std::vector<Round>& rounds) {
  const auto most = std::max_element(rounds.begin(), rounds.end(),
                                     [](const Round& one, const Round& other) { return one.peak < other.peak; });
  return static_cast<double>(most->peak) / 1024;
}

}  // namespace

int main(int count, char** values) {
  if (count != 2) return 2;
  const Download large{5120 * mebibyte}, small{50 * mebibyte};
  constexpr int rounds = 30;
  std::vector<Round> with_large, with_small;
  for (int i = 0; i < rounds; ++i) {
    with_large.push_back(measure(values[1], large));
    with_small.push_back(measure(values[1], small));
  }
  const double ours = median_time(with_large) * 1e3, floor = median_time(with_small) * 1e3;
  std::printf("| median of %d | a download of %.0f MiB | of %.0f MiB | ratio | limit |\n|---|---:|---:|---:|---:|\n",
              rounds, large.mebibytes(), small.mebibytes());
  std::printf("| reading its %d tagged photos | %.1f ms | %.1f ms | %.2f | %.2f |\n", tagged_items, ours, floor,
              ours / floor, highest_ratio);
  std::printf("| most memory | %.1f MiB | %.1f MiB | | %.0f MiB |\n", peak(with_large), peak(with_small), most_memory);
  return ours / floor <= highest_ratio && peak(with_large) <= most_memory ? 0 : 1;
}
