#include "command_line/explain.hpp"

namespace demur::command_line {
namespace {

/// Each comes after the name of the file.
constexpr std::array<Phrase, 7> download_reasons{
    {{"not-a-download", "is not a download of Facebook or Instagram data."},
     {"encrypted", "is protected with a password. Unpack it and import the folder."},
     {"damaged", "is damaged, or not in Meta's format. Download it again."},
     {"incomplete", "is incomplete. Wait until it has finished downloading, or download it again."},
     {"too-large", "contains more than any such download does."},
     {"part-missing", "is a part of this download and is missing. Put all parts into one folder."},
     {"inside-download", "is one file of a download. Import the archive as Meta gave it, or its whole folder."}}};

constexpr std::array<Phrase, 3> reader_reasons{
    {{"missing", "The program demur-reader is missing. Put it next to demur-host."},
     {"too-slow", "Reading this file took too long. Try again when the computer is less busy."},
     {"broken", "This file can't be read: it is damaged, or not of a kind that Demur reads."}}};

constexpr std::array<Phrase, 5> break_reasons{
    {{"link-broken", "An entry does not match its fingerprint: it was changed, moved or added."},
     {"content-changed", "The text of an entry was changed or removed."},
     {"entry-missing", "An entry is missing."},
     {"shown-differs", "The entries are unchanged, but what Demur shows is not what they say."},
     {"seal-differs",
      "It doesn't match its seal: entries were changed or removed since, or they belong to another history."}}};

std::string detail(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.details())
    if (const auto* text = std::get_if<std::string>(&value); text != nullptr && key == name) return *text;
  return {};
}

}  // namespace

std::string_view explain_break(std::string_view reason) {
  return phrase_for(break_reasons, reason);
}

std::string explain(const Error& error) {
  const auto reason = detail(error, "reason");
  switch (error.kind()) {
    case ErrorKind::store_newer:
      return "Your history was written by a newer version of Demur. Install that version. Nothing was changed.";
    case ErrorKind::store_corrupt:
      return "Your history file is damaged, or was not written by Demur. Nothing was changed.";
    case ErrorKind::store_full:
      return "The disk is full. Everything that was saved before is still there.";
    case ErrorKind::store_read_only:
      return "The folder of your history can't be written to. Try demur-host doctor.";
    case ErrorKind::store_busy:
      return "Another program is using your history. Try again in a moment.";
    case ErrorKind::store_unavailable:
      return "Your history can't be opened. Try demur-host doctor.";
    case ErrorKind::file_unreadable:
      return "This file can't be read.";
    case ErrorKind::reader_failed:
      return std::string{phrase_for(reader_reasons, reason)};
    case ErrorKind::download_unreadable:
      return detail(error, "file") + " " + std::string{phrase_for(download_reasons, reason)};
    default:
      return "Something went wrong inside Demur.";
  }
}

}  // namespace demur::command_line
