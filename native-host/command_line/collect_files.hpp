#pragma once
#include <filesystem>
#include <string>
#include <vector>

/// The files that `collect` reads.
namespace demur::command_line {

/// What is in the folder and is not read.
struct LeftOut {
  std::filesystem::path path;
  std::string_view reason;  ///< A sentence.
};

struct FoundFiles {
  std::vector<std::filesystem::path> files;  ///< Regular ones, by their names.
  std::vector<LeftOut> left_out;             ///< By their names.
};

/// All files in a folder and in those within it. No link is followed. Throws std::system_error where the folder itself
/// can't be read.
FoundFiles files_below(const std::filesystem::path& folder);

/// A name of somebody else's, safe to be shown on a terminal.
std::string shown_name(const std::filesystem::path& path);

}  // namespace demur::command_line
