#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "platform/error.hpp"
#include "platform/files.hpp"

namespace demur {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

}  // namespace

void write_file_atomically(const std::filesystem::path& path, std::string_view content) {
  std::filesystem::create_directories(path.parent_path());
  const std::filesystem::path temporary = path.string() + ".new";
  {
    constexpr mode_t readable = 0644;
    // The variadic interface is the system's.
    Descriptor file{::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
                           readable)};  // NOLINT(cppcoreguidelines-pro-type-vararg)
    if (file.number() < 0) fail(temporary);
    const int number = file.number();
    DescriptorSink sink{std::move(file)};
    if (!sink.write(content) || ::fsync(number) != 0) fail(temporary);
  }
  std::filesystem::rename(temporary, path);
}

// The variadic interface is the system's. NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg)
FolderLock::FolderLock(const std::filesystem::path& folder) : folder_(::open(folder.c_str(), O_RDONLY | O_CLOEXEC)) {
  int result = 0;
  do result = ::flock(folder_.number(), LOCK_EX);
  while (result != 0 && errno == EINTR);
  if (result != 0) throw Error(ErrorKind::store_unavailable);
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) fail(path);
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace demur
