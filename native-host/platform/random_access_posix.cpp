#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "platform/random_access.hpp"

namespace demur {

std::optional<std::uint64_t> regular_file_size(int number) {
  struct stat status {};
  if (::fstat(number, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

bool FileAccess::read_at(std::uint64_t offset, std::span<char> buffer) {
  while (!buffer.empty()) {
    const auto count = ::pread(number_, buffer.data(), buffer.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    buffer = buffer.subspan(static_cast<std::size_t>(count));
    offset += static_cast<std::uint64_t>(count);
  }
  return true;
}

}  // namespace demur
