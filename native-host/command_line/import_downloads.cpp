#include "command_line/import_downloads.hpp"

#include <fmt/core.h>

#include <array>
#include <fstream>

#include "command_line/explain.hpp"
#include "platform/streams.hpp"
#include "platform/time.hpp"
#include "tagged/download_import.hpp"
#include "tagged/local_downloads.hpp"

namespace demur::command_line {
namespace {

namespace fs = std::filesystem;

constexpr std::array<Words, 4> stages{{{"opening", "Opening the download"},
                                       {"addresses", "Looking for your addresses"},
                                       {"items", "Looking for what includes you"},
                                       {"contacts", "Keeping it"}}};

constexpr std::array<Words, 8> skip_reasons{{{"empty", "is empty"},
                                             {"malformed", "ends too early or is damaged"},
                                             {"too-deep", "is nested as no download is"},
                                             {"too-large", "is larger than any of a download"},
                                             {"unknown-shape", "is written in a way that Demur doesn't know"},
                                             {"unsafe-name", "has a name that leads out of the download"},
                                             {"encrypted", "is locked with a password"},
                                             {"damaged", "is damaged"}}};

/// Stage and per cent, on one line of a terminal; nothing where there is none.
tagged::OnImportProgress progress_for_person() {
  if (!standard_error_is_terminal()) return [](const tagged::ImportProgress&) {};
  return [](const tagged::ImportProgress& progress) {
    constexpr std::int64_t whole = 100;
    const auto percent = progress.total == 0 ? 0 : progress.done * whole / progress.total;
    fmt::print(stderr, "\r{:<30}{:>3} %", in_words(stages, progress.stage), percent);
  };
}

void end_progress() {
  if (standard_error_is_terminal()) fmt::print(stderr, "\n");
}

void say(const tagged::ImportSummary& summary) {
  fmt::print("Photos, videos and posts that include you: {}. New: {}. People who shared them: {}.\n", summary.items,
             summary.added, summary.contacts);
  for (const auto& own : summary.emails) fmt::print("An address of the account: {}\n", own.email);
  for (const auto& file : summary.skipped)
    fmt::print("Skipped: {} {}.\n", file.path, in_words(skip_reasons, file.reason));
}

}  // namespace

bool is_download(const fs::path& path) {
  std::error_code missing;
  if (fs::is_directory(path, missing) || tagged::is_zip(path)) return true;
  std::array<char, 2> beginning{};
  return std::ifstream{path, std::ios::binary}.read(beginning.data(), beginning.size()) && beginning[0] == 'P' &&
         beginning[1] == 'K';
}

ExitCode DownloadImporter::import(const fs::path& path) {
  const auto absolute = fs::absolute(path).lexically_normal();
  if (read_.contains(absolute)) return success;
  try {
    const auto parts = tagged::with_parts({absolute});
    const tagged::ImportWatch watch{progress_for_person()};
    const auto summary = tagged::import_downloads(database_, to_rfc3339(system_now()), {absolute}, watch);
    read_.insert(parts.begin(), parts.end());
    end_progress();
    say(summary);
    return success;
  } catch (const Error& error) {
    end_progress();
    fmt::print(stderr, "{}: {} Nothing of it was kept.\n", path.string(), in_words(error));
    return failure;
  }
}

}  // namespace demur::command_line
