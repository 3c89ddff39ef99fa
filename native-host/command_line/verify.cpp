#include <fmt/core.h>

#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "history/objections.hpp"
#include "history/verify.hpp"
#include "platform/paths.hpp"
#include "store/database.hpp"

namespace demur::command_line {
namespace {

void say(const history::Break& broken) {
  fmt::print("The history was changed at entry {} of chain {}.\n{}\n", broken.position, broken.chain_id,
             explain_break(broken.reason));
  if (broken.event_id) fmt::print("Entry: {}\n", *broken.event_id);
  if (broken.objection_id) fmt::print("Objection: {}\n", *broken.objection_id);
}

}  // namespace

ExitCode verify_history() {
  restrict_new_files();
  try {
    store::Database database{data_directory()};
    history::settle_outcomes(database);
    const auto verdict = history::verify(database);
    if (verdict.first_broken)
      say(*verdict.first_broken);
    else
      fmt::print("No entry was changed, and what is shown follows from them. Entries: {}.\n", verdict.events);
    return verdict.first_broken ? failure : success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
    return failure;
  }
}

}  // namespace demur::command_line
