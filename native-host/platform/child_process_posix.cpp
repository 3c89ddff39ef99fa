#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/io.hpp>
#include <boost/process/pipe.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <thread>

#include "platform/child_process.hpp"

namespace bp = boost::process;

namespace demur {
namespace {

using Lines = std::function<bool(std::string_view)>;

bool wait_for_bytes(int descriptor, std::chrono::milliseconds limit) {
  pollfd readable{descriptor, POLLIN, 0};
  for (;;) {
    const int count = ::poll(&readable, 1, static_cast<int>(limit.count()));
    if (count < 0 && errno == EINTR) continue;
    return count > 0;
  }
}

/// Gives the whole lines and leaves the rest. False when one is too long or refused.
bool give_lines(std::string& text, std::size_t longest, const Lines& take_line) {
  std::size_t start = 0;
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', start)) {
    if (!take_line(std::string_view(text).substr(start, end - start))) return false;
    start = end + 1;
  }
  text.erase(0, start);
  return text.size() <= longest;
}

/// Nothing when the child has closed its output.
std::optional<ChildEnd> listen(int output, const ChildLimits& limits, const Lines& take_line) {
  std::array<char, 16384> buffer{};
  std::string text;
  for (;;) {
    if (!wait_for_bytes(output, limits.silence)) return ChildEnd::too_slow;
    const auto count = ::read(output, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (!give_lines(text, limits.longest_line, take_line)) return ChildEnd::failed;
  }
}

/// Listens until the child ends, and ends it where it must be.
ChildEnd attend(bp::child& child, bp::pipe& output, const ChildLimits& limits, const Lines& take_line) {
  const auto stopped = listen(output.native_source(), limits, take_line);
  std::error_code ignored;
  if (stopped) child.terminate(ignored);
  child.wait(ignored);
  return stopped.value_or(child.exit_code() == 0 ? ChildEnd::finished : ChildEnd::failed);
}

struct Close {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

/// Runs the child with a file or pipe of Boost's as its input; `feed` gives it what it reads.
template <typename Input, typename Feed>
ChildEnd run(const std::filesystem::path& program, Input& input, const ChildLimits& limits, const Lines& take_line,
             Feed feed) {
  bp::pipe output;
  std::error_code fault;
  bp::child child{bp::exe = program.string(), bp::environment{}, bp::std_in<input, bp::std_out> output,
                  bp::std_err > bp::null, fault};
  if (fault) return ChildEnd::not_started;
  const std::jthread feeder{feed};
  return attend(child, output, limits, take_line);
}

}  // namespace

ChildEnd run_child(const std::filesystem::path& program, const ChildInput& input, const ChildLimits& limits,
                   const Lines& take_line) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it can't fail for a known signal
  if (const auto* bytes = std::get_if<std::string_view>(&input)) {
    bp::pipe pipe;
    return run(program, pipe, limits, take_line, [bytes, &pipe] {
      DescriptorSink sink{Descriptor{pipe.native_sink()}};
      pipe.assign_sink(-1);
      sink.write(*bytes);
    });
  }
  const std::unique_ptr<std::FILE, Close> file{::fdopen(::dup(std::get<Descriptor>(input).number()), "r")};
  auto* handle = file.get();
  if (handle == nullptr) return ChildEnd::not_started;
  return run(program, handle, limits, take_line, [] {});
}

Descriptor open_file(const std::filesystem::path& path) {
  // Without O_NONBLOCK a named pipe would be waited for.
  Descriptor file{
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};  // NOLINT(cppcoreguidelines-pro-type-vararg)
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0)
    throw std::system_error(errno, std::generic_category(), "open");
  if (!S_ISREG(status.st_mode)) throw std::system_error(std::make_error_code(std::errc::not_supported), "open");
  return file;
}

std::int64_t size_of(const Descriptor& file) {
  struct stat status {};
  return ::fstat(file.number(), &status) == 0 ? status.st_size : 0;
}

}  // namespace demur
