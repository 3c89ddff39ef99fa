#include <io.h>
#include <windows.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <thread>

#include "platform/streams.hpp"

// The numbers are those of the C library, which keeps a handle of the system for each. Bytes pass by the handle: the
// library itself would change line ends.

namespace demur {
namespace {

// How the system writes a handle that is none.
HANDLE handle_of(int number) {
  return reinterpret_cast<HANDLE>(::_get_osfhandle(number));  // NOLINT
}

DWORD piece_of(std::size_t size) {
  constexpr std::size_t most = 1UL << 30U;
  return static_cast<DWORD>(std::min(size, most));
}

constexpr int input = 0, output = 1, errors = 2;

/// Waits until nobody can write any more. False where the system doesn't tell: then the end is seen by reading alone.
/// While another thread waits for bytes of the same pipe, the question waits, too.
bool wait_for_end(HANDLE pipe) {
  // Nothing tells it but asking.
  constexpr std::chrono::milliseconds pause{10};
  while (::PeekNamedPipe(pipe, nullptr, 0, nullptr, nullptr, nullptr) != 0) std::this_thread::sleep_for(pause);
  return ::GetLastError() == ERROR_BROKEN_PIPE;
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::_close(number_);
}

std::size_t DescriptorSource::read(std::span<char> buffer) {
  std::size_t done = 0;
  while (done < buffer.size()) {
    DWORD count = 0;
    if (::ReadFile(handle_of(number_), buffer.data() + done, piece_of(buffer.size() - done), &count, nullptr) == 0 ||
        count == 0)
      break;
    done += count;
  }
  return done;
}

bool DescriptorSink::write(std::string_view bytes) {
  while (!bytes.empty()) {
    DWORD count = 0;
    if (::WriteFile(handle_of(descriptor_.number()), bytes.data(), piece_of(bytes.size()), &count, nullptr) == 0)
      return false;
    bytes.remove_prefix(count);
  }
  return true;
}

std::optional<std::uint64_t> regular_file_size(int number) {
  LARGE_INTEGER size{};
  if (::GetFileType(handle_of(number)) != FILE_TYPE_DISK || ::GetFileSizeEx(handle_of(number), &size) == 0)
    return std::nullopt;
  return static_cast<std::uint64_t>(size.QuadPart);
}

bool FileAccess::read_at(std::uint64_t offset, std::span<char> buffer) {
  while (!buffer.empty()) {
    OVERLAPPED place{};
    place.Offset = static_cast<DWORD>(offset);
    constexpr unsigned half = 32;
    place.OffsetHigh = static_cast<DWORD>(offset >> half);
    DWORD count = 0;
    if (::ReadFile(handle_of(number_), buffer.data(), piece_of(buffer.size()), &count, &place) == 0 || count == 0)
      return false;
    buffer = buffer.subspan(count);
    offset += count;
  }
  return true;
}

Descriptor take_standard_output() {
  Descriptor real{::_dup(output)};
  // A child of ours has no business with the frames.
  if (real.number() < 0 || ::SetHandleInformation(handle_of(real.number()), HANDLE_FLAG_INHERIT, 0) == 0 ||
      ::_dup2(errors, output) != 0)
    throw std::system_error(errno, std::generic_category(), "standard output");
  return real;
}

void end_with_standard_input(std::chrono::milliseconds grace) {
  const auto pipe = handle_of(input);
  if (::GetFileType(pipe) != FILE_TYPE_PIPE) return;
  std::thread([grace, pipe] {
    if (!wait_for_end(pipe)) return;
    std::this_thread::sleep_for(grace);
    std::_Exit(EXIT_SUCCESS);
  }).detach();
}

bool standard_input_is_terminal() {
  return ::_isatty(input) != 0;
}

bool standard_error_is_terminal() {
  return ::_isatty(errors) != 0;
}

}  // namespace demur
