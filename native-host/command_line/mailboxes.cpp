#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "command_line/mail_words.hpp"
#include "history/mail_search.hpp"
#include "history/mail_sender.hpp"
#include "history/open_history.hpp"
#include "platform/paths.hpp"

namespace demur::command_line {
namespace {

using history::Mailbox;

constexpr double megabyte = 1'000'000;

constexpr std::array<Phrase, 7> kinds{{{"confirmation", "Meta confirms an objection"},
                                       {"declined", "Meta declines an objection"},
                                       {"asked-for-more", "Meta asks for more"},
                                       {"received", "Meta has received an objection"},
                                       {"answered", "About an objection; what it says is not certain"},
                                       {"announcement", "Meta announces AI training"},
                                       {"unrelated", "An answer to a form, which Demur doesn't understand"}}};

std::string_view origin_words(std::string_view code) {
  const auto* const found =
      std::find_if(sender_words.begin(), sender_words.end(), [&](const auto& words) { return words.code == code; });
  return found == sender_words.end() ? std::string_view{} : found->of_one;
}

void say(const Mailbox& mailbox) {
  fmt::print("{}: {}, {:.1f} MB{}{}\n  {}\n", mailbox.program, mailbox.title,
             static_cast<double>(mailbox.bytes) / megabyte, mailbox.is_copy ? ", copies from the mail provider" : "",
             mailbox.is_open ? ", in use" : "", mailbox.path.string());
}

void say(const history::FoundMail& found) {
  const auto& mail = found.mail.record;
  const auto day = mail.date ? mail.date->substr(0, mail.date->find('T')) : "No date";
  const auto standing = history::sender_code(mail);
  const auto kind = standing == "others-words" ? "About an objection" : phrase_for(kinds, mail.kind);
  fmt::print("{}: {}; {}.\n  {}\n", day, kind, origin_words(standing), found.position.file.string());
}

void say(const history::UnsureMailbox& mailbox) {
  fmt::print("{}: {}\n", mailbox.path,
             mailbox.fault == history::MailboxFault::changed ? "A program wrote to it meanwhile. It was read as it was."
                                                             : "It can't be read, or not to its end.");
}

void read_all(const std::vector<Mailbox>& mailboxes) {
  const auto database = history::open_history(data_directory());
  const auto found = history::search_mailboxes(*database, system_now, mailboxes, percentage_for_person(), {});
  const auto about = std::count_if(found.mails.begin(), found.mails.end(),
                                   [](const auto& one) { return one.mail.record.kind != "unrelated"; });
  fmt::print("E-mails read: {}. About an objection: {}.\n", found.messages, about);
  for (const auto& mail : found.mails) say(mail);
  for (const auto& mailbox : found.unsure) say(mailbox);
  if (!found.mails.empty())
    fmt::print("Nothing was recorded. To add Meta's answers to your history: demur-host import FILE\n");
}

}  // namespace

ExitCode show_mailboxes(bool are_read) {
  restrict_new_files();
  try {
    const auto mailboxes = history::find_mailboxes(history::mail_places());
    if (mailboxes.empty()) {
      fmt::print(
          "No mail program on this computer keeps e-mails that Demur can read. In your mail program, save Meta's\n"
          "e-mail as a file (.eml), and import that.\n");
      return success;
    }
    if (are_read)
      read_all(mailboxes);
    else
      for (const auto& mailbox : mailboxes) say(mailbox);
    return success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
    return failure;
  }
}

}  // namespace demur::command_line
