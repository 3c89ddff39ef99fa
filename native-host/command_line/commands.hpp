#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "history/export.hpp"

/// The commands of the program, a file for each. They tell the person the result on standard output and error.
namespace demur::command_line {

/// How the program ends.
enum ExitCode : int {
  success = 0,
  failure = 1,
  wrong_usage = 2,
  refused_caller = 3,
  damaged_input = 4,  ///< The browser's stream, or some of many files.
};

/// How a command reports.
enum class ReportFormat : bool { text, json };

/// What `register` and `unregister` were asked for.
struct Registration {
  std::vector<std::string> browsers;  ///< Names from manifests/browsers.json; none: every browser that is used here.
  std::optional<std::string> into;    ///< A folder: the manifest of the one browser goes there and nowhere else.
};

/// Writes the host manifest where the browsers look for it.
ExitCode register_host(const Registration& wish);

/// Removes the host manifests that `register_host` wrote.
ExitCode unregister_host(const Registration& wish);

/// Where a browser's host manifest names a program that is gone, as after a move or another kind of update, makes it
/// name this one. Writes nothing else, prints nothing, and never throws.
void repair_registrations();

/// Checks everything that Demur needs on this computer, changes nothing, and says what to do. In the report
/// the home folder is written "~", and nothing from the history is in it; but the path of another folder may contain a
/// name. Fails when something must be fixed.
ExitCode doctor(ReportFormat format);

/// Writes the history into the file, whole or not at all, or to standard output.
ExitCode export_history(const history::ExportWish& wish, const std::optional<std::string>& out);

/// What a history from another computer may do to the objections here.
enum class HistoryImport : std::uint8_t {
  preview,  ///< Nothing: only says what the file would do. Files that are not histories are refused.
  add,      ///< Nothing: its entries about them are kept but do not count.
  change,   ///< What its entries say.
};

/// Imports files one after the other. A history that `export --format json` wrote is merged, whole or not at all;
/// mails, in an mbox or one per file, are read for Meta's answers; data downloads of Facebook and Instagram, archives
/// or unpacked folders, for what includes the person.
ExitCode import_files(const std::vector<std::string>& files, HistoryImport histories);

/// Lists the mailboxes of mail programs on this computer; or reads them and says which e-mails are about an objection.
/// Records nothing.
ExitCode show_mailboxes(bool are_read);

/// Writes a shareable copy of an e-mail to standard output.
ExitCode redact_mail(const std::string& file);

/// Adds a key to check signatures with: the name of its record in DNS, and its text.
ExitCode add_key(const std::string& name, const std::string& record);

/// Lists the keys that were added.
ExitCode list_keys();

/// Removes one.
ExitCode remove_key(const std::string& name);

/// What `verify` was asked for.
struct Verification {
  std::vector<std::string> files;  ///< Exported histories; none: this computer's own.
  std::vector<std::string> seals;  ///< Lines that somebody kept from earlier.
  ReportFormat format;
};

/// Recomputes the chains and says which entry was changed: in this computer's history, or in histories exported as
/// JSON, one after the other, with the e-mails in them, importing nothing. Says since when they are unchanged, as seals
/// show. Fails when one is not intact. A report in JSON has one object per line for each.
ExitCode verify(const Verification& wish);

/// How `collect` writes rows.
enum class RowFormat : bool { json_lines, csv };

/// What `collect` was asked for.
struct CollectWish {
  std::string folder;  ///< Contains the files of many people.
  std::string out;     ///< Must not exist yet.
  RowFormat format;
  bool is_personal;  ///< Whether addresses, names, messages and ids are wanted.
};

/// Reads the exported histories in a folder and its subfolders, checks each as `verify` does, and writes a row for each
/// objection, whole or not at all. A file that can't be read is refused by name while the others are read:
/// `damaged_input`.
ExitCode collect(const CollectWish& wish);

}  // namespace demur::command_line
