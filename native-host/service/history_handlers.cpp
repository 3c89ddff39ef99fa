#include <nlohmann/json.hpp>

#include "history/verify.hpp"
#include "service/handlers.hpp"

namespace demur::service {

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
