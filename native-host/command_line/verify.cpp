#include "command_line/verify.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "command_line/explain.hpp"
#include "command_line/input_file.hpp"
#include "command_line/seal_words.hpp"
#include "history/open_history.hpp"
#include "history/verify.hpp"
#include "platform/paths.hpp"
#include "store/database.hpp"

namespace demur::command_line {
namespace {

using history::SealMail;
using nlohmann::ordered_json;

void say(const history::Break& broken) {
  fmt::print("Something is wrong with your history. {}\n", explain_break(broken.reason));
  std::vector<std::string> names;
  if (!broken.chain_id.empty()) names.push_back(shown_name({broken.chain_id, broken.position, broken.event_id}));
  if (broken.objection_id) names.push_back("objection " + *broken.objection_id);
  if (!names.empty()) fmt::print("{}{}\n", for_helper, fmt::join(names, ", "));
}

void say(const history::Verdict& verdict, const std::vector<SealMail>& seals) {
  const bool is_whole = !verdict.first_broken;
  if (is_whole)
    fmt::print("No entry was changed, and what is shown follows from the entries. Entries: {}.\n", verdict.events);
  else
    say(*verdict.first_broken);
  for (const auto& seal : seals) fmt::print("{}\n", words_for(seal, is_whole, HistoryOf::own));
}

void say_as_json(const history::Verdict& verdict, const std::vector<SealMail>& seals) {
  auto faults = ordered_json::array(), listed = ordered_json::array();
  if (const auto& broken = verdict.first_broken) {
    ordered_json fault{{"reason", broken->reason}};
    if (!broken->chain_id.empty()) fault.update({{"chain", broken->chain_id}, {"position", broken->position}});
    if (broken->event_id) fault["eventId"] = *broken->event_id;
    if (broken->objection_id) fault["objectionId"] = *broken->objection_id;
    faults.push_back(std::move(fault));
  }
  for (const auto& seal : seals) listed.push_back(to_json(seal));
  const ordered_json report{{"isWhole", faults.empty()},
                            {"entries", verdict.events},
                            {"faults", std::move(faults)},
                            {"seals", std::move(listed)}};
  fmt::print("{}\n", report.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

/// The seals in kept e-mails, and those that were given.
std::vector<SealMail> all_seals(store::Database& database, const std::vector<SealLine>& given) {
  auto seals = history::seals_in(history::kept_seals(database));
  const auto found = history::compare(database, given);
  for (std::size_t i = 0; i < given.size(); ++i) seals.push_back(history::given_seal(given[i], found[i]));
  return seals;
}

}  // namespace

ExitCode verify_history(const std::vector<SealLine>& given, ReportFormat format) {
  restrict_new_files();
  try {
    const auto opened = history::open_history(data_directory());
    auto& database = *opened;
    const auto seals = all_seals(database, given);
    const auto verdict = history::verify(database, seals);
    if (format == ReportFormat::json)
      say_as_json(verdict, seals);
    else
      say(verdict, seals);
    return verdict.first_broken ? failure : success;
  } catch (const Error& error) {
    fmt::print(stderr, "{}\n", explain(error));
    return failure;
  }
}

ExitCode verify(const Verification& wish) {
  std::vector<SealLine> seals;
  for (const auto& text : wish.seals) {
    auto seal = find_seal(text);
    if (!seal) {
      fmt::print(stderr, "This is not the line of a seal: {}\n", text);
      return wrong_usage;
    }
    seals.push_back(std::move(*seal));
  }
  return wish.files.empty() ? verify_history(seals, wish.format) : verify_files(wish.files, seals, wish.format);
}

}  // namespace demur::command_line
