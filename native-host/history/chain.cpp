#include "history/chain.hpp"

#include <algorithm>

namespace demur::history {

namespace {

/// What a digest is made of, member by member, so that no two lists of members give the same bytes.
class DigestMembers {
 public:
  explicit DigestMembers(std::string beginning) : bytes_(std::move(beginning)) {}
  DigestMembers& add(std::string_view member) {
    bytes_ += std::to_string(member.size());
    bytes_ += ':';
    bytes_ += member;
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

Digest first_content_digest(std::string_view salt, const EntryContent& content) {
  std::string bytes{salt};
  if (content.evidence) {
    bytes += "demur-evidence-1\n";
    bytes += bytes_of(sha256(*content.evidence));
  }
  return sha256(bytes + content.words);
}

}  // namespace

Digest content_digest(int format, std::string_view salt, const EntryContent& content) {
  if (format == 1) return first_content_digest(salt, content);
  const auto members = DigestMembers{std::string(salt) + "demur-content-2\n"}.add(content.source).add(content.words);
  return sha256(members.bytes() +
                (content.evidence ? std::string(bytes_of(sha256(*content.evidence))) : std::string{}));
}

Digest entry_hash(const ChainEntry& entry) {
  DigestMembers members{entry.format == 1 ? "demur-event-1\n" : "demur-event-2\n"};
  members.add(entry.chain_id).add(std::to_string(entry.position));
  for (const auto* member : {&entry.event_id, &entry.objection_id, &entry.kind, &entry.at, &entry.recorded_at,
                             &entry.content_digest, &entry.previous_hash})
    members.add(*member);
  if (entry.format != 1) members.add(name_of(entry.precision));
  return sha256(members.bytes());
}

void ChainWalk::begin(const std::string& chain_id) {
  chain_id_ = chain_id;
  position_ = 0;
  here_ = {std::string(bytes_of(sha256(chain_id)))};
}

void ChainWalk::keep_ends() {
  // At position 0 is what the first entry follows, which is not an entry.
  if (position_ > 1)
    for (const auto& hash : unfollowed_) ends_.push_back({chain_id_, position_ - 1, hash});
}

void ChainWalk::advance() {
  keep_ends();
  before_ = std::move(here_);
  unfollowed_ = before_;
  here_.clear();
  ++position_;
}

/// After missing entries.
void ChainWalk::go_on_at(std::int64_t position, const std::string& hash) {
  position_ = position;
  before_.clear();
  unfollowed_.clear();
  here_ = {hash};
}

std::optional<LinkFault> ChainWalk::step(const ChainEntry& entry, const std::string& hash) {
  if (entry.chain_id != chain_id_) {
    finish();
    begin(entry.chain_id);
  }
  if (entry.position == position_ + 1) advance();
  const LinkFault broken{"link-broken", entry.position};
  if (entry.position < position_) return broken;
  if (entry.position > position_) {
    const LinkFault missing{"entry-missing", position_ + 1};
    go_on_at(entry.position, hash);
    return missing;
  }
  const bool is_linked = before_.contains(entry.previous_hash) && bytes_of(entry_hash(entry)) == hash;
  unfollowed_.erase(entry.previous_hash);
  const bool is_new = here_.insert(hash).second;
  return is_linked && is_new ? std::nullopt : std::optional{broken};
}

std::vector<Head> ChainWalk::finish() {
  keep_ends();
  unfollowed_.clear();
  for (const auto& hash : here_) ends_.push_back({chain_id_, position_, hash});
  here_.clear();
  std::sort(ends_.begin(), ends_.end());
  return ends_;
}

}  // namespace demur::history
