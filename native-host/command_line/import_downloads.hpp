#pragma once
#include <filesystem>
#include <set>

#include "command_line/exit_codes.hpp"
#include "store/database.hpp"

namespace demur::command_line {

/// Whether this is a data download, by its beginning or its name: an archive, or a folder.
bool is_download(const std::filesystem::path& path);

/// Imports data downloads from the command line, one after the other, with words for a person.
class DownloadImporter {
 public:
  explicit DownloadImporter(store::Database& database) : database_(database) {}
  /// An archive with all its parts, or an unpacked folder. What was read as the part of an earlier one is not read
  /// again.
  ExitCode import(const std::filesystem::path& path);

 private:
  store::Database& database_;
  std::set<std::filesystem::path> read_;
};

}  // namespace demur::command_line
