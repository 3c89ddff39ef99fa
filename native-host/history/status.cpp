#include "history/status.hpp"

#include <array>

#include "text/characters.hpp"

namespace demur::history {
namespace {

constexpr std::array<std::string_view, 2> shown_by_page{"received", "code-requested"};
constexpr std::array<std::string_view, 4> answers{"confirmed", "declined", "asked-for-more", "withdrawn"};

}  // namespace

bool is_decisive(std::string_view kind) {
  return contains(shown_by_page, kind) || contains(answers, kind);
}

bool replaces(const Outcome& newer, const std::optional<Outcome>& older) {
  if (!older) return true;
  const bool newer_is_answer = contains(answers, newer.kind);
  if (newer_is_answer != contains(answers, older->kind)) return newer_is_answer;
  return newer.at >= older->at;
}

Status status_of(Time submitted_at, const std::optional<Outcome>& outcome, const Deadlines& deadlines, Time now) {
  if (outcome && (outcome->kind == "confirmed" || outcome->kind == "declined" || outcome->kind == "withdrawn"))
    return {outcome->kind, outcome->at};
  if (outcome && (outcome->kind == "asked-for-more" || outcome->kind == "code-requested"))
    return {"needs-answer", outcome->at};
  if (now > deadlines.answer_due_by) return {"overdue", deadlines.answer_due_by};
  if (now > deadlines.confirmation_expected_by) return {"confirmation-late", deadlines.confirmation_expected_by};
  if (outcome) return {"received", outcome->at};
  return {"submitted", submitted_at};
}

}  // namespace demur::history
