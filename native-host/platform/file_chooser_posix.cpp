#include "platform/file_chooser.hpp"

#include <unistd.h>

#include <array>
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/io.hpp>
#include <csignal>
#include <optional>
#include <string>
#include <system_error>
#include <thread>

#include "platform/chooser_programs_posix.hpp"
#include "platform/error.hpp"
#include "platform/paths.hpp"
#include "platform/pipe_posix.hpp"
#include "platform/streams.hpp"

namespace bp = boost::process;

namespace demur {
namespace {

// The two processes exchange texts that end with a zero, which no path contains. The host asks with a folder, or with
// an empty text to have the chooser closed. The answer is one of these words, the paths, and an empty text.
constexpr std::string_view chosen_word = "chosen", missing_word = "missing", cancelled_word = "cancelled";

std::string text_of(std::string_view words) {
  return std::string{words} + '\0';
}

/// Reads one text; nothing where the other end is gone.
std::optional<std::string> read_text(int descriptor) {
  DescriptorSource source{descriptor};
  std::string text;
  for (char letter = 0; source.read({&letter, 1}) == 1;) {
    if (letter == '\0') return text;
    text += letter;
  }
  return std::nullopt;
}

std::string answer_for(const std::filesystem::path& folder, const std::stop_token& stop) {
  try {
    auto answer = text_of(chosen_word);
    for (const auto& path : choose_archives(folder, stop)) answer += text_of(path.native());
    return answer + text_of({});
  } catch (const Error& error) {
    return text_of(error.kind() == ErrorKind::chooser_missing ? missing_word : cancelled_word) + text_of({});
  }
}

}  // namespace

/// The other process.
class FileChooser::Process {
 public:
  Process() {
    std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it can't fail for a known signal
    Pipe asked;
    std::error_code fault;
    child_ = bp::child{bp::exe = program_path().string(), bp::args = {chooser_argument},
                       bp::std_in<*asked, bp::std_out> * told_, bp::std_err > bp::null, fault};
    asking_.emplace(asked.take_sink());
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  /// The process ends when nobody can ask it any more.
  ~Process() {
    asking_.reset();
    std::error_code ignored;
    child_.wait(ignored);
  }

  std::vector<std::filesystem::path> choose(const std::filesystem::path& folder, const std::stop_token& stop) {
    asking_->write(text_of(folder.native()));
    const std::stop_callback on_stop{stop, [this] { asking_->write(text_of({})); }};
    const auto word = read_text(told_.source());
    std::vector<std::filesystem::path> paths;
    for (auto path = read_text(told_.source()); path && !path->empty(); path = read_text(told_.source()))
      paths.emplace_back(std::move(*path));
    if (word == cancelled_word) throw Error(ErrorKind::cancelled);
    if (word != chosen_word) throw Error(ErrorKind::chooser_missing);
    return paths;
  }

 private:
  Pipe told_;
  std::optional<DescriptorSink> asking_;
  bp::child child_;
};

FileChooser::FileChooser() = default;
FileChooser::~FileChooser() = default;

void FileChooser::prepare() {
  if (has_chooser()) process_ = std::make_unique<Process>();
}

std::vector<std::filesystem::path> FileChooser::choose(const std::filesystem::path& folder,
                                                       const std::stop_token& stop) {
  return process_ ? process_->choose(folder, stop) : choose_archives(folder, stop);
}

void serve_choosers() {
  DescriptorSink answers{Descriptor{STDOUT_FILENO}};
  // Ends with this function: an open chooser is closed when the host is gone.
  std::jthread choosing;
  while (const auto folder = read_text(STDIN_FILENO)) {
    choosing = {};
    if (folder->empty()) continue;
    choosing =
        std::jthread{[&answers, folder](const std::stop_token& stop) { answers.write(answer_for(*folder, stop)); }};
  }
}

}  // namespace demur
