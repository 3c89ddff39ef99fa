#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Where mail programs keep e-mails on this computer, by manifests/mail-programs.json.
namespace demur::history {

/// How mailboxes are stored in a folder.
enum class MailLayout : std::uint8_t {
  mozilla,   ///< For each mailbox an mbox, a file without an extension, or a Maildir.
  maildir,   ///< Files in "cur" and "new".
  numbered,  ///< Files whose names are numbers.
  emlx,      ///< Apple Mail's files.
};

/// A folder with a program's mailboxes.
struct MailPlace {
  std::string program;
  MailLayout layout;
  bool is_copy;  ///< A copy of what the mail provider has; some may be missing.
  std::filesystem::path folder;
  bool is_open;  ///< The program seems to be running, and may change what is there.
};

/// Those that exist here.
std::vector<MailPlace> mail_places();

}  // namespace demur::history
