#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/streams.hpp"

namespace demur {

/// What to run, and with what.
struct Program {
  std::filesystem::path file;
  std::vector<std::string> arguments = {};
  std::vector<std::string> environment = {};  ///< "NAME=value"; only these, unless `inherits_environment`.
  std::filesystem::path folder = {};          ///< Where it is run; empty: here.
  bool inherits_environment = false;          ///< This process's environment, changed by `environment`.
  /// It reads untrusted input: where a process can't give up its own rights, it is started without them.
  bool is_confined = false;
};

/// What a child reads: these bytes, an open file from its beginning, or what a source gives, for as long as the child
/// reads. A source is read in a thread of its own, and must not throw.
using ChildInput = std::variant<std::string_view, Descriptor, ByteSource*>;

struct ChildLimits {
  std::chrono::milliseconds silence;  ///< The longest time without output.
  std::size_t max_line;               ///< In bytes.
};

enum class ChildEnd : std::uint8_t {
  finished,     ///< It ended by itself with exit code 0.
  failed,       ///< It ended otherwise, or `take_line` refused a line.
  too_slow,     ///< It was killed because it said nothing for too long.
  stopped,      ///< It was killed because it was asked to stop.
  not_started,  ///< There is no such program.
};

/// Runs a program with this input and no descriptors but the standard ones. Each line of its output, without its end,
/// goes to `take_line`, which returns false to have the child killed; a request to stop kills it too. What `take_line`
/// throws is passed on once the child is killed. From then on SIGPIPE is ignored: a child that ends early is not an
/// error of this process. Several threads may run children.
ChildEnd run_child(const Program& program, const ChildInput& input, const ChildLimits& limits,
                   const std::function<bool(std::string_view)>& take_line, const std::stop_token& stop = {});

/// Starts a program, writes to its input, which stays open, and reads its output until that is `enough`; then kills it.
/// Nothing where it can't be started, ends first, writes `max_line` bytes without being enough, or is silent too long.
std::optional<std::string> ask_child(const Program& program, std::string_view input, const ChildLimits& limits,
                                     const std::function<bool(std::string_view)>& enough);

/// Opens a regular file for reading. Throws std::system_error; not_supported for a folder, a device or a pipe.
Descriptor open_file(const std::filesystem::path& path);

/// Its size in bytes.
std::int64_t size_of(const Descriptor& file);

}  // namespace demur
