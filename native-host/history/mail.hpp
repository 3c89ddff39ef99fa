#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "history/maildir.hpp"
#include "history/objections.hpp"
#include "history/seal_mails.hpp"
#include "reading/record.hpp"

namespace demur::history {

/// A mail as demur-reader judged it, and the objection that it answers: of those sent before it on its platform, with
/// one of its addresses or from an account that has one, the last that still waits for an answer. Where a pasted mail
/// names no address, only a single unanswered objection will do.
struct Mail {
  reading::MailRecord record;
  std::optional<std::string> objection_id;
  /// The id of the event that records the answer: the same for the same mail, so that it is recorded once. Nothing
  /// where it answers no objection, or has no date to recognise it by.
  std::optional<std::string> event_id;
  /// Whether it may be recorded as a confirmation without asking the person: `may_be_certain`, and sent by Meta to an
  /// address of the objection or its account.
  bool is_certain = false;
  bool is_recorded = false;  ///< Whether there is such an event.
  /// Where Meta sent it, if that is not an address of the accounts and objections here.
  std::optional<std::string> addressed_to = std::nullopt;
  std::optional<SealMail> seal = std::nullopt;  ///< In a mail of the kind `seal`.
};

struct MailReading {
  std::vector<Mail> mails;    ///< Newest first; at most `protocol::max_mails`.
  std::int64_t messages = 0;  ///< How many were read, related or not.
  /// If a mailbox was read: what `continued` must be for its next piece.
  std::optional<std::string> mailbox;
  /// What it is if it isn't mail: outlook, pdf or other, as in manifests/protocol.json.
  std::optional<std::string> not_mail;
};

/// Called now and then with the bytes done and the total.
using OnProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// Pasted words or a raw message; or the file of a message or an mbox.
using MailSource = std::variant<std::string, std::filesystem::path>;

/// Has demur-reader, the program beside this one, read mails, and matches answers to objections. Writes nothing. For a
/// further piece of a mailbox, `continued` is what `MailReading::mailbox` was for the piece before.
/// Throws demur::Error: file-unreadable, reader-failed and the store's errors.
MailReading read_mail(store::Database& database, const Clock& clock, const MailSource& source,
                      const OnProgress& on_progress, const std::optional<std::string>& continued = {});

/// Whether nothing in a mail itself keeps it from being recorded as a confirmation without asking the person: its words
/// confirm, it is known that Meta sent it, as a service mail, and nothing speaks against it.
bool may_be_certain(const reading::MailRecord& mail);

/// Finds what these mails answer. They come newest first.
std::vector<Mail> match_mails(store::Database& database, const Clock& clock, std::vector<reading::MailRecord> records);

/// Which of two mails to keep where there are too many: first one that may confirm, then one known to be Meta's service
/// mail, one known to be Meta's, one of which nothing is known; a forgery last. Of equals, the newer one.
bool comes_before(const reading::MailRecord& a, const reading::MailRecord& b);

/// What was read from a mailbox, newest first, and how many mails are in it.
struct ReadRecords {
  std::vector<reading::MailRecord> records;
  std::int64_t messages;
};

/// Has demur-reader read a mailbox. Throws as `read_mail` does, and cancelled.
ReadRecords read_records(store::Database& database, const std::filesystem::path& file, const OnProgress& on_progress,
                         const std::stop_token& stop);
ReadRecords read_records(store::Database& database, Maildir& folder, const OnProgress& on_progress,
                         const std::stop_token& stop);

/// Where on this computer a mail is.
struct MailPosition {
  std::filesystem::path file;
  std::int64_t start, bytes;
};

/// The mail as it is there, or its beginning; nothing where the file is gone or shorter. Throws demur::Error:
/// reader-failed.
std::optional<std::string> mail_at(const MailPosition& position);

/// What is believed about an event that is said to be known from a mail.
struct MailProof {
  bool confirms = false;      ///< It certainly confirms this objection, as for `Mail::is_certain`.
  MailOrigin origin{"none"};  ///< How it was judged, without its sentence.
};

/// Has demur-reader read a mail once more, as it came, and returns what it proves about an objection. Nothing where it
/// can't be read.
MailProof prove(store::Database& database, const Clock& clock, const std::string& objection_id, std::string mail);

/// The result of importing a file into the history.
struct MailImport {
  MailReading reading;
  std::int64_t recorded = 0;        ///< Events that are new.
  std::int64_t cut = 0;             ///< Those of them whose mail is too long to keep whole.
  std::int64_t about = 0;           ///< Mails about an objection.
  std::int64_t not_understood = 0;  ///< Other answers by Meta to a form, which are not in the history.
  std::int64_t left_out = 0;        ///< Those of them that are answers and are not in the history.
  std::int64_t seals = 0;           ///< Mails with the line of a seal of this history, which are kept.
  std::int64_t seals_left_out = 0;  ///< Those with a line that can't be kept, most likely of another history.
};

/// Returns a mail as it is where it was read; nothing where it can't be read any more.
using Evidence = std::function<std::optional<std::string>(const reading::MailRecord&)>;

/// Appends an event, with the mail as its evidence, to each objection that a mail answers, oldest first, where it is
/// known that Meta sent it: `confirmed` where it certainly confirms, else `answered`, for the person to say what it
/// means. A mail that can't be read any more is left out. Recording twice is the same as once. Throws the store's
/// errors.
MailImport record_mails(store::Database& database, const Clock& clock, MailReading reading, const Evidence& evidence);

/// Reads a file of mails, or a Maildir, and records them. Throws as `read_mail` does.
MailImport import_mail(store::Database& database, const Clock& clock, const std::filesystem::path& file,
                       const OnProgress& on_progress);

}  // namespace demur::history
