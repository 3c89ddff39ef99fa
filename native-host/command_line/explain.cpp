#include "command_line/explain.hpp"

namespace demur::command_line {

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
      return "The e-mails could not be read: the program demur-reader is missing beside demur-host, or the file is no "
             "mail.";
    default:
      return "Something went wrong inside Demur.";
  }
}

}  // namespace demur::command_line
