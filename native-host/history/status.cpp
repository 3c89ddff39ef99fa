#include "history/status.hpp"

#include <array>

#include "text/characters.hpp"

namespace demur::history {
namespace {

struct Rule {
  std::string_view kind;
  /// A higher rank decides over a lower one. Within one rank the later event decides.
  int rank;
  /// Empty where it depends on the deadlines.
  std::string_view status;
};

constexpr std::array<Rule, 9> rules{{{"withdrawn", 4, "withdrawn"},
                                     {"confirmed", 3, "confirmed"},
                                     {"declined", 3, "declined"},
                                     {"asked-for-more", 3, "needs-answer"},
                                     {"answered", 2, "answered"},
                                     {"code-requested", 1, "not-finished"},
                                     {"page-error", 1, "not-sent"},
                                     {"unsure", 1, "unsure"},
                                     {"received", 1, ""}}};

const Rule* rule_of(std::string_view kind) {
  const auto* const found =
      std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.kind == kind; });
  return found == rules.end() ? nullptr : found;
}

}  // namespace

bool is_decisive(std::string_view kind) {
  return rule_of(kind) != nullptr;
}

std::optional<std::size_t> deciding_event(const std::vector<Fact>& events) {
  const auto counts = counts_of(events);
  std::optional<std::size_t> deciding;
  int rank = 0;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const auto* rule = rule_of(events[i].kind);
    if (rule == nullptr || counts[i] != Counts::yes || rule->rank < rank) continue;
    if (rule->rank == rank && latest(events[i].when) < latest(events[*deciding].when)) continue;
    deciding = i;
    rank = rule->rank;
  }
  return deciding;
}

std::optional<Outcome> outcome_of(const std::vector<Fact>& events) {
  const auto deciding = deciding_event(events);
  if (!deciding) return std::nullopt;
  return Outcome{events[*deciding].kind, events[*deciding].when};
}

Status status_of(Moment submitted_at, const std::optional<Outcome>& outcome, Time now) {
  const auto* rule = outcome ? rule_of(outcome->kind) : nullptr;
  if (rule != nullptr && !rule->status.empty()) return {std::string(rule->status), outcome->when};
  const auto deadlines = deadlines_for(submitted_at);
  if (now > deadlines.answer_due_by) return {"overdue", {deadlines.answer_due_by, deadlines.precision}};
  if (now > deadlines.confirmation_expected_by)
    return {"confirmation-late", {deadlines.confirmation_expected_by, deadlines.precision}};
  if (rule != nullptr) return {"received", outcome->when};
  return {"submitted", submitted_at};
}

}  // namespace demur::history
