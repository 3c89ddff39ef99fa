#include <fmt/core.h>

#include <filesystem>

#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "history/mail_copy.hpp"
#include "history/open_history.hpp"
#include "platform/paths.hpp"

namespace demur::command_line {

ExitCode redact_mail(const std::string& file) {
  restrict_new_files();
  try {
    const auto database = history::open_history(data_directory());
    const auto copy = history::redacted(*database, std::filesystem::absolute(path_from(file)));
    if (!copy.not_mail) {
      fmt::print("{}", copy.text);
      fmt::print(stderr, "Read the copy before you share it: Demur can't know every name.\n");
      return success;
    }
    fmt::print(stderr, "{}: This is not an e-mail. Save the e-mail from your mail program, usually as an .eml file.\n",
               file);
    return failure;
  } catch (const Error& error) {
    fmt::print(stderr, "{}: {}\n", file, explain(error));
    return failure;
  }
}

}  // namespace demur::command_line
