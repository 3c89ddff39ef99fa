#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/arguments.hpp"
#include "platform/sandbox.hpp"
#include "platform/streams.hpp"
#include "reading/downloads/download_facts.hpp"
#include "reading/downloads/download_reader.hpp"
#include "reading/histories/history_reader.hpp"
#include "reading/mail/mail_facts.hpp"
#include "reading/mail/mail_phrases.hpp"
#include "reading/mail/mail_reader.hpp"
#include "reading/mail/signing_keys.hpp"
#include "text/encoding.hpp"

// demur-reader: reads untrusted input from standard input and writes what it is, one JSON object on each line. Without
// arguments, or with "mail KEY…", it reads mails: each KEY is a signing key that the person has added, as
// mail/signing_keys.hpp says. With "proof KEY…" it reads a mail for what it proves, not for what it says. With
// "continued quoting KEY…" or "continued other KEY…" it reads a further piece of a mailbox whose pieces before it were
// of that kind. With "bytes START COUNT" it returns bytes of the same input, unpacked. With "redact KNOWN…" it makes a
// shareable copy of a mail, without the names and addresses that are given or found. With "download" it reads a data
// download, a zip archive; with "download-file NAME" one file of an unpacked download, NAME being its name in the
// catalogue. With "history" it reads an exported history. It enters the sandbox before it reads the first byte.

namespace {

using namespace demur;
using std::chrono::seconds;

constexpr std::size_t memory = 64UL * 1024UL * 1024UL;
/// What downloads/limits.hpp allows takes some seconds to read, and several times that on slow computers.
constexpr seconds time_for_download{120};
/// It comes through a pipe, and nobody knows how long it is: enough for some gigabytes.
constexpr seconds time_for_history{600};

/// Even a slow computer reads some megabytes a second; a mail that takes longer was made to.
seconds time_for(std::uint64_t bytes) {
  constexpr std::uint64_t bytes_in_a_second = 4UL * 1024UL * 1024UL;
  return seconds{10 + bytes / bytes_in_a_second};
}

/// Calls `read` with the input and a function that writes a line.
template <typename Read>
int read_mail_with(std::span<const std::string> added_keys, Read read) {
  static_cast<void>(reading::mail_facts());
  std::vector<reading::SigningKey> keys;
  for (const auto& text : added_keys)
    if (auto key = reading::read_added_key(text)) keys.push_back(std::move(*key));
  reading::add_signing_keys(std::move(keys));
  if (!enter_sandbox({memory, time_for(regular_file_size(0).value_or(0))})) return EXIT_FAILURE;
  DescriptorSource source{0};
  DescriptorSink sink{Descriptor{1}};
  read(source, [&sink](const reading::Line& line) { return sink.write(reading::to_line(line)); });
  return EXIT_SUCCESS;
}

int read_mail(reading::Before before, std::span<const std::string> added_keys) {
  static_cast<void>(reading::mail_phrases());
  return read_mail_with(added_keys,
                        [&](auto& source, const auto& write) { reading::read_mails(source, write, before); });
}

int read_proof(std::span<const std::string> added_keys) {
  return read_mail_with(added_keys, [](auto& source, const auto& write) { reading::read_proof(source, write); });
}

int redact(std::span<const std::string> known) {
  const std::vector<std::string> names{known.begin(), known.end()};
  return read_mail_with({}, [&](auto& source, const auto& write) { reading::redact_mail(source, names, write); });
}

int read_bytes(std::string_view start, std::string_view count) {
  const auto first = read_number<std::int64_t>(start), length = read_number<std::int64_t>(count);
  if (!first || !length) return EXIT_FAILURE;
  return read_mail_with({},
                        [&](auto& source, const auto& write) { reading::read_bytes(source, *first, *length, write); });
}

/// Calls `read` with the open file and a function that writes a line.
template <typename Read>
int read_download_with(Read read) {
  static_cast<void>(reading::download_facts());
  const auto size = regular_file_size(0);
  if (!enter_sandbox({memory, time_for_download})) return EXIT_FAILURE;
  DescriptorSink sink{Descriptor{1}};
  const auto write = [&sink](const reading::Line& line) { return sink.write(reading::to_line(line)); };
  FileAccess file{0, size.value_or(0)};
  if (size)
    read(file, write);
  else
    write(reading::Unreadable{"not-a-download"});
  return EXIT_SUCCESS;
}

/// Lines on their way out, together: each alone would wake the host.
class Gathered {
 public:
  explicit Gathered(ByteSink& sink) : sink_(sink) {}
  bool add(std::string_view line) {
    constexpr std::size_t enough = 32768;
    held_ += line;
    return held_.size() < enough || flush();
  }
  bool flush() {
    const bool is_written = sink_.write(held_);
    held_.clear();
    return is_written;
  }

 private:
  ByteSink& sink_;
  std::string held_;
};

int read_history() {
  if (!enter_sandbox({memory, time_for_history})) return EXIT_FAILURE;
  DescriptorSource source{0};
  DescriptorSink sink{Descriptor{1}};
  Gathered lines{sink};
  reading::read_history(source, [&lines](std::string_view line) { return lines.add(line); });
  lines.flush();
  return EXIT_SUCCESS;
}

int run(std::span<const std::string> arguments) {
  if (arguments.empty()) return read_mail(reading::Before::nothing, {});
  const std::string_view task = arguments.front();
  if (task == "mail") return read_mail(reading::Before::nothing, arguments.subspan(1));
  if (task == "proof") return read_proof(arguments.subspan(1));
  if (task == "continued" && arguments.size() >= 2)
    return read_mail(arguments[1] == "quoting" ? reading::Before::quoting : reading::Before::other,
                     arguments.subspan(2));
  if (task == "redact") return redact(arguments.subspan(1));
  if (task == "bytes" && arguments.size() == 3) return read_bytes(arguments[1], arguments[2]);
  if (task == "download" && arguments.size() == 1)
    return read_download_with([](auto& file, const auto& write) { reading::read_download(file, write); });
  if (task == "download-file" && arguments.size() == 2)
    return read_download_with(
        [&](auto& file, const auto& write) { reading::read_download_file(file, arguments.back(), write); });
  if (task == "history" && arguments.size() == 1) return read_history();
  return EXIT_FAILURE;
}

}  // namespace

int main(int count, char** values) {
  try {
    std::_Exit(run(take_arguments(count, values)));
  } catch (...) {
    // Out of memory, most likely. The host notices that the last line is missing.
    std::_Exit(EXIT_FAILURE);
  }
}
