#include <nlohmann/json.hpp>

#include "history/export_entries.hpp"
#include "history/seal.hpp"
#include "history/seal_mails.hpp"
#include "service/handlers.hpp"
#include "text/encoding.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

json to_json(const history::KeptSeal& kept) {
  return {{"id", kept.id}, {"seal", service::to_json(kept.mail)}};
}

const char* name_of(history::SealRefusal refusal) {
  switch (refusal) {
    case history::SealRefusal::no_seal:
      return "no-seal";
    case history::SealRefusal::differs:
      return "differs";
    case history::SealRefusal::too_long:
      return "too-long";
    case history::SealRefusal::too_many:
      break;
  }
  return "too-many";
}

}  // namespace

json to_json(const history::SealMail& mail) {
  const auto& record = mail.record;
  json object{
      {"line", record.line}, {"entries", mail.line.entries}, {"isThere", mail.is_there()}, {"witness", record.witness}};
  if (!record.signer.empty()) object["signer"] = record.signer;
  if (record.at) object["at"] = *record.at;
  if (!record.key_name.empty()) object["keyName"] = record.key_name;
  if (record.is_key_added) object["isKeyAdded"] = true;
  return object;
}

json seals_now(Session& session, const Params&) {
  auto& database = session.database();
  const store::Snapshot snapshot{database};
  const auto seal = history::seal_of(database, history::last_sequence(database));
  return seal ? json{{"line", to_text(*seal)}} : json::object();
}

json seals_list(Session& session, const Params&) {
  json seals = json::array();
  for (const auto& kept : history::kept_seals(session.database())) seals.push_back(to_json(kept));
  return {{"seals", std::move(seals)}};
}

json seals_keep(Session& session, const Params& params) {
  const auto outcome = history::keep_seal_mail(session.database(), params.bytes("mail", protocol::max_evidence));
  if (const auto* refusal = std::get_if<history::SealRefusal>(&outcome)) return {{"refused", name_of(*refusal)}};
  return {{"kept", to_json(std::get<history::KeptSeal>(outcome))}};
}

json seals_remove(Session& session, const Params& params) {
  constexpr std::size_t digits = 64;
  const auto id = params.text("id", digits);
  const auto bytes = from_hex(id);
  if (!bytes || id.size() != digits) params.refuse("id", "malformed");
  return {{"removed", history::remove_seal_mail(session.database(), id)}};
}

}  // namespace demur::service
