#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "history/corrections.hpp"
#include "history/export_parts.hpp"
#include "history/status.hpp"

namespace demur::history {

/// An event as the exported document tells it.
struct ToldEvent {
  std::string id;
  std::string kind;
  Moment when;
  std::string words;  ///< What was said about it.
  Provenance provenance;
  std::int64_t mail_bytes = 0;  ///< The size of the e-mail kept with it.
  Counts counts = Counts::yes;
};

/// An objection as the exported document tells it. The result of its events is computed from them, whatever is kept
/// beside them.
struct Story {
  Objection objection;
  std::string name;               ///< The person's name, as they want it; may be empty.
  std::vector<ToldEvent> events;  ///< In the order in which they were recorded.
  Status status;
  std::optional<std::size_t> decisive;  ///< The event that decided.
  /// Whether the one month for Meta's answer matters, and has passed without one.
  bool is_due = false, is_overdue = false;
};

/// Nothing where the export knows none of its events: it came while the export was under way.
std::optional<Story> story_of(const ExportContext& context, const std::string& objection_id);

/// What Meta said in an event, in its own words where they are known.
std::string metas_words(const ToldEvent& event);

}  // namespace demur::history
