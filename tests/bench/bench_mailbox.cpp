// Measures demur-reader on a large mailbox against grep, which counts its mails, one after the other in the same
// rounds: machines are noisy, ratios are not. All read the file from memory. bench-mailbox READER [MIB [PYTHON]]: with
// Python its module mailbox is measured, too, but only once, since it takes long.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "child.hpp"
#include "mail_fixtures.hpp"

namespace {

using namespace demur::bench;
using namespace demur::test;

constexpr std::uint64_t usual_size = 1024;
/// One mail in so many is Meta's answer.
constexpr int share_of_metas = 100;
/// The most memory that the reader may ever use, and how much longer than grep it may take.
constexpr double most_memory = 64, highest_ratio = 8;

/// A letter with a picture.
std::string letter() {
  std::string text =
      "From: Bea <bea@example.net>\nTo: anna@example.org\nSubject: Dinner\n"
      "Date: Sun, 22 Nov 2026 20:00:00 +0000\nMIME-Version: 1.0\n"
      "Content-Type: multipart/mixed; boundary=\"part\"\n\n--part\nContent-Type: text/plain\n\n";
  for (int i = 0; i < 20; ++i) text += "A long letter about the objection of a neighbour.\n";
  text += "--part\nContent-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n";
  for (int i = 0; i < 400; ++i) text += std::string(76, 'A') + "\n";
  return text + "--part--\n";
}

/// Returns how many of the mails are Meta's.
int write_mailbox(const File& file, std::uint64_t size) {
  std::vector<std::string> mails(share_of_metas - 1, letter());
  mails.push_back(make_plain_mail(mail_text("en", "confirmation")));
  const auto mailbox = make_mbox(mails);
  std::ofstream out{file.path(), std::ios::binary};
  int metas = 0;
  for (; static_cast<std::uint64_t>(metas) * mailbox.size() < size; ++metas) out << mailbox;
  if (!out.flush()) std::exit(1);
  return metas;
}

/// Reads each mail and says how many have a subject.
constexpr const char* python_script =
    "import mailbox\n"
    "print(sum(1 for mail in mailbox.mbox('/dev/stdin', create=False) if mail['Subject']))";

}  // namespace

int main(int count, char** values) {
  if (count < 2) return 2;
  const File mailbox{"mailbox"};
  const int metas = write_mailbox(mailbox, (count > 2 ? std::stoul(values[2]) : usual_size) * mebibyte);
  constexpr int rounds = 7;
  std::vector<Round> reader, grep;
  for (int i = 0; i < rounds; ++i) {
    reader.push_back(run_on(mailbox.path(), {values[1], "mail"}));
    grep.push_back(run_on(mailbox.path(), {"grep", "-c", "^From "}));
    if (reader.back().lines < metas) return 1;
  }
  const double ours = median_time(reader), floor = median_time(grep);
  std::printf("| median of %d | Demur | grep -c | ratio | limit |\n|---|---:|---:|---:|---:|\n", rounds);
  std::printf("| reading a mailbox of %.0f MiB | %.0f ms | %.0f ms | %.2f | %.2f |\n", mailbox.mebibytes(), ours * 1e3,
              floor * 1e3, ours / floor, highest_ratio);
  std::printf("| most memory | %.1f MiB | %.1f MiB | | %.0f MiB |\n", peak(reader), peak(grep), most_memory);
  if (count > 3) {
    const auto python = run_on(mailbox.path(), {values[3], "-c", python_script});
    std::printf("| Python's mailbox, once: time, and Demur's share of it | %.0f ms | %.0f ms | %.2f | |\n", ours * 1e3,
                python.time * 1e3, ours / python.time);
    std::printf("| most memory | %.1f MiB | %.1f MiB | | |\n", peak(reader), peak({python}));
  }
  return ours / floor <= highest_ratio && peak(reader) <= most_memory ? 0 : 1;
}
