#include "command_line/import.hpp"

#include <fmt/core.h>

#include <array>
#include <filesystem>
#include <fstream>

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

constexpr std::array<Words, 9> refusals{
    {{"not-a-history", "This is not a history that Demur wrote."},
     {"newer-version", "This was written by a newer Demur. Install that one here too."},
     {"damaged", "The file ends too early or is damaged."},
     {"malformed", "An entry is not as Demur writes it."},
     {"link-broken", "An entry does not fit its fingerprint: it was changed, moved or added."},
     {"content-changed", "The words of an entry were changed or taken out."},
     {"entry-missing", "An entry is missing."},
     {"entry-differs", "An entry is here already, with something else in it."},
     {"objection-missing", "An entry belongs to an objection that is not there."}}};

void say(const history::Merged& merged) {
  if (merged.entries == 0) {
    fmt::print("Nothing new: all of it is here already.\n");
    return;
  }
  fmt::print("Added {} entries and {} objections.\n", merged.entries, merged.objections);
  if (merged.removed > 0) fmt::print("Erased {} objections that were removed there.\n", merged.removed);
}

void say(const history::Refusal& refusal) {
  fmt::print(stderr, "{}\n", in_words(refusals, refusal.reason));
  if (const auto& entry = refusal.entry)
    fmt::print(stderr, "It was found at entry {} of the chain {}{}.\n", entry->position, entry->chain_id,
               entry->event_id ? " (" + *entry->event_id + ")" : "");
  fmt::print(stderr, "Nothing was changed.\n");
}

void say(const history::MailImport& mails) {
  fmt::print("E-mails read: {}. Of Meta's about an objection: {}.\n", mails.reading.messages,
             mails.reading.mails.size());
  fmt::print("Answers added to your history, each with its e-mail: {}.\n", mails.recorded);
}

/// Per cent, on one line of a terminal; nothing where there is none.
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
    fmt::print(stderr, "{}: {}\n", path, in_words(error));
    return failure;
  }
}

ExitCode import_file(store::Database& database, const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) {
    fmt::print(stderr, "{} cannot be read.\n", path);
    return failure;
  }
  // A history is one JSON object; no mail begins so.
  if ((file >> std::ws).peek() != '{') return import_mails(database, path);
  const auto outcome = history::merge(database, file);
  std::visit([](const auto& told) { say(told); }, outcome);
  return std::holds_alternative<history::Merged>(outcome) ? success : failure;
}

}  // namespace

ExitCode import_history(const std::vector<std::string>& files) {
  restrict_new_files();
  try {
    store::Database database{data_directory()};
    database.widen_cache();
    DownloadImporter downloads{database};
    auto result = success;
    for (const auto& file : files)
      if ((is_download(file) ? downloads.import(file) : import_file(database, file)) != success) result = failure;
    return result;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", in_words(error));
    return failure;
  }
}

}  // namespace demur::command_line
