#include <nlohmann/json.hpp>

#include "history/added_keys.hpp"
#include "service/handlers.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

json listed(Session& session) {
  json keys = json::array();
  for (const auto& key : history::list_keys(session.database()))
    keys.push_back({{"name", key.name}, {"record", key.record}, {"addedAt", key.added_at}});
  return {{"keys", std::move(keys)}};
}

}  // namespace

json keys_list(Session& session, const Params&) {
  return listed(session);
}

json keys_add(Session& session, const Params& params) {
  const auto name = params.text("name", protocol::max_key_name);
  const auto record = params.text("record", protocol::max_key_record);
  if (const auto refusal = history::add_key(session.database(), name, record, session.clock()())) {
    if (*refusal == history::KeyRefusal::too_many) params.refuse("name", "too-many");
    params.refuse(*refusal == history::KeyRefusal::name ? "name" : "record", "malformed");
  }
  return listed(session);
}

json keys_remove(Session& session, const Params& params) {
  return {{"removed", history::remove_key(session.database(), params.text("name", protocol::max_key_name))}};
}

}  // namespace demur::service
