#pragma once
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "history/chain.hpp"
#include "support.hpp"
#include "text/encoding.hpp"

namespace demur::test {

/// A file as docs/history-format.md describes it, of one chain with as many objections.
inline void write_long_history(const std::string& path, int objections) {
  const std::string salt(16, 's');
  const auto chain = random_uuid();
  auto previous = std::string(bytes_of(sha256(chain)));
  std::ofstream file{path, std::ios::binary};
  file << "{\n\"format\": \"demur-history\",\n\"version\": 3,\n\"accounts\": [\n],\n\"entries\": [";
  for (int position = 1; position <= objections; ++position) {
    auto objection = annas_objection(random_uuid());
    objection.recorded_at = "2026-11-23T12:00:00.000Z";
    const auto content = history::content_of(objection);
    const history::ChainEntry entry{chain,
                                    position,
                                    random_uuid(),
                                    objection.id,
                                    "submitted",
                                    objection.submitted_at,
                                    objection.recorded_at,
                                    std::string(bytes_of(history::content_digest(1, salt, {content, std::nullopt}))),
                                    previous};
    previous = bytes_of(history::entry_hash(entry));
    const nlohmann::ordered_json object{{"chain", chain},
                                        {"position", position},
                                        {"id", entry.event_id},
                                        {"objectionId", entry.objection_id},
                                        {"kind", entry.kind},
                                        {"at", entry.at},
                                        {"recordedAt", entry.recorded_at},
                                        {"content", content},
                                        {"salt", to_hex(salt)},
                                        {"contentDigest", to_hex(entry.content_digest)},
                                        {"previousHash", to_hex(entry.previous_hash)},
                                        {"hash", to_hex(previous)}};
    file << (position == 1 ? "\n" : ",\n") << object.dump();
  }
  const nlohmann::ordered_json end{{"chain", chain}, {"position", objections}, {"hash", to_hex(previous)}};
  file << "\n],\n\"ends\": [\n"
       << end.dump() << "\n],\n\"seals\": [\n],\n\"seal\": \"Demur seal 1: " << objections << " entries, 2026-11-23, "
       << to_hex(previous) << "\"\n}\n";
}

}  // namespace demur::test
