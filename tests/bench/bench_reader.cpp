// Measures demur-reader on a large download against a small one, one after the other in the same rounds: machines are
// noisy, ratios are not. Both have the same list of tagged photos; the rest is media, which the reader skips.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "child.hpp"
#include "download_fixtures.hpp"

namespace {

using namespace demur::bench;
using namespace demur::test;

/// The bytes per media file in downloads that people have described.
constexpr std::uint64_t media_size = mebibyte / 2;
constexpr int tagged_items = 1000;
/// The most memory that the reader may ever use, and how much longer a hundred times the media may take.
constexpr double most_memory = 64, highest_ratio = 2;

void write_download(const File& file, std::uint64_t size) {
  std::vector<Tagged> tagged;
  tagged.reserve(tagged_items);
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
  std::ofstream archive{file.path(), std::ios::binary};
  write_zip(archive, files, {true});
  if (!archive.flush()) std::exit(1);
}

Round measure(const std::string& program, const File& download) {
  const auto round = run_on(download.path(), {program, "download"});
  if (round.lines < tagged_items) std::exit(1);
  return round;
}

}  // namespace

int main(int count, char** values) {
  if (count != 2) return 2;
  const File large{"large.zip"}, small{"small.zip"};
  write_download(large, 5120 * mebibyte);
  write_download(small, 50 * mebibyte);
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
