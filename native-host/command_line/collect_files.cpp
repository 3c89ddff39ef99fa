#include "command_line/collect_files.hpp"

#include <algorithm>
#include <system_error>

#include "history/export_parts.hpp"
#include "text/shown_text.hpp"

namespace demur::command_line {
namespace {

namespace fs = std::filesystem;

/// How deep folders may be nested.
constexpr int max_depth = 16;

class Finder {
 public:
  FoundFiles find(const fs::path& folder) {
    std::error_code fault;
    const fs::directory_iterator first{folder, fault};
    if (fault) throw std::system_error(fault);
    look_into(first, 1);
    std::sort(found_.files.begin(), found_.files.end());
    std::sort(found_.left_out.begin(), found_.left_out.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(found_);
  }

 private:
  void look_into(fs::directory_iterator entry, int depth) {
    std::error_code fault;
    for (const fs::directory_iterator end; !fault && entry != end; entry.increment(fault)) take(*entry, depth);
  }

  void take(const fs::directory_entry& entry, int depth) {
    std::error_code gone;
    switch (entry.symlink_status(gone).type()) {
      case fs::file_type::regular:
        found_.files.push_back(entry.path());
        return;
      case fs::file_type::directory:
        return take_folder(entry.path(), depth);
      case fs::file_type::symlink:
        return leave_out(entry.path(), "This is a link; links are not followed.");
      default:
        return leave_out(entry.path(), "This is not a file.");
    }
  }

  void take_folder(const fs::path& folder, int depth) {
    if (depth == max_depth) return leave_out(folder, "This folder is nested too deeply.");
    std::error_code fault;
    const fs::directory_iterator first{folder, fault};
    if (fault) return leave_out(folder, "This folder can't be read.");
    look_into(first, depth + 1);
  }

  void leave_out(const fs::path& path, std::string_view reason) { found_.left_out.push_back({path, reason}); }

  FoundFiles found_;
};

}  // namespace

FoundFiles files_below(const fs::path& folder) {
  return Finder{}.find(folder);
}

std::string shown_name(const fs::path& path) {
  constexpr std::size_t max_characters = 500;
  return shown_text(history::without_controls(path.string()), max_characters);
}

}  // namespace demur::command_line
