#include "command_line/explain.hpp"

namespace demur::command_line {
namespace {

constexpr std::array<Words, 6> download_reasons{
    {{"not-a-download", "is no download of Facebook or Instagram data."},
     {"encrypted", "is locked with a password. Unpack it, and name the folder."},
     {"damaged", "is damaged, or is not as Meta writes it. Download it again."},
     {"incomplete", "ends too early. Wait until it is downloaded, or download it again."},
     {"too-large", "holds more than any such download does."},
     {"part-missing", "belongs to it and is missing. Put all parts into one folder."}}};

std::string detail(const Error& error, std::string_view name) {
  for (const auto& [key, value] : error.details())
    if (const auto* text = std::get_if<std::string>(&value); text != nullptr && key == name) return *text;
  return {};
}

std::string in_words_of_download(const Error& error) {
  return detail(error, "file") + " " + in_words(download_reasons, detail(error, "reason"));
}

}  // namespace

std::string in_words(const Error& error) {
  switch (error.kind()) {
    case ErrorKind::store_newer:
      return "The history was written by a newer Demur. Install that one; the history was left as it is.";
    case ErrorKind::store_corrupt:
      return "The history's file is damaged or not Demur's. It was left as it is.";
    case ErrorKind::store_full:
      return "The disk is full. What was kept before is still there.";
    case ErrorKind::store_read_only:
      return "The folder of the history cannot be written. Try demur-host doctor.";
    case ErrorKind::store_busy:
      return "Another program is using the history for too long. Try again in a moment.";
    case ErrorKind::store_unavailable:
      return "The history cannot be opened. Try demur-host doctor.";
    case ErrorKind::file_unreadable:
      return "That file cannot be read.";
    case ErrorKind::reader_failed:
      return "That could not be read: the program demur-reader is missing beside demur-host, or the file is not what "
             "it should be.";
    case ErrorKind::download_unreadable:
      return in_words_of_download(error);
    default:
      return "Something went wrong inside Demur.";
  }
}

}  // namespace demur::command_line
