#pragma once
#include <filesystem>
#include <set>

#include "command_line/commands.hpp"
#include "store/database.hpp"

namespace demur::command_line {

/// Whether this is a data download: a folder, or an archive by its name or its first bytes.
bool is_download(const std::filesystem::path& path);

/// Imports data downloads from the command line one after the other, and tells the person the result.
class DownloadImporter {
 public:
  explicit DownloadImporter(store::Database& database) : database_(database) {}
  /// An archive with all its parts, or an unpacked folder. A part that was read with an earlier archive is not read
  /// again.
  ExitCode import(const std::filesystem::path& path);

 private:
  store::Database& database_;
  std::set<std::filesystem::path> read_;
};

}  // namespace demur::command_line
