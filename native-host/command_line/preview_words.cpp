#include "command_line/preview_words.hpp"

#include <fmt/core.h>

#include "history/objections.hpp"
#include "history/paper_words.hpp"
#include "platform/local_time.hpp"

namespace demur::command_line {
namespace {

/// The day of sending in the person's calendar.
std::string day_of(const history::PaperWords& words, const history::Objection& objection) {
  const auto at = from_rfc3339(objection.submitted_at);
  if (!at) return objection.submitted_at;
  const auto ahead =
      objection.precision == history::Precision::instant ? local_offset(*at) : std::chrono::minutes::zero();
  return words.day(std::chrono::floor<std::chrono::days>(*at + ahead));
}

/// What the printable document calls a status, or an account without an objection in force.
std::string in_words(const history::PaperWords& words, const std::string& status) {
  return status == "none" ? "No objection" : words.text("status." + status);
}

}  // namespace

void say_preview(store::Database& database, const history::Preview& preview) {
  static const history::PaperWords words{"en"};
  fmt::print(
      "Objections it adds: {}. Objections of yours it changes: {}, and erases: {}. Entries it adds to objections of "
      "yours: {}.\n",
      preview.adds, preview.changes.size(), preview.erases, preview.entries);
  history::Objections objections{database, system_now};
  for (const auto& change : preview.changes) {
    const auto objection = objections.find(change.objection_id).objection;
    fmt::print("- Your objection on {}, sent on {} with {}, would change.\n  From: {}\n  To: {}\n",
               history::platform_name(objection.platform), day_of(words, objection), objection.email,
               in_words(words, change.from), in_words(words, change.to));
  }
  for (const auto& change : preview.standings)
    fmt::print("- The state of your account with {} on {} would change.\n  From: {}\n  To: {}\n", change.email,
               history::platform_name(change.platform), in_words(words, change.from), in_words(words, change.to));
  fmt::print("Nothing was changed.\n");
}

}  // namespace demur::command_line
