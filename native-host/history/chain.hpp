#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/secrets.hpp"

namespace demur::history {

/// An entry of the chain as it is hashed. Texts are exactly as they are stored.
struct ChainEntry {
  std::string chain_id;
  std::int64_t position;  ///< Counted from 1.
  std::string event_id;
  std::string objection_id;
  std::string kind;
  std::string at;
  std::string recorded_at;
  std::string content_digest;  ///< 32 bytes
  std::string previous_hash;   ///< 32 bytes; of the first entry: SHA-256 of the chain's id.
};

/// SHA-256 of salt and content. The salt is erased with the content, so that an erased address can't be guessed from
/// its digest.
Digest content_digest(std::string_view salt, std::string_view content);

/// SHA-256 over "demur-event-1\n" and then every member in the order above, each as its length in decimal digits, ":"
/// and its bytes; the position is written in decimal digits.
Digest entry_hash(const ChainEntry& entry);

}  // namespace demur::history
