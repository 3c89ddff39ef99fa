#pragma once
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "history/mail.hpp"
#include "history/mailboxes.hpp"

namespace demur::history {

/// A mail that was found in a mailbox, and where it is.
struct FoundMail {
  Mail mail;
  MailPosition position;
  std::string digest;  ///< SHA-256 of the mail as `mail_at` gives it, in hexadecimal digits.
};

/// How a mailbox was read, if not simply to its end.
enum class MailboxFault : std::uint8_t {
  changed,     ///< A program wrote to it meanwhile: it was read as it was.
  unreadable,  ///< Not at all, or not to its end.
};

struct UnsureMailbox {
  std::string path;
  MailboxFault fault;
};

struct MailSearch {
  std::vector<FoundMail> mails;  ///< Newest first, each once; at most `protocol::max_mails`.
  std::int64_t messages = 0;     ///< How many were read.
  std::vector<UnsureMailbox> unsure;
};

/// Has demur-reader read mailboxes as they are, and finds what the mails in them answer. Writes nothing, there or in
/// the history. Throws demur::Error: reader-failed where there is no reader, cancelled and the store's errors.
MailSearch search_mailboxes(store::Database& database, const Clock& clock, const std::vector<Mailbox>& mailboxes,
                            const OnProgress& on_progress, const std::stop_token& stop);

/// The mail that `search_mailboxes` found, as it came; nothing where something else is there now.
std::optional<std::string> fetch_mail(const MailPosition& position, std::string_view digest);

}  // namespace demur::history
