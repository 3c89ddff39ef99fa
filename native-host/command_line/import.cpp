#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "command_line/import_downloads.hpp"
#include "history/mail.hpp"
#include "history/merge.hpp"
#include "platform/paths.hpp"
#include "platform/streams.hpp"
#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::command_line {
namespace {

constexpr std::array<Phrase, 6> refusals{
    {{"not-a-history", "This is not a history that Demur exported."},
     {"newer-version", "This was exported by a newer version of Demur. Install that version here too."},
     {"damaged", "The file is incomplete or damaged."},
     {"malformed", "An entry is not in the format that Demur writes."},
     {"entry-differs", "A different entry with the same id already exists."},
     {"objection-missing", "The objection that an entry belongs to is missing."}}};

/// Why a history was not merged: its form, or its chain.
std::string_view explain_refusal(std::string_view reason) {
  const auto known = phrase_for(refusals, reason);
  return known.empty() ? explain_break(reason) : known;
}

void say(const history::Merged& merged) {
  if (merged.entries == 0) {
    fmt::print("Nothing new: everything in it is already here.\n");
    return;
  }
  fmt::print("Added {} entries and {} objections.\n", merged.entries, merged.objections);
  if (merged.removed > 0) fmt::print("Erased {} objections that were erased on the other computer.\n", merged.removed);
}

void say(const history::Refusal& refusal) {
  fmt::print(stderr, "{}\n", explain_refusal(refusal.reason));
  if (const auto& entry = refusal.entry)
    fmt::print(stderr, "Found at entry {} of chain {}{}.\n", entry->position, entry->chain_id,
               entry->event_id ? " (" + *entry->event_id + ")" : "");
  fmt::print(stderr, "Nothing was changed.\n");
}

void say(const history::MailImport& mails) {
  fmt::print("E-mails read: {}. From Meta about an objection: {}.\n", mails.reading.messages,
             mails.reading.mails.size());
  fmt::print("Answers added to your history, each with its e-mail: {}.\n", mails.recorded);
}

/// A percentage that is redrawn on one line of a terminal; nothing without a terminal.
history::OnProgress progress_for_person() {
  if (!standard_error_is_terminal()) return [](std::int64_t, std::int64_t) {};
  return [](std::int64_t done, std::int64_t total) {
    fmt::print(stderr, "\r{} %{}", total == 0 ? 100 : done * 100 / total, done == total ? "\n" : "");
  };
}

ExitCode import_mails(store::Database& database, const std::string& path) {
  try {
    say(history::import_mail(database, system_now, std::filesystem::absolute(path), progress_for_person()));
    return success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}: {}\n", path, explain(error));
    return failure;
  }
}

ExitCode import_file(store::Database& database, const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    fmt::print(stderr, "{}: This file can't be read.\n", path);
    return failure;
  }
  // A history is one JSON object; no mail begins with a brace.
  if ((file >> std::ws).peek() != '{') return import_mails(database, path);
  const auto outcome = history::merge(database, file, system_now());
  std::visit([](const auto& result) { say(result); }, outcome);
  return std::holds_alternative<history::Merged>(outcome) ? success : failure;
}

}  // namespace

ExitCode import_files(const std::vector<std::string>& files) {
  restrict_new_files();
  try {
    store::Database database{data_directory()};
    history::settle_outcomes(database);
    database.widen_cache();
    DownloadImporter downloads{database};
    auto result = success;
    for (const auto& file : files)
      if ((is_download(file) ? downloads.import(file) : import_file(database, file)) != success) result = failure;
    return result;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
    return failure;
  }
}

}  // namespace demur::command_line
