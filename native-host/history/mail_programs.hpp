#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Where mail programs keep e-mails on this computer, by manifests/mail-programs.json.
namespace demur::history {

/// How a folder holds mailboxes.
enum class MailLayout : std::uint8_t {
  mozilla,   ///< A file without ending for each mailbox, an mbox, or a Maildir.
  maildir,   ///< Files in "cur" and "new".
  numbered,  ///< Files whose names are numbers.
  emlx,      ///< Apple Mail's files.
};

/// A folder with the mailboxes of a program.
struct MailPlace {
  std::string program;
  MailLayout layout;
  bool is_copy;  ///< Of what the mail provider has; some may be missing.
  std::filesystem::path folder;
  bool is_open;  ///< The program seems to be running, and may change what is there.
};

/// Those that exist here.
std::vector<MailPlace> mail_places();

}  // namespace demur::history
