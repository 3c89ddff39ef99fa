#include <array>
#include <nlohmann/json.hpp>

#include "history/export.hpp"
#include "history/verify.hpp"
#include "service/handlers.hpp"

namespace demur::service {
namespace {

constexpr std::array<std::string_view, 3> formats{"json", "csv", "html"};
constexpr std::size_t longest_cursor = 200;

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

}  // namespace

nlohmann::json history_export(Session& session, const Params& params) {
  auto chunk = chunk_of(session, params);
  nlohmann::json result{{"chunk", std::move(chunk.text)}};
  if (chunk.next) result["nextCursor"] = chunk.next->text();
  return result;
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
