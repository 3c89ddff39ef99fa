#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "command_line/commands.hpp"
#include "command_line/explain.hpp"
#include "history/objections.hpp"
#include "history/verify.hpp"
#include "platform/paths.hpp"
#include "store/database.hpp"

namespace demur::command_line {
namespace {

using nlohmann::ordered_json;

void say(const history::Verdict& verdict) {
  if (!verdict.first_broken) {
    fmt::print("No entry was changed, and what is shown follows from them. Entries: {}.\n", verdict.events);
    return;
  }
  const auto& broken = *verdict.first_broken;
  fmt::print("The history was changed at entry {} of chain {}.\n{}\n", broken.position, broken.chain_id,
             explain_break(broken.reason));
  if (broken.event_id) fmt::print("Entry: {}\n", *broken.event_id);
  if (broken.objection_id) fmt::print("Objection: {}\n", *broken.objection_id);
}

void say_as_json(const history::Verdict& verdict) {
  auto faults = ordered_json::array();
  if (const auto& broken = verdict.first_broken) {
    ordered_json fault{{"reason", broken->reason}, {"chain", broken->chain_id}, {"position", broken->position}};
    if (broken->event_id) fault["eventId"] = *broken->event_id;
    if (broken->objection_id) fault["objectionId"] = *broken->objection_id;
    faults.push_back(std::move(fault));
  }
  const ordered_json report{{"isWhole", faults.empty()}, {"entries", verdict.events}, {"faults", std::move(faults)}};
  fmt::print("{}\n", report.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

}  // namespace

ExitCode verify_history(ReportFormat format) {
  restrict_new_files();
  try {
    store::Database database{data_directory()};
    history::settle_outcomes(database);
    const auto verdict = history::verify(database);
    if (format == ReportFormat::json)
      say_as_json(verdict);
    else
      say(verdict);
    return verdict.first_broken ? failure : success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
    return failure;
  }
}

}  // namespace demur::command_line
