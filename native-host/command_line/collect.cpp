#include "history/collect.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>
#include <numeric>
#include <system_error>

#include "command_line/collect_files.hpp"
#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "command_line/input_file.hpp"
#include "platform/child_process.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/paths.hpp"
#include "platform/time.hpp"

namespace demur::command_line {
namespace {

namespace fs = std::filesystem;
using history::CollectedObjection;
using history::PersonalData;

/// Shows on a terminal how much of the work is done, where it takes more than a second.
class ProgressLine {
 public:
  explicit ProgressLine(std::int64_t total) : total_(total), is_wanted_(standard_error_is_terminal()) {}

  /// Never throws: whoever feeds the reader calls it.
  void add(std::int64_t bytes) {
    done_ += bytes;
    if (!is_wanted_ || Clock::now() < next_) return;
    const auto percent = total_ == 0 ? 100 : std::min<std::int64_t>(100, done_ * 100 / total_);
    std::fputs(fmt::format("\r{} %", percent).c_str(), stderr);
    next_ = Clock::now() + pause;
    is_shown_ = true;
  }
  /// So that other output can follow.
  void clear() {
    if (is_shown_) fmt::print(stderr, "\r     \r");
    is_shown_ = false;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds patience{1000}, pause{200};

  std::int64_t total_, done_ = 0;
  bool is_wanted_, is_shown_ = false;
  Clock::time_point next_ = Clock::now() + patience;
};

/// The file that is written, in pieces large enough to be worth a system call.
class RowFile {
 public:
  RowFile(const fs::path& path, RowFormat format, PersonalData personal)
      : file_(path), format_(format), personal_(personal) {
    if (format_ == RowFormat::csv) held_ = history::csv_heading(personal_);
  }

  void write(const CollectedObjection& objection) {
    const auto cells = history::cells_of(objection, personal_);
    held_ += format_ == RowFormat::csv ? history::csv_row(cells) : history::json_line(cells);
    constexpr std::size_t enough = 65536;
    if (held_.size() >= enough) flush();
  }

  void commit() {
    flush();
    file_.commit_new();
  }

 private:
  void flush() {
    file_.write(held_);
    held_.clear();
  }

  AtomicFile file_;
  RowFormat format_;
  PersonalData personal_;
  std::string held_;
};

/// The totals of all files.
struct Totals {
  std::int64_t files = 0, refused = 0, changed = 0, rows = 0, rows_of_changed = 0, erased = 0, unclear = 0;
  std::map<std::string, std::int64_t> reasons;  ///< How many were refused, by reason.
};

std::int64_t bytes_of_all(const std::vector<fs::path>& files) {
  return std::accumulate(files.begin(), files.end(), std::int64_t{0},
                         [](std::int64_t total, const auto& file) { return total + size_of(file); });
}

/// Opens the file that was found, if it still is a regular file. Throws std::system_error.
Descriptor open_found(const fs::path& path) {
  if (type_of(path) != fs::file_type::regular) throw std::system_error(std::make_error_code(std::errc::not_supported));
  return open_file(path);
}

bool is_reader_missing(const Error& error) {
  return error.kind() == ErrorKind::reader_failed &&
         error.details() == std::vector<Error::Detail>{{"reason", "missing"}};
}

std::string_view explain_collected(const history::Refusal& refusal) {
  if (refusal.reason == "too-many-events") return "One objection has more entries than Demur accepts from others.";
  return explain_refusal(refusal.reason);
}

/// Reads the files one after the other.
class Collecting {
 public:
  Collecting(const CollectWish& wish, FoundFiles found)
      : folder_(path_from(wish.folder)),
        found_(std::move(found)),
        progress_(bytes_of_all(found_.files)),
        personal_(wish.is_personal ? PersonalData::included : PersonalData::left_out),
        collection_{keys_to_check_with(), system_now(), personal_, fs::absolute(path_from(wish.out)).parent_path()},
        rows_(path_from(wish.out), wish.format, personal_) {}

  Totals run() {
    for (const auto& [path, reason] : found_.left_out) refuse(path, std::string(reason));
    for (const auto& file : found_.files) {
      ++number_;
      read(file);
    }
    progress_.clear();
    rows_.commit();
    totals_.files = number_ + static_cast<std::int64_t>(found_.left_out.size());
    return std::move(totals_);
  }

 private:
  void refuse(const fs::path& path, const std::string& reason) {
    progress_.clear();
    fmt::print(stderr, "{}: {}\n", shown_name(path), reason);
    ++totals_.refused;
    ++totals_.reasons[reason];
  }

  void read(const fs::path& path) {
    std::optional<Descriptor> file;
    try {
      file.emplace(open_found(path));
    } catch (const std::system_error&) {
      return refuse(path, unreadable_input);
    }
    try {
      collect(path, *file);
    } catch (const Error& error) {
      // Without it no file can be read.
      if (is_reader_missing(error)) throw;
      refuse(path, explain(error));
    }
  }

  void collect(const fs::path& path, const Descriptor& file) {
    DescriptorSource source{file.number()};
    history::HashingSource bytes{source, [this](std::int64_t count) { progress_.add(count); }};
    const auto result = history::collect_file(bytes, {number_, path.lexically_relative(folder_).string()}, collection_,
                                              [this](const CollectedObjection& objection) { rows_.write(objection); });
    if (result.check.refusal) return refuse(path, std::string(explain_collected(*result.check.refusal)));
    totals_.rows += result.rows;
    totals_.erased += result.erased;
    totals_.unclear += result.unclear;
    if (result.check.is_whole()) return;
    ++totals_.changed;
    totals_.rows_of_changed += result.rows;
  }

  fs::path folder_;
  FoundFiles found_;
  ProgressLine progress_;
  PersonalData personal_;
  history::Collection collection_;
  RowFile rows_;
  std::int64_t number_ = 0;
  Totals totals_;
};

void say(const Totals& totals, const CollectWish& wish) {
  fmt::print(stderr, "Files: {}. Read: {}. Refused: {}.\n", totals.files, totals.files - totals.refused,
             totals.refused);
  for (const auto& [reason, count] : totals.reasons) fmt::print(stderr, "- {}: {}\n", count, reason);
  fmt::print(stderr, "Objections: {}, each with a row in {}.\n", totals.rows, wish.out);
  if (totals.changed > 0)
    fmt::print(stderr, "Files that did not pass the check: {}. Rows from them, which say so: {}.\n", totals.changed,
               totals.rows_of_changed);
  if (totals.erased > 0) fmt::print(stderr, "Objections erased by the people who made them: {}.\n", totals.erased);
  if (totals.unclear > 0)
    fmt::print(stderr, "Objections without a row, because what was sent can't be read: {}.\n", totals.unclear);
  if (wish.is_personal)
    fmt::print(stderr,
               "The file contains personal data of everyone in it. Keep it where only those who need it can read it, "
               "and\ndelete it when they no longer do.\n");
}

ExitCode collect_found(const CollectWish& wish, FoundFiles found) {
  try {
    const auto totals = Collecting{wish, std::move(found)}.run();
    say(totals, wish);
    return totals.refused > 0 ? damaged_input : success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
  } catch (const std::system_error& error) {
    fmt::print(stderr, "Can't write {}: {}\n", wish.out, error.code().message());
  }
  return failure;
}

}  // namespace

ExitCode collect(const CollectWish& wish) {
  restrict_new_files();
  if (is_there(path_from(wish.out))) {
    fmt::print(stderr, "{} already exists. Give another name, or remove it first.\n", wish.out);
    return failure;
  }
  auto found = files_below(path_from(wish.folder));
  if (found) return collect_found(wish, std::move(*found));
  fmt::print(stderr, "{}: This folder can't be read.\n", wish.folder);
  return failure;
}

}  // namespace demur::command_line
