#pragma once
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "history/mail_programs.hpp"
#include "platform/time.hpp"

/// Finds mailboxes of mail programs on this computer, only by names, sizes and times: no e-mail is opened, no link
/// followed.
namespace demur::history {

struct Mailbox {
  std::string program;
  std::string title;           ///< Account and folder, fit to be shown.
  std::filesystem::path path;  ///< A file, or the folder of the files.
  std::int64_t bytes;
  Time modified_at;
  bool is_copy;  ///< A copy of what the mail provider has; some may be missing.
  bool is_open;  ///< The program seems to be running, and may change it.
  MailLayout layout;
};

inline constexpr std::size_t max_mailboxes = 500;

/// The non-empty mailboxes in these places, program by program; only the largest where there are more than
/// `max_mailboxes`. Throws demur::Error: cancelled.
std::vector<Mailbox> find_mailboxes(const std::vector<MailPlace>& places, const std::stop_token& stop = {});

/// Whether a mailbox is one file, an mbox.
bool is_one_file(const Mailbox& mailbox);

/// The files of a mailbox that has one for each e-mail.
std::vector<std::filesystem::path> files_of(const Mailbox& mailbox);

}  // namespace demur::history
