#pragma once
#include <optional>
#include <string>

#include "history/mail.hpp"

namespace demur::history {

/// A shareable copy of a mail.
struct MailCopy {
  std::string text;  ///< UTF-8; at most `reading::max_copy` bytes.
  /// What it is if it isn't mail: as for `MailReading::not_mail`.
  std::optional<std::string> not_mail;
};

/// Has demur-reader make such a copy, without the names and addresses of the accounts and objections here, and those
/// that it finds. Writes nothing. Throws demur::Error: file-unreadable, reader-failed and the store's errors.
MailCopy redacted(store::Database& database, const MailSource& source);

}  // namespace demur::history
