#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/exe.hpp>
#include <boost/process/io.hpp>
#include <boost/process/start_dir.hpp>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>

#include "platform/child_input.hpp"
#include "platform/child_process.hpp"
#include "platform/lines.hpp"
#include "platform/pipe_posix.hpp"

namespace bp = boost::process;

namespace demur {
namespace {

using Lines = std::function<bool(std::string_view)>;

/// Between making a pipe and marking it close-on-exec no other thread may start a child.
std::mutex starting;

enum class Heard : std::uint8_t { bytes, nothing, stop };

/// Waits for output of the child, or until the other end of `wake` is closed.
Heard wait_for_bytes(int descriptor, int wake, std::chrono::milliseconds limit) {
  std::array<pollfd, 2> readable{{{descriptor, POLLIN, 0}, {wake, POLLIN, 0}}};
  for (;;) {
    const int count = ::poll(readable.data(), readable.size(), static_cast<int>(limit.count()));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return Heard::nothing;
    return readable[1].revents != 0 ? Heard::stop : Heard::bytes;
  }
}

/// Returns nothing when the child has closed its output.
std::optional<ChildEnd> listen(int output, int wake, const ChildLimits& limits, const Lines& take_line) {
  std::array<char, 16384> buffer{};
  std::string text;
  for (;;) {
    const auto heard = wait_for_bytes(output, wake, limits.silence);
    if (heard != Heard::bytes) return heard == Heard::stop ? ChildEnd::stopped : ChildEnd::too_slow;
    const auto count = ::read(output, buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    text.append(buffer.data(), static_cast<std::size_t>(count));
    if (!give_lines(text, limits.max_line, take_line)) return ChildEnd::failed;
  }
}

/// Listens until the child ends; kills it where it must end.
ChildEnd attend(bp::child& child, int output, Pipe& wake, const ChildLimits& limits, const Lines& take_line,
                const std::stop_token& stop) {
  std::optional<Descriptor> waker{wake.take_sink()};
  const std::stop_callback on_stop{stop, [&waker] { waker.reset(); }};
  std::error_code ignored;
  std::optional<ChildEnd> stopped;
  try {
    stopped = listen(output, wake.source(), limits, take_line);
  } catch (...) {
    child.terminate(ignored);
    throw;
  }
  if (stopped) child.terminate(ignored);
  child.wait(ignored);
  return stopped.value_or(child.exit_code() == 0 ? ChildEnd::finished : ChildEnd::failed);
}

struct Close {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

/// Starts the child with a file or a pipe as its input.
template <typename Input>
bp::child start(const Program& program, Input& input, bp::pipe& output, std::error_code& fault) {
  bp::environment environment;
  if (program.inherits_environment)
    for (const auto& variable : boost::this_process::environment())
      environment[variable.get_name()] = variable.to_string();
  for (const auto& variable : program.environment) {
    const auto name = variable.substr(0, variable.find('='));
    environment[name] = variable.substr(std::min(name.size() + 1, variable.size()));
  }
  const auto folder = program.folder.empty() ? std::string{"."} : program.folder.string();
  return bp::child{bp::exe = program.file.string(),
                   bp::args = program.arguments,
                   bp::start_dir = folder,
                   environment,
                   bp::std_in<input, bp::std_out>
                       output,
                   bp::std_err > bp::null,
                   fault};
}

}  // namespace

ChildEnd run_child(const Program& program, const ChildInput& input, const ChildLimits& limits, const Lines& take_line,
                   const std::stop_token& stop) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it can't fail for a known signal
  std::error_code fault;
  std::unique_lock lock{starting};
  Pipe output, wake;
  if (is_fed(input)) {
    Pipe pipe;
    auto child = start(program, *pipe, *output, fault);
    lock.unlock();
    if (fault) return ChildEnd::not_started;
    const std::jthread feeder{[&] {
      DescriptorSink sink{pipe.take_sink()};
      feed(input, sink);
    }};
    return attend(child, output.source(), wake, limits, take_line, stop);
  }
  ::lseek(std::get<Descriptor>(input).number(), 0, SEEK_SET);
  const auto copy = ::fcntl(std::get<Descriptor>(input).number(), F_DUPFD_CLOEXEC,
                            0);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  const std::unique_ptr<std::FILE, Close> file{::fdopen(copy, "r")};
  auto* handle = file.get();
  if (handle == nullptr) return ChildEnd::not_started;
  auto child = start(program, handle, *output, fault);
  lock.unlock();
  if (fault) return ChildEnd::not_started;
  return attend(child, output.source(), wake, limits, take_line, stop);
}

std::optional<std::string> ask_child(const Program& program, std::string_view input, const ChildLimits& limits,
                                     const std::function<bool(std::string_view)>& enough) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT(cert-err33-c): it can't fail for a known signal
  std::error_code fault;
  std::unique_lock lock{starting};
  Pipe asked, answered;
  auto child = start(program, *asked, *answered, fault);
  lock.unlock();
  if (fault) return std::nullopt;
  DescriptorSink sink{asked.take_sink()};
  sink.write(input);
  std::array<char, 16384> buffer{};
  std::string text;
  constexpr int nothing_wakes = -1;
  while (!enough(text) && text.size() <= limits.max_line) {
    if (wait_for_bytes(answered.source(), nothing_wakes, limits.silence) != Heard::bytes) break;
    const auto count = ::read(answered.source(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  child.terminate(fault);
  child.wait(fault);
  return enough(text) ? std::optional{std::move(text)} : std::nullopt;
}

Descriptor open_file(const std::filesystem::path& path) {
  // Without O_NONBLOCK opening a named pipe would wait for a writer.
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
