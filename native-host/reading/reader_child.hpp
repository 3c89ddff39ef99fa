#pragma once
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "platform/child_process.hpp"

/// How the host has untrusted bytes read: by demur-reader, the program beside it, which is locked in.
namespace demur::reading {

/// Opens a file that the person has named. Throws demur::Error: file-unreadable.
Descriptor open_untrusted(const std::filesystem::path& path);

/// Has demur-reader read. Each of its lines goes to `take_line`, which gives false for one that it does not believe.
/// Throws demur::Error: reader-failed, cancelled.
void run_reader(const std::vector<std::string>& arguments, const ChildInput& input,
                const std::function<bool(std::string_view)>& take_line, const std::stop_token& stop = {});

/// Throws demur::Error: reader-failed, for a reader that has not said all.
[[noreturn]] void refuse_reader();

}  // namespace demur::reading
