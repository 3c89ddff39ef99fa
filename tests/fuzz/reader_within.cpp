// In place of native-host/reading/reader_child.cpp, so that a fuzzer sees what becomes of its input on both sides: the
// reader's code runs within this process, and its lines go to the host's as they would through a pipe.
#include "reading/reader_child.hpp"

#include <array>

#include "platform/error.hpp"
#include "platform/lines.hpp"
#include "reading/histories/history_reader.hpp"
#include "reading/mail/mail_reader.hpp"

namespace demur::reading {
namespace {

using Lines = std::function<bool(std::string_view)>;

void read_within(const std::string& task, ByteSource& source, const Lines& write) {
  if (task == "history") return read_history(source, write);
  read_mails(source, [&](const Line& line) { return write(to_line(line)); });
}

}  // namespace

Descriptor open_untrusted(const std::filesystem::path& path) {
  return open_file(path);
}

void run_reader(const std::vector<std::string>& arguments, const ChildInput& input, const Lines& take_line,
                const std::stop_token& /*stop*/, std::size_t longest_line) {
  const auto* bytes = std::get_if<std::string_view>(&input);
  MemorySource memory{bytes == nullptr ? std::string_view{} : *bytes};
  auto& source = bytes == nullptr ? *std::get<ByteSource*>(input) : memory;
  bool is_well = true;
  read_within(arguments.empty() ? "mail" : arguments.front(), source, [&](std::string_view line) {
    std::string text{line};
    is_well = is_well && give_lines(text, longest_line, take_line) && text.empty();
    return is_well;
  });
  if (!is_well) refuse_reader();
}

void refuse_reader() {
  throw Error(ErrorKind::reader_failed, {{"reason", "broken"}});
}

}  // namespace demur::reading
