#pragma once
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "platform/child_process.hpp"
#include "reading/record.hpp"

/// Untrusted bytes are read by demur-reader, the sandboxed program installed beside the host.
namespace demur::reading {

/// Opens a file that the person has named. Throws demur::Error: file-unreadable.
Descriptor open_untrusted(const std::filesystem::path& path);

/// Runs demur-reader. Each of its lines goes to `take_line`, which returns false for one that can't be trusted. Throws
/// demur::Error: reader-failed, cancelled.
void run_reader(const std::vector<std::string>& arguments, const ChildInput& input,
                const std::function<bool(std::string_view)>& take_line, const std::stop_token& stop = {},
                std::size_t longest_line = max_line);

/// Throws demur::Error: reader-failed, because output is incomplete or malformed.
[[noreturn]] void refuse_reader();

}  // namespace demur::reading
