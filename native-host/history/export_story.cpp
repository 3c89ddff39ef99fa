#include "history/export_story.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "history/objections.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

using store::Statement;

std::vector<ToldEvent> events_of(const ExportContext& context, const std::string& objection_id) {
  Statement rows{
      context.database,
      "SELECT id, kind, at, precision, detail, set_aside, source, chain_id, came_at, ifnull(length(evidence), "
      "0) FROM effective_events WHERE objection_id = ? AND sequence <= ? ORDER BY effective_at, position, "
      "hash"};
  rows.bind(objection_id).bind(context.last_sequence);
  std::vector<Fact> facts;
  std::vector<ToldEvent> events;
  constexpr int source_column = 6;
  while (rows.step()) {
    const Moment when{from_rfc3339(rows.text(2)).value_or(Time{}),
                      precision_named(rows.text(3)).value_or(Precision::instant)};
    facts.push_back({rows.text(0), rows.text(1), when, rows.text(4), rows.number(5) != 0});
    const Provenance provenance{rows.optional_text(source_column), rows.text(source_column + 1),
                                rows.optional_text(source_column + 2)};
    events.push_back(
        {rows.text(0), rows.text(1), when, rows.text(4), provenance, rows.number(source_column + 3), Counts::yes});
  }
  const auto counts = counts_of(facts);
  for (std::size_t i = 0; i < events.size(); ++i) events[i].counts = counts[i];
  return events;
}

std::optional<std::size_t> deciding_event(const std::vector<ToldEvent>& events) {
  std::vector<Fact> facts;
  facts.reserve(events.size());
  for (const auto& event : events)
    facts.push_back({event.id, event.kind, event.when, event.words, event.counts == Counts::not_agreed});
  return history::deciding_event(facts);
}

std::string name_of_owner(store::Database& database, const std::string& objection_id) {
  Statement row{database,
                "SELECT ifnull(a.label, '') FROM objections o LEFT JOIN accounts a ON a.id = o.owner WHERE "
                "o.id = ?"};
  return row.bind(objection_id).step() ? row.text(0) : std::string{};
}

}  // namespace

std::optional<Story> story_of(const ExportContext& context, const std::string& objection_id) {
  auto events = events_of(context, objection_id);
  if (events.empty()) return std::nullopt;
  Objections objections{context.database, [now = context.now] { return now; }};
  Story story{objections.find(objection_id).objection,
              name_of_owner(context.database, objection_id),
              std::move(events),
              {},
              {}};
  const Moment sent{from_rfc3339(story.objection.submitted_at).value_or(Time{}), story.objection.precision};
  story.decisive = deciding_event(story.events);
  std::optional<Outcome> outcome;
  if (story.decisive) outcome = {story.events[*story.decisive].kind, story.events[*story.decisive].when};
  story.status = status_of(sent, outcome, context.now);
  constexpr std::array<std::string_view, 5> settled{"confirmed", "declined", "withdrawn", "not-sent", "not-finished"};
  story.is_due = !contains(settled, story.status.name);
  story.is_overdue = story.is_due && context.now > deadlines_for(sent).answer_due_by;
  return story;
}

std::string metas_words(const ToldEvent& event) {
  const auto source = nlohmann::json::parse(event.provenance.source.value_or("null"), nullptr, false);
  const bool has_sentence = source.is_object() && source.contains("sentence") && source.at("sentence").is_string();
  return has_sentence ? source.at("sentence").get<std::string>() : event.words;
}

}  // namespace demur::history
