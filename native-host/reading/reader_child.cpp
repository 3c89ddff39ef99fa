#include "reading/reader_child.hpp"

#include <chrono>
#include <system_error>

#include "platform/error.hpp"
#include "platform/paths.hpp"

namespace demur::reading {
namespace {

/// The reader reports progress several times a second, but a sleeping disk takes some seconds.
constexpr std::chrono::seconds longest_silence{20};

[[noreturn]] void refuse_reader(const char* reason) {
  throw Error(ErrorKind::reader_failed, {{"reason", reason}});
}

}  // namespace

Descriptor open_untrusted(const std::filesystem::path& path) {
  try {
    return open_file(path);
  } catch (const std::system_error& error) {
    const char* reason = error.code() == std::errc::no_such_file_or_directory ? "missing"
                         : error.code() == std::errc::permission_denied       ? "not-allowed"
                                                                              : "no-file";
    throw Error(ErrorKind::file_unreadable, {{"reason", reason}});
  }
}

void run_reader(const std::vector<std::string>& arguments, const ChildInput& input,
                const std::function<bool(std::string_view)>& take_line, const std::stop_token& stop,
                std::size_t longest_line) {
  Program reader{program_beside("demur-reader"), arguments};
  reader.is_confined = true;
  switch (run_child(reader, input, {longest_silence, longest_line}, take_line, stop)) {
    case ChildEnd::finished:
      return;
    case ChildEnd::stopped:
      throw Error(ErrorKind::cancelled);
    case ChildEnd::not_started:
      refuse_reader("missing");
    case ChildEnd::too_slow:
      refuse_reader("too-slow");
    case ChildEnd::failed:
      refuse_reader();
  }
}

void refuse_reader() {
  refuse_reader("broken");
}

}  // namespace demur::reading
