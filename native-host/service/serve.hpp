#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>

namespace demur::service {

/// How the stream of frames ended: at the end of a frame, or with a header that makes the rest unreadable.
enum class StreamEnd : bool { closed, broken };

/// Answers the frames on standard input until it ends, with the history in this folder. From now on standard output is
/// only for the answers. What can wait until the browser has its first answer is done `after_first_answer`.
StreamEnd serve(const std::filesystem::path& data_directory, const std::function<void()>& after_first_answer);

}  // namespace demur::service
