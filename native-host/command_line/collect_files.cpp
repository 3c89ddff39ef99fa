#include "command_line/collect_files.hpp"

#include <algorithm>

#include "history/export_parts.hpp"
#include "platform/folders.hpp"
#include "text/shown_text.hpp"

namespace demur::command_line {
namespace {

namespace fs = std::filesystem;

/// How deep folders may be nested.
constexpr int max_depth = 16;

class Finder {
 public:
  std::optional<FoundFiles> find(const fs::path& folder) {
    if (!look_into(folder, 1)) return std::nullopt;
    std::sort(found_.files.begin(), found_.files.end());
    std::sort(found_.left_out.begin(), found_.left_out.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(found_);
  }

 private:
  /// False where it can't be read.
  bool look_into(const fs::path& folder, int depth) {
    const auto entries = entries_in(folder);
    if (!entries) return false;
    for (const auto& entry : *entries) take(entry, depth);
    return true;
  }

  void take(const FolderEntry& entry, int depth) {
    switch (entry.type) {
      case fs::file_type::regular:
        found_.files.push_back(entry.path);
        return;
      case fs::file_type::directory:
        return take_folder(entry.path, depth);
      case fs::file_type::symlink:
        return leave_out(entry.path, "This is a link; links are not followed.");
      default:
        return leave_out(entry.path, "This is not a file.");
    }
  }

  void take_folder(const fs::path& folder, int depth) {
    if (depth == max_depth) return leave_out(folder, "This folder is nested too deeply.");
    if (!look_into(folder, depth + 1)) leave_out(folder, "This folder can't be read.");
  }

  void leave_out(const fs::path& path, std::string_view reason) { found_.left_out.push_back({path, reason}); }

  FoundFiles found_;
};

}  // namespace

std::optional<FoundFiles> files_below(const fs::path& folder) {
  return Finder{}.find(folder);
}

std::string shown_name(const fs::path& path) {
  constexpr std::size_t max_characters = 500;
  return shown_text(history::without_controls(path.string()), max_characters);
}

}  // namespace demur::command_line
