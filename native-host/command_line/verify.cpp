#include "command_line/verify.hpp"

#include <fmt/core.h>

#include "command_line/explain.hpp"
#include "history/verify.hpp"
#include "platform/paths.hpp"
#include "store/database.hpp"

namespace demur::command_line {
namespace {

const char* in_words(const std::string& reason) {
  if (reason == "content-changed") return "Its words were changed or taken out.";
  if (reason == "entry-missing") return "It is missing.";
  return "It does not fit its fingerprint: it was changed, moved or added.";
}

void say(const history::Break& broken) {
  fmt::print("The history was changed at entry {} of the chain {}.\n{}\n", broken.position, broken.chain_id,
             in_words(broken.reason));
  if (broken.event_id) fmt::print("Entry: {}\n", *broken.event_id);
  if (broken.objection_id) fmt::print("Objection: {}\n", *broken.objection_id);
}

}  // namespace

ExitCode verify_history() {
  restrict_new_files();
  try {
    store::Database database{data_directory()};
    const auto verdict = history::verify(database);
    if (verdict.first_broken)
      say(*verdict.first_broken);
    else
      fmt::print("All {} entries are as they were written.\n", verdict.events);
    return verdict.first_broken ? failure : success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", in_words(error));
    return failure;
  }
}

}  // namespace demur::command_line
