#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "history/moment.hpp"
#include "platform/secrets.hpp"

namespace demur::history {

/// An entry of the chain, as it is hashed. Texts are exactly as stored.
struct ChainEntry {
  std::string chain_id;
  std::int64_t position;  ///< Counted from 1.
  std::string event_id;
  std::string objection_id;
  std::string kind;
  std::string at;
  std::string recorded_at;
  std::string content_digest;                ///< 32 bytes
  std::string previous_hash;                 ///< 32 bytes; of the first entry: SHA-256 of the chain's id.
  int format = 1;                            ///< The method of its fingerprint: 2, or 1 from earlier versions.
  Precision precision = Precision::instant;  ///< Always `instant` in format 1, which did not know it.
};

/// What happened, as it is hashed.
struct EntryContent {
  std::string words;
  std::optional<std::string> evidence;  ///< The bytes of an e-mail.
  std::string source = {};              ///< How it is known, as written by history/source.hpp; empty in format 1.
};

/// SHA-256 of the salt, "demur-content-2\n", source and words, each as its length in decimal digits, ":" and its bytes,
/// and the SHA-256 of the evidence if there is any. In format 1: of salt and words; with evidence, of the salt,
/// "demur-evidence-1\n", the SHA-256 of the evidence, and the words. The salt is erased with the content, so that an
/// erased address can't be guessed from its digest.
Digest content_digest(int format, std::string_view salt, const EntryContent& content);

/// SHA-256 over "demur-event-2\n" and then chain, position in decimal digits, event, objection, kind, time, time of
/// recording, content digest, previous hash and precision, each as its length in decimal digits, ":" and its bytes. In
/// format 1 over "demur-event-1\n" and the same without the precision.
Digest entry_hash(const ChainEntry& entry);

/// An end of a chain: an entry that no other follows.
struct Head {
  std::string chain_id;
  std::int64_t position;
  std::string hash;
  // The check takes the 0 that a default comparison is made with for a pointer. NOLINTNEXTLINE(modernize-use-nullptr)
  auto operator<=>(const Head&) const = default;
};

/// What is wrong where an entry follows another.
struct LinkFault {
  const char* reason;     ///< "entry-missing" or "link-broken".
  std::int64_t position;  ///< Of the entry that is missing, or whose link is broken.
};

/// Follows chains from entry to entry, given in the order of chain, position and hash. A chain may fork: each entry
/// follows one at the position before it.
class ChainWalk {
 public:
  /// What is wrong with or before the next entry, which was kept with this hash. Then it goes on as if nothing were, so
  /// that each fault is found once.
  std::optional<LinkFault> step(const ChainEntry& entry, const std::string& hash);
  /// The ends of all chains, in order, after every entry has been given.
  std::vector<Head> finish();
  /// How many ends and branches there are so far: what it must remember.
  [[nodiscard]] std::size_t width() const { return ends_.size() + unfollowed_.size() + here_.size(); }

 private:
  void begin(const std::string& chain_id);
  void advance();
  void go_on_at(std::int64_t position, const std::string& hash);
  void keep_ends();

  std::string chain_id_;
  std::int64_t position_ = 0;
  std::set<std::string> before_;      ///< The hashes one position before.
  std::set<std::string> unfollowed_;  ///< Those of them that no entry has followed yet.
  std::set<std::string> here_;
  std::vector<Head> ends_;
};

}  // namespace demur::history
