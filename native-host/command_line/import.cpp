#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "command_line/import_downloads.hpp"
#include "command_line/input_file.hpp"
#include "command_line/mail_words.hpp"
#include "command_line/preview_words.hpp"
#include "history/mail.hpp"
#include "history/mail_sender.hpp"
#include "history/maildir.hpp"
#include "history/merge.hpp"
#include "history/open_history.hpp"
#include "platform/paths.hpp"
#include "platform/streams.hpp"
#include "platform/time.hpp"
#include "store/database.hpp"
#include "text/characters.hpp"

namespace demur::command_line {
namespace {

void say(const history::Merged& merged) {
  if (merged.entries == 0 && merged.agreed == 0) {
    fmt::print("Nothing new: everything in it is already here.\n");
    return;
  }
  fmt::print("Entries added: {}. Objections added: {}.\n", merged.entries, merged.objections);
  if (merged.agreed > 0) fmt::print("Entries that were waiting for you to agree, and count now: {}.\n", merged.agreed);
  if (merged.removed > 0)
    fmt::print("Objections erased, because they were erased on the other computer: {}.\n", merged.removed);
  if (merged.set_aside > 0)
    fmt::print(
        "Entries that would change objections that were here before: {}. They do not count until you agree:\n"
        "--preview says what they would change, --with-changes accepts them.\n",
        merged.set_aside);
}

void say(const history::Refusal& refusal) {
  fmt::print(stderr, "{}\n", explain_refusal(refusal.reason));
  if (refusal.entry) fmt::print(stderr, "{}{}\n", for_helper, shown_name(*refusal.entry));
  fmt::print(stderr, "Nothing was changed.\n");
}

/// Says how many of the mails are whose, and who says so.
void say_whose(const std::vector<history::Mail>& mails) {
  for (const auto& words : sender_words) {
    const auto count = std::count_if(mails.begin(), mails.end(), [&words](const auto& mail) {
      return history::sender_code(mail.record) == words.code && !mail.seal;
    });
    if (count > 0) fmt::print("- {}: {}.\n", count, words.of_several);
  }
}

/// Says how many of the mails Meta sent to an address that is not the person's.
void say_strangers(const std::vector<history::Mail>& mails) {
  const auto count =
      std::count_if(mails.begin(), mails.end(), [](const auto& mail) { return mail.addressed_to.has_value(); });
  if (count > 0) fmt::print("Sent to addresses that Demur doesn't know as yours: {}.\n", count);
}

/// What to do with a file that isn't an e-mail as it was sent.
constexpr std::array<Phrase, 3> other_forms{
    {{"outlook",
      "This is a file in Outlook's own format, which Demur can't read. Open the e-mail in Outlook on the web or in\n"
      "the new Outlook, choose Download or Save as, then EML, and import that file."},
     {"pdf",
      "A PDF shows an e-mail, but doesn't contain it as it was sent. Save the e-mail itself from your mail program,\n"
      "usually as an .eml file, and import that."},
     {"other",
      "This is not an e-mail. Save the e-mail from your mail program, usually as an .eml file, and import that."}}};

/// E-mails with the line of a seal answer nothing.
void say_seals(const history::MailImport& mails) {
  if (mails.seals > 0)
    fmt::print("E-mails kept that carry a seal of your history and show since when it has been unchanged: {}.\n",
               mails.seals);
  if (mails.seals_left_out > 0)
    fmt::print(
        "Not kept: {} with a seal that doesn't match. It belongs to another history, or yours has changed since.\n",
        mails.seals_left_out);
}

void say(const history::MailImport& mails) {
  fmt::print("E-mails read: {}. About an objection: {}.\n", mails.reading.messages, mails.about);
  say_whose(mails.reading.mails);
  say_strangers(mails.reading.mails);
  fmt::print("Answers added to your history, each with its e-mail: {}.\n", mails.recorded);
  if (mails.cut > 0)
    fmt::print(
        "- {}: the e-mail is too long to be kept whole. Only its beginning is kept, so its signature can't be checked\n"
        "  again later. Keep the file.\n",
        mails.cut);
  say_seals(mails);
  if (mails.not_understood > 0)
    fmt::print(
        "Not understood: {}. Meta sent them as answers to a form. Drop the file on Demur's page to read them and keep\n"
        "them with an objection.\n",
        mails.not_understood);
  if (mails.left_out > 0)
    fmt::print(
        "Not added: {}. It isn't known whether Meta sent them, or which objection they answer. Drop the file on\n"
        "Demur's page to see them and decide.\n",
        mails.left_out);
}

ExitCode import_mails(store::Database& database, const std::filesystem::path& path) {
  try {
    const auto mails =
        history::import_mail(database, system_now, std::filesystem::absolute(path), percentage_for_person());
    if (!mails.reading.not_mail) {
      say(mails);
      return success;
    }
    fmt::print(stderr, "{}: {}\n", path.string(), phrase_for(other_forms, *mails.reading.not_mail));
    return failure;
  } catch (const Error& error) {
    fmt::print(stderr, "{}: {}\n", path.string(), explain(error));
    return failure;
  }
}

ExitCode refuse_preview(const std::filesystem::path& path) {
  fmt::print(stderr, "{}: Only a history can be previewed.\n", path.string());
  return failure;
}

/// A history is one JSON object; no mail begins with a brace.
bool may_be_history(const std::filesystem::path& path) {
  const auto file = open_input(path);
  if (!file) return false;
  std::array<char, 4096> beginning{};
  const auto count = DescriptorSource{file->number()}.read(beginning);
  return trimmed({beginning.data(), count}).starts_with('{');
}

ExitCode tell_preview(store::Database& database, const std::variant<history::Preview, history::Refusal>& outcome) {
  if (const auto* refusal = std::get_if<history::Refusal>(&outcome)) return say(*refusal), failure;
  return say_preview(database, std::get<history::Preview>(outcome)), success;
}

/// Merges a history or says what merging it would do.
ExitCode import_history(store::Database& database, ByteSource& file, HistoryImport how) {
  const auto tell = [](const auto& outcome) {
    std::visit([](const auto& result) { say(result); }, outcome);
    return std::holds_alternative<history::Refusal>(outcome) ? failure : success;
  };
  if (how == HistoryImport::preview) return tell_preview(database, history::preview(database, file, system_now()));
  const auto agreement = how == HistoryImport::change ? history::Agreement::changed : history::Agreement::added;
  return tell(history::merge(database, file, system_now(), agreement));
}

ExitCode import_opened_history(store::Database& database, const std::filesystem::path& path, const Descriptor& file,
                               HistoryImport how) {
  DescriptorSource source{file.number()};
  try {
    return import_history(database, source, how);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::reader_failed) throw;
    fmt::print(stderr, "{}: {}\nNothing was changed.\n", path.string(), explain(error));
    return failure;
  }
}

ExitCode import_file(store::Database& database, const std::filesystem::path& path, HistoryImport histories) {
  const auto file = open_input(path);
  if (!file) {
    fmt::print(stderr, "{}: {}\n", path.string(), unreadable_input);
    return failure;
  }
  if (may_be_history(path)) return import_opened_history(database, path, *file, histories);
  if (histories == HistoryImport::preview) return refuse_preview(path);
  return import_mails(database, path);
}

}  // namespace

ExitCode import_files(const std::vector<std::string>& files, HistoryImport histories) {
  restrict_new_files();
  try {
    const auto opened = history::open_history(data_directory());
    auto& database = *opened;
    database.widen_cache();
    DownloadImporter downloads{database};
    auto result = success;
    const auto import_one = [&](const std::filesystem::path& file) {
      if (history::is_maildir(file))
        return histories == HistoryImport::preview ? refuse_preview(file) : import_mails(database, file);
      if (!is_download(file)) return import_file(database, file, histories);
      return histories == HistoryImport::preview ? refuse_preview(file) : downloads.import(file);
    };
    for (const auto& file : files)
      if (import_one(path_from(file)) != success) result = failure;
    return result;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
    return failure;
  }
}

}  // namespace demur::command_line
