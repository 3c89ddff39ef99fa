#include "history/chain.hpp"

namespace demur::history {

Digest content_digest(std::string_view salt, std::string_view content) {
  return sha256(std::string(salt) + std::string(content));
}

Digest entry_hash(const ChainEntry& entry) {
  std::string bytes = "demur-event-1\n";
  const auto add = [&bytes](std::string_view member) {
    bytes += std::to_string(member.size());
    bytes += ':';
    bytes += member;
  };
  add(entry.chain_id);
  add(std::to_string(entry.position));
  for (const auto* member : {&entry.event_id, &entry.objection_id, &entry.kind, &entry.at, &entry.recorded_at,
                             &entry.content_digest, &entry.previous_hash})
    add(*member);
  return sha256(bytes);
}

}  // namespace demur::history
