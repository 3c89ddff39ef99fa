#include "command_line/seal_words.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "history/paper_words.hpp"

namespace demur::command_line {
namespace {

/// "3 May 2026", in UTC.
std::string day_of(const std::string& time) {
  static const history::PaperWords english{"en"};
  const auto moment = from_rfc3339(time);
  return moment ? english.day(std::chrono::floor<std::chrono::days>(*moment)) : time;
}

/// Since when, on whose word, and how far that goes.
std::string witness_of(const reading::SealRecord& record, HistoryOf whose) {
  if (record.witness == "given") return "unchanged since it was made.";
  if (record.witness == "none") return "unchanged since then. The e-mail with it doesn't show when it was written.";
  const auto since = "unchanged since " + day_of(record.at.value_or("")) + ", ";
  if (record.witness == "signed")
    return since + "as an e-mail shows that " + record.signer + " signed on that day" +
           (record.is_key_added ? ", with a key that was added here." : ".");
  return since + (whose == HistoryOf::own
                      ? "as an e-mail of that day shows, according to your mail provider."
                      : "if what a mail provider says in an e-mail is true, which whoever kept it could have written.");
}

}  // namespace

std::string words_for(const history::SealMail& seal, bool is_whole, HistoryOf whose) {
  const auto what =
      fmt::format("Seal of {} {}, {}", seal.line.entries, seal.line.entries == 1 ? "entry" : "entries", seal.line.day);
  if (!seal.is_there()) return what + ": it doesn't match this history.";
  if (!is_whole) return what + ": it shows nothing, because this history did not pass the check.";
  const auto* agreed = seal.likeness == history::Likeness::agreed_since
                           ? " What the person has agreed to from other computers' histories is not the same as then."
                           : "";
  return what + ": " + witness_of(seal.record, whose) + agreed;
}

nlohmann::ordered_json to_json(const history::SealMail& seal) {
  const auto& record = seal.record;
  nlohmann::ordered_json object{
      {"line", record.line}, {"entries", seal.line.entries}, {"isThere", seal.is_there()}, {"witness", record.witness}};
  if (seal.likeness == history::Likeness::agreed_since) object["isAgreementAnother"] = true;
  if (record.at) object.update({{"signer", record.signer}, {"at", *record.at}});
  if (!record.key_name.empty()) object["key"] = record.key_name;
  if (record.is_key_added) object["isKeyAdded"] = true;
  return object;
}

}  // namespace demur::command_line
