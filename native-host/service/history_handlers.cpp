#include <array>
#include <nlohmann/json.hpp>

#include "history/arriving_file.hpp"
#include "history/export.hpp"
#include "history/verify.hpp"
#include "service/handlers.hpp"

namespace demur::service {
namespace {

constexpr std::array<std::string_view, 3> formats{"json", "csv", "html"};
constexpr std::size_t longest_cursor = 200;
/// A file of so many pieces is no history.
constexpr std::int64_t most_pieces = 100000;

history::ExportFormat format_of(const Params& params) {
  const auto name = params.choice("format", formats);
  if (name == "csv") return history::ExportFormat::csv;
  return name == "html" ? history::ExportFormat::html : history::ExportFormat::json;
}

/// The chunk at the cursor, or the first one where there is none.
history::ExportChunk chunk_of(Session& session, const Params& params) {
  const auto format = format_of(params);
  const auto text = params.optional_text("cursor", longest_cursor);
  const store::Snapshot snapshot{session.database()};
  if (!text) return history::begin_export(session.database(), format, session.clock()());
  const auto cursor = history::ExportCursor::read(*text);
  if (!cursor) params.refuse("cursor", "malformed");
  auto chunk = history::continue_export(session.database(), format, *cursor, session.clock()());
  if (!chunk) params.refuse("cursor", "not-allowed");
  return std::move(*chunk);
}

nlohmann::json to_json(const history::Merged& merged) {
  return {{"merged", {{"entries", merged.entries}, {"objections", merged.objections}, {"removed", merged.removed}}}};
}

nlohmann::json to_json(const history::Refusal& refusal) {
  nlohmann::json refused{{"reason", refusal.reason}};
  if (const auto& entry = refusal.entry) {
    refused["position"] = entry->position;
    if (entry->event_id) refused["eventId"] = *entry->event_id;
  }
  return {{"refused", std::move(refused)}};
}

}  // namespace

nlohmann::json history_export(Session& session, const Params& params) {
  auto chunk = chunk_of(session, params);
  nlohmann::json result{{"chunk", std::move(chunk.text)}};
  if (chunk.next) result["nextCursor"] = chunk.next->text();
  return result;
}

nlohmann::json history_import(Session& session, const Params& params) {
  const auto id = params.id("importId");
  const auto number = params.number("number", 0, most_pieces);
  const auto bytes = params.bytes("bytes", longest::piece);
  const auto is_last = params.flag("isLast");
  auto& arriving = session.arriving();
  if (number == 0) arriving = std::make_unique<history::ArrivingFile>(session.database(), id);
  if (!arriving || !arriving->add(id, number, bytes)) params.refuse("number", "not-allowed");
  if (!is_last) return nlohmann::json::object();
  const auto file = std::move(arriving);
  return std::visit([](const auto& told) { return to_json(told); }, file->merge());
}

nlohmann::json history_verify(Session& session, const Params&) {
  const auto verdict = history::verify(session.database());
  nlohmann::json result{{"events", verdict.events}, {"intact", !verdict.first_broken}};
  if (const auto& broken = verdict.first_broken) {
    result["firstBroken"] = {{"position", broken->position}, {"reason", broken->reason}};
    if (broken->event_id) result["firstBroken"]["eventId"] = *broken->event_id;
    if (broken->objection_id) result["firstBroken"]["objectionId"] = *broken->objection_id;
  }
  return result;
}

}  // namespace demur::service
