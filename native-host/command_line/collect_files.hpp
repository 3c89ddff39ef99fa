#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// The files that `collect` reads.
namespace demur::command_line {

/// Something in the folder that is not read.
struct LeftOut {
  std::filesystem::path path;
  std::string_view reason;  ///< A sentence.
};

struct FoundFiles {
  std::vector<std::filesystem::path> files;  ///< Regular files, sorted by name.
  std::vector<LeftOut> left_out;             ///< Sorted by name.
};

/// All files in a folder and its subfolders. Links are not followed. Nothing where the folder itself can't be read.
std::optional<FoundFiles> files_below(const std::filesystem::path& folder);

/// A name that somebody else chose, made safe to show on a terminal.
std::string shown_name(const std::filesystem::path& path);

}  // namespace demur::command_line
