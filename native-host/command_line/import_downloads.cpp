#include "command_line/import_downloads.hpp"

#include <fmt/core.h>

#include <array>
#include <istream>
#include <system_error>

#include "command_line/explain.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "platform/streams.hpp"
#include "platform/time.hpp"
#include "tagged/download_import.hpp"
#include "tagged/local_downloads.hpp"

namespace demur::command_line {
namespace {

namespace fs = std::filesystem;

constexpr std::array<Phrase, 4> stages{{{"opening", "Opening the download"},
                                        {"addresses", "Looking for your addresses"},
                                        {"items", "Looking for what includes you"},
                                        {"contacts", "Saving what was found"}}};

constexpr std::array<Phrase, 8> skip_reasons{{{"empty", "is empty"},
                                              {"malformed", "is incomplete or damaged"},
                                              {"too-deep", "is nested too deeply"},
                                              {"too-large", "is larger than any file of a download"},
                                              {"unknown-shape", "is in a format that Demur doesn't know"},
                                              {"unsafe-name", "has a path that leads out of the download"},
                                              {"encrypted", "is protected with a password"},
                                              {"damaged", "is damaged"}}};

/// In the order of tagged::TaggedListState.
constexpr std::array<std::string_view, 3> list_words{
    "", "Meta says that there are no photos or videos in which others tagged you.",
    "The list of photos and videos in which others tagged you is missing. Ask Meta for a download of all your\n"
    "information: in Accounts Centre, Your information and permissions, Download your information."};

/// The stage and a percentage, redrawn on one line of a terminal; nothing without a terminal.
tagged::OnImportProgress stage_for_person() {
  if (!standard_error_is_terminal()) return [](const tagged::ImportProgress&) {};
  return [](const tagged::ImportProgress& progress) {
    constexpr std::int64_t whole = 100;
    const auto percent = progress.total == 0 ? 0 : progress.done * whole / progress.total;
    fmt::print(stderr, "\r{:<30}{:>3} %", phrase_for(stages, progress.stage), percent);
  };
}

void end_progress() {
  if (standard_error_is_terminal()) fmt::print(stderr, "\n");
}

/// Whether it was in reading that this failed: nothing is saved before all is read.
bool is_of_reading(const Error& error) {
  return error.kind() == ErrorKind::file_unreadable || error.kind() == ErrorKind::download_unreadable ||
         error.kind() == ErrorKind::reader_failed;
}

void say(const tagged::ImportSummary& summary) {
  fmt::print("Photos, videos and posts that include you: {}. New: {}. People who shared them: {}.\n", summary.items,
             summary.added, summary.contacts);
  for (const auto& own : summary.emails) fmt::print("E-mail address of the account: {}\n", own.email);
  if (summary.tagged_list && *summary.tagged_list != tagged::TaggedListState::there)
    fmt::print("{}\n", list_words.at(static_cast<std::size_t>(*summary.tagged_list)));
  if (summary.notices.read > 0)
    fmt::print(
        "Meta's notices read: {}. Those that say, in words that Demur knows, that someone tagged or mentioned you: "
        "{}.\n",
        summary.notices.read, summary.notices.about);
  for (const auto& file : summary.skipped)
    if (file.unread > 0)
      fmt::print("Read in part: {}: {} entries read, {} not.\n", file.path, file.read, file.unread);
    else
      fmt::print("Skipped: {} {}.\n", file.path, phrase_for(skip_reasons, file.reason));
}

}  // namespace

bool is_download(const fs::path& path) {
  if (is_folder(path) || tagged::is_zip(path)) return true;
  std::error_code missing;
  if (tagged::file_within_download(fs::absolute(path, missing))) return true;
  const auto file = open_stream(path);
  return file && file->get() == 'P' && file->get() == 'K';
}

ExitCode DownloadImporter::import(const fs::path& path) {
  const auto absolute = fs::absolute(path).lexically_normal();
  if (read_.contains(absolute)) return success;
  try {
    const auto parts = tagged::with_parts({absolute});
    const tagged::ImportWatch watch{stage_for_person()};
    const auto summary = tagged::import_downloads(database_, to_rfc3339(system_now()), {absolute}, watch);
    read_.insert(parts.begin(), parts.end());
    end_progress();
    say(summary);
    return success;
  } catch (const Error& error) {
    end_progress();
    fmt::print(stderr, "{}: {}{}\n", path.string(), explain(error),
               is_of_reading(error) ? " Nothing was imported." : " What had been saved by then is kept.");
    return failure;
  }
}

}  // namespace demur::command_line
