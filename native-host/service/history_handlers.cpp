#include <nlohmann/json.hpp>

#include "history/arriving_file.hpp"
#include "history/export.hpp"
#include "history/head.hpp"
#include "history/merge.hpp"
#include "history/verify.hpp"
#include "service/handlers.hpp"

namespace demur::service {
namespace {

history::ExportFormat format_of(const Params& params) {
  const auto name = params.choice("format", protocol::export_formats);
  if (name == "csv") return history::ExportFormat::csv;
  return name == "html" ? history::ExportFormat::html : history::ExportFormat::json;
}

/// The chunk at the cursor, or the first one where there is no cursor.
history::ExportChunk chunk_of(Session& session, const Params& params) {
  const history::ExportWish wish{format_of(params),
                                 params.optional_text("language", protocol::max_language).value_or("en")};
  const auto text = params.optional_text("cursor", protocol::max_cursor);
  const store::Snapshot snapshot{session.database()};
  if (!text) return history::begin_export(session.database(), wish, session.clock()());
  const auto cursor = history::ExportCursor::read(*text);
  if (!cursor) params.refuse("cursor", "malformed");
  auto chunk = history::continue_export(session.database(), wish, *cursor, session.clock()());
  if (!chunk) params.refuse("cursor", "not-allowed");
  return std::move(*chunk);
}

nlohmann::json to_json(const history::Merged& merged) {
  return {{"merged",
           {{"entries", merged.entries},
            {"objections", merged.objections},
            {"removed", merged.removed},
            {"setAside", merged.set_aside},
            {"agreed", merged.agreed}}}};
}

nlohmann::json to_json(const history::Preview& preview) {
  auto changes = nlohmann::json::array();
  for (const auto& change : preview.changes)
    changes.push_back({{"objectionId", change.objection_id}, {"from", change.from}, {"to", change.to}});
  auto standings = nlohmann::json::array();
  for (const auto& one : preview.standings)
    standings.push_back({{"platform", one.platform}, {"email", one.email}, {"from", one.from}, {"to", one.to}});
  return {{"preview",
           {{"adds", preview.adds},
            {"changes", std::move(changes)},
            {"erases", preview.erases},
            {"entries", preview.entries},
            {"standings", std::move(standings)}}}};
}

nlohmann::json to_json(const history::Refusal& refusal) {
  nlohmann::json refused{{"reason", refusal.reason}};
  if (const auto& entry = refusal.entry) {
    refused["position"] = entry->position;
    if (entry->event_id) refused["eventId"] = *entry->event_id;
  }
  return {{"refused", std::move(refused)}};
}

/// Takes the next piece of an arriving file. Null until it is complete.
std::unique_ptr<history::ArrivingFile> arrived(Session& session, const Params& params,
                                               std::unique_ptr<history::ArrivingFile>& arriving) {
  const auto id = params.id("importId");
  const auto number = params.number("number", 0, protocol::max_pieces);
  const auto bytes = params.bytes("bytes", protocol::max_piece);
  const auto is_last = params.flag("isLast");
  if (number == 0) arriving = std::make_unique<history::ArrivingFile>(session.database(), id);
  if (!arriving || !arriving->add(id, number, bytes)) params.refuse("number", "not-allowed");
  return is_last ? std::move(arriving) : nullptr;
}

}  // namespace

nlohmann::json history_export(Session& session, const Params& params) {
  auto chunk = chunk_of(session, params);
  nlohmann::json result{{"chunk", std::move(chunk.text)}};
  if (chunk.next) result["nextCursor"] = chunk.next->text();
  return result;
}

nlohmann::json history_preview(Session& session, const Params& params) {
  const auto arrived_file = arrived(session, params, session.previewed());
  if (!arrived_file) return nlohmann::json::object();
  auto file = arrived_file->read();
  return std::visit([](const auto& told) { return to_json(told); },
                    history::preview(session.database(), file, session.clock()()));
}

nlohmann::json history_import(Session& session, const Params& params) {
  const auto agreement =
      params.optional_flag("withChanges").value_or(false) ? history::Agreement::changed : history::Agreement::added;
  const auto arrived_file = arrived(session, params, session.arriving());
  if (!arrived_file) return nlohmann::json::object();
  auto file = arrived_file->read();
  auto result = std::visit([](const auto& told) { return to_json(told); },
                           history::merge(session.database(), file, session.clock()(), agreement));
  if (result.contains("merged")) result["merged"]["head"] = to_json(history::own_head(session.database()));
  return result;
}

nlohmann::json history_verify(Session& session, const Params& params) {
  const auto objection_id = params.optional_id("objectionId");
  auto& database = session.database();
  const auto verdict = objection_id ? history::verify(database, *objection_id)
                                    : history::verify(database, history::seals_in(history::kept_seals(database)));
  nlohmann::json result{
      {"events", verdict.events}, {"intact", !verdict.first_broken}, {"head", to_json(history::own_head(database))}};
  if (const auto& broken = verdict.first_broken) {
    result["firstBroken"] = {{"position", broken->position}, {"reason", broken->reason}};
    if (broken->event_id) result["firstBroken"]["eventId"] = *broken->event_id;
    if (broken->objection_id) result["firstBroken"]["objectionId"] = *broken->objection_id;
  }
  return result;
}

}  // namespace demur::service
