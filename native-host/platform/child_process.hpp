#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>
#include <variant>

#include "platform/streams.hpp"

namespace demur {

/// What a child reads: these bytes, or an opened file.
using ChildInput = std::variant<std::string_view, Descriptor>;

struct ChildLimits {
  std::chrono::milliseconds silence;  ///< The longest time without a line.
  std::size_t longest_line;           ///< In bytes.
};

enum class ChildEnd : std::uint8_t {
  finished,     ///< It ended by itself, with 0.
  failed,       ///< It ended otherwise, or the taker of lines refused one.
  too_slow,     ///< It was killed because it said nothing for too long.
  not_started,  ///< There is no such program.
};

/// Runs a program with this input, without environment, and gives it no descriptors but its standard ones. Each line
/// of its output, without its end, goes to `take_line`, which gives false to have the child killed. Ignores SIGPIPE
/// from then on: a child that ends early is no fault of this process.
ChildEnd run_child(const std::filesystem::path& program, const ChildInput& input, const ChildLimits& limits,
                   const std::function<bool(std::string_view)>& take_line);

/// Opens a regular file for reading. Throws std::system_error; not_supported for a folder, a device or a pipe.
Descriptor open_file(const std::filesystem::path& path);

/// Its size in bytes.
std::int64_t size_of(const Descriptor& file);

}  // namespace demur
