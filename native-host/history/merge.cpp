#include "history/merge.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>
#include <vector>

#include "embedded/protocol.hpp"
#include "history/chain.hpp"
#include "history/export_entries.hpp"
#include "history/seal_mails.hpp"
#include "history/search_index.hpp"
#include "history/standing.hpp"
#include "platform/secrets.hpp"

namespace demur::history {
namespace {

using nlohmann::json;
using store::Database;
using store::Statement;

/// The address that somebody objected with, in the form that is compared.
struct Address {
  std::string platform, email;
  bool operator<(const Address& other) const {
    return std::tie(platform, email) < std::tie(other.platform, other.email);
  }
};

/// Whom objections count for: an account, or else just the address.
struct WhoObjected {
  std::optional<std::string> owner;
  Address address;
  bool operator<(const WhoObjected& other) const {
    return std::tie(owner, address) < std::tie(other.owner, other.address);
  }
};

/// What the objection that an entry is about was before the file came.
enum class About : std::uint8_t {
  nothing_here,  ///< It comes with this file.
  its_own,       ///< It came here from the same chain in an earlier file, or begins with this entry.
  ours,          ///< It is this computer's, or came from another chain.
};

/// Takes the entries of a file one by one into the database. Within a transaction.
class Merger {
 public:
  Merger(Database& database, Time now, Agreement agreement)
      : database_(database),
        now_(now),
        agreement_(agreement),
        first_new_(last_sequence(database) + 1),
        objections_before_(number("SELECT count(*) FROM objections")) {}

  void take(const json& object) {
    const auto entry = read_entry(object);
    if (!entry) refuse("malformed", name_of_entry(object));
    check(*entry);
    file_.take(entry->hash, entry->link.recorded_at, !entry->is_agreed);
    if (is_known(*entry))
      agree(*entry);
    else
      add(*entry);
  }

  /// An e-mail with the line of a seal. Whether that is right shows only when all entries are there.
  void take_seal_mail(const std::string& mail) {
    const auto read = read_seal_mail(mail, keys_);
    if (!read) refuse("malformed");
    seals_.push_back(read->line);
    insert_seal_mail(database_, mail);
  }

  /// What can only be seen when all entries are there.
  Merged finish(const reading::HistoryFrame& frame) {
    check_ends(frame.ends);
    check_seals(frame.seal);
    check_erased();
    check_objections();
    erase_removed();
    renew_heads();
    add_accounts(frame.accounts);
    hold_withdrawals();
    renew_outcomes();
    reindex_touched();
    const auto added = number(
        "SELECT count(*) FROM events e JOIN objections o ON o.id = e.objection_id WHERE e.sequence >= ? AND e.kind = "
        "'submitted'");
    return {entries_, added, objections_before_ + added - number("SELECT count(*) FROM objections"), set_aside_,
            waited_};
  }

  /// The entries that count only with the person's agreement: new ones, and those already waiting for it.
  [[nodiscard]] std::int64_t asked_about() const { return asked_about_ + waited_; }

  /// After `finish`: the objections that were here before and whose status is different now.
  [[nodiscard]] std::vector<StatusChange> changes() const { return changes_; }

  /// After `finish`: the addresses of all objections about which the file said something new.
  [[nodiscard]] std::set<Address> touched() const;

 private:
  void check(const FileEntry& entry);
  [[nodiscard]] bool is_known(const FileEntry& entry);
  void add(const FileEntry& entry);
  void agree(const FileEntry& entry);
  [[nodiscard]] About about(const FileEntry& entry);
  void check_ends(const json& ends);
  void check_seals(const std::optional<std::string>& seal);
  void check_erased() const;
  void check_objections();
  void erase_removed();
  void erase(const std::string& objection_id);
  void renew_heads();
  [[nodiscard]] bool has_others(const WhoObjected& objector, const std::string& chain_id);
  void hold_withdrawals();
  void hold(const std::string& objection_id);
  void hold_earlier(const ChainEntry& link);
  void renew_outcomes();
  void renew(const std::string& objection_id);
  void reindex_touched();
  void add_accounts(const json& accounts);
  [[nodiscard]] std::int64_t number(const char* sql) const;

  Database& database_;
  Time now_;
  Agreement agreement_;
  std::int64_t first_new_;
  std::int64_t objections_before_;
  std::vector<AddedKey> keys_ = list_keys(database_);
  ChainWalk walk_;
  std::vector<Head> ends_;       ///< Of the file's chains.
  Sealed file_;                  ///< All of its entries, new or not.
  std::vector<SealLine> seals_;  ///< In its e-mails.
  std::int64_t entries_ = 0;
  std::int64_t set_aside_ = 0;
  std::int64_t waited_ = 0;
  std::int64_t asked_about_ = 0;
  std::map<std::string, EntryName> erased_;  ///< By objection, where the file has no content.
  std::set<std::string> removed_;            ///< The objections that the file says were removed.
  std::set<std::string> agreed_;             ///< The objections for which something counts now that was set aside.
  std::vector<StatusChange> changes_;
  std::set<Address> erased_addresses_;
  bool has_erased_ = false;
};

/// One number; the query's parameter is the first new sequence.
std::int64_t Merger::number(const char* sql) const {
  Statement row{database_, sql};
  if (std::string_view{sql}.find('?') != std::string_view::npos) row.bind(first_new_);
  row.step();
  return row.number(0);
}

void Merger::check(const FileEntry& entry) {
  if (const auto fault = walk_.step(entry.link, entry.hash)) refuse(fault->reason, name_of(entry.link));
  if (entry.salt &&
      bytes_of(content_digest(entry.link.format, *entry.salt, *entry.content)) != entry.link.content_digest)
    refuse("content-changed", name_of(entry.link));
  if (entry.link.kind == "removed")
    removed_.insert(entry.link.objection_id);
  else if (!entry.salt)
    erased_.try_emplace(entry.link.objection_id, name_of(entry.link));
}

bool Merger::is_known(const FileEntry& entry) {
  Statement row{database_, "SELECT hash FROM events WHERE id = ?"};
  if (!row.bind(entry.link.event_id).step()) return false;
  if (row.bytes(0) != entry.hash) refuse("entry-differs", name_of(entry.link));
  return true;
}

void Merger::add(const FileEntry& entry) {
  const auto& link = entry.link;
  Erasable kept{std::nullopt, entry.salt, std::nullopt, std::nullopt};
  if (entry.content && link.format != 1) kept.source = entry.content->source;
  if (link.kind == "submitted" && entry.salt) {
    const auto objection = read_content(entry);
    if (!objection) refuse("malformed", name_of(link));
    Statement other{database_, "SELECT 1 FROM objections WHERE id = ?"};
    if (other.bind(objection->id).step()) refuse("entry-differs", name_of(link));
    insert_objection(database_, *objection);
    hold_earlier(link);
  } else if (entry.salt) {
    if (!is_event_content(link, *entry.content)) refuse("malformed", name_of(link));
    if (!entry.content->words.empty()) kept.detail = entry.content->words;
    kept.evidence = entry.content->evidence;
  }
  const auto subject = about(entry);
  asked_about_ += subject == About::ours ? 1 : 0;
  // If the other computer has set it aside, it is set aside here as well, until the person agrees.
  const bool waits =
      subject == About::ours ? agreement_ == Agreement::added : subject == About::nothing_here && !entry.is_agreed;
  insert_entry(database_, link, entry.hash, kept, Arrival{to_rfc3339(now_), waits});
  set_aside_ += waits ? 1 : 0;
  ++entries_;
}

About Merger::about(const FileEntry& entry) {
  if (entry.link.kind == "submitted") return About::its_own;
  Statement row{database_,
                "SELECT chain_id, came_at, sequence FROM events WHERE objection_id = ? AND kind = 'submitted'"};
  if (!row.bind(entry.link.objection_id).step() || row.number(2) >= first_new_) return About::nothing_here;
  const bool is_its_own = row.optional_text(1) && row.text(0) == entry.link.chain_id;
  return is_its_own ? About::its_own : About::ours;
}

/// What was set aside when it came counts from now on.
void Merger::agree(const FileEntry& entry) {
  if (agreement_ == Agreement::added) return;
  Statement row{database_, "UPDATE events SET set_aside = 0 WHERE id = ? AND set_aside = 1 RETURNING objection_id"};
  if (!row.bind(entry.link.event_id).step()) return;
  agreed_.insert(row.text(0));
  ++waited_;
  row.run();
}

void Merger::check_ends(const json& ends) {
  std::vector<Head> noted;
  for (const auto& object : ends) {
    auto end = read_end(object);
    if (!end) refuse("malformed");
    noted.push_back(std::move(*end));
  }
  std::sort(noted.begin(), noted.end());
  ends_ = walk_.finish();
  std::vector<Head> missing;
  std::set_symmetric_difference(noted.begin(), noted.end(), ends_.begin(), ends_.end(), std::back_inserter(missing));
  if (!missing.empty())
    refuse("entry-missing", EntryName{missing.front().chain_id, missing.front().position, std::nullopt});
}

/// The file's line covers the file, and those in its e-mails a part of it.
void Merger::check_seals(const std::optional<std::string>& seal) {
  const auto own = file_.line(ends_);
  if (seal && (!own || *seal != to_text(*own))) refuse("seal-differs");
  const auto found = compare(database_, seals_);
  if (std::count(found.begin(), found.end(), Likeness::differs) > 0) refuse("seal-differs");
  note_seal_mails(database_);
}

/// Content may be missing only where an entry says that it was removed.
void Merger::check_erased() const {
  for (const auto& [objection_id, entry] : erased_)
    if (!removed_.contains(objection_id)) refuse("content-changed", entry);
}

/// Every event belongs to an objection, or to one that was removed.
void Merger::check_objections() {
  Statement row{database_,
                "SELECT chain_id, position, id FROM events e WHERE sequence >= ? AND NOT EXISTS (SELECT 1 FROM "
                "objections o WHERE o.id = e.objection_id) AND NOT EXISTS (SELECT 1 FROM events r WHERE "
                "r.objection_id = e.objection_id AND r.kind = 'removed') ORDER BY sequence LIMIT 1"};
  if (row.bind(first_new_).step()) refuse("objection-missing", EntryName{row.text(0), row.number(1), row.text(2)});
}

void Merger::erase_removed() {
  Statement rows{
      database_,
      "SELECT DISTINCT objection_id FROM events AS r WHERE kind = 'removed' AND set_aside = 0 AND EXISTS (SELECT 1 "
      "FROM events AS e WHERE e.objection_id = r.objection_id AND e.sequence >= ?)"};
  rows.bind(first_new_);
  while (rows.step()) erase(rows.text(0));
  for (const auto& id : agreed_) {
    Statement removed{database_, "SELECT 1 FROM events WHERE objection_id = ? AND kind = 'removed' AND set_aside = 0"};
    if (removed.bind(id).step()) erase(id);
  }
  if (has_erased_) purge_index(database_);
}

void Merger::erase(const std::string& objection_id) {
  remove_from_index(database_, objection_id);
  Statement deleted{database_, "DELETE FROM objections WHERE id = ? RETURNING platform, email_folded"};
  if (deleted.bind(objection_id).step()) {
    erased_addresses_.insert({deleted.text(0), deleted.text(1)});
    has_erased_ = true;
  }
  deleted.run();
  erase_content(database_, objection_id);
}

/// Ends that are followed now are no longer ends, except the place where this computer goes on.
void Merger::renew_heads() {
  database_.execute(
      "DELETE FROM heads WHERE is_own = 0 AND EXISTS (SELECT 1 FROM events e WHERE e.chain_id = heads.chain_id AND "
      "e.position = heads.position + 1 AND e.previous_hash = heads.hash)");
  Statement{database_,
            "INSERT OR IGNORE INTO heads (chain_id, position, hash, is_own) SELECT chain_id, position, hash, 0 FROM "
            "events e WHERE sequence >= ? AND NOT EXISTS (SELECT 1 FROM events f WHERE f.chain_id = e.chain_id AND "
            "f.position = e.position + 1 AND f.previous_hash = e.hash)"}
      .bind(first_new_)
      .run();
}

/// Whether this account, or this address where there is no account, has objections from before the file other than
/// those that came from the chain.
bool Merger::has_others(const WhoObjected& objector, const std::string& chain_id) {
  Statement row{
      database_,
      std::string{"SELECT 1 FROM objections m JOIN events t ON t.objection_id = m.id AND t.kind = 'submitted' "
                  "WHERE "} +
          (objector.owner ? "m.owner = ?3" : "m.owner IS NULL AND m.platform = ?3 AND m.email_folded = ?4") +
          " AND t.sequence < ?1 AND (t.came_at IS NULL OR t.chain_id <> ?2) LIMIT 1"};
  row.bind(first_new_).bind(chain_id);
  if (objector.owner)
    row.bind(*objector.owner);
  else
    row.bind(objector.address.platform).bind(objector.address.email);
  return row.step();
}

/// A withdrawal ends what was sent before it with the same account. Where that was here before the file, and did not
/// come from the same chain, all that the file newly says about the withdrawn objection waits: otherwise a stranger's
/// file would end what this computer knows, or leave a withdrawn objection in force.
void Merger::hold_withdrawals() {
  if (agreement_ == Agreement::changed) return;
  // CROSS JOIN keeps the order of the tables: one pass through what is new.
  Statement rows{database_,
                 "SELECT w.objection_id, s.chain_id, o.owner, o.platform, o.email_folded FROM events w CROSS JOIN "
                 "objections o ON o.id = w.objection_id CROSS JOIN events s ON s.objection_id = o.id AND s.kind = "
                 "'submitted' WHERE w.sequence >= ? AND w.kind = 'withdrawn'"};
  rows.bind(first_new_);
  std::map<std::pair<WhoObjected, std::string>, bool> reach;
  std::set<std::string> held;
  while (rows.step()) {
    const WhoObjected objector{rows.optional_text(2), {rows.text(3), rows.text(4)}};
    const auto [known, is_new] = reach.try_emplace({objector, rows.text(1)}, false);
    if (is_new) known->second = has_others(objector, rows.text(1));
    if (known->second) held.insert(rows.text(0));
  }
  for (const auto& id : held) hold(id);
}

void Merger::hold(const std::string& objection_id) {
  Statement rows{database_,
                 "UPDATE events SET set_aside = 1 WHERE objection_id = ? AND sequence >= ? AND kind <> 'submitted' AND "
                 "set_aside = 0 RETURNING 1"};
  rows.bind(objection_id).bind(first_new_);
  while (rows.step()) ++set_aside_;
}

/// Another file may have spoken of an objection before it came, and nobody was asked: no objection was here to be
/// changed, nor to be erased.
void Merger::hold_earlier(const ChainEntry& link) {
  Statement rows{database_,
                 "UPDATE events SET set_aside = 1 WHERE objection_id = ? AND sequence < ? AND chain_id <> ? AND "
                 "set_aside = 0 RETURNING 1"};
  rows.bind(link.objection_id).bind(first_new_).bind(link.chain_id);
  while (rows.step()) ++set_aside_;
}

std::set<Address> Merger::touched() const {
  auto touched = erased_addresses_;
  Statement rows{database_,
                 "SELECT DISTINCT o.platform, o.email_folded FROM events e JOIN objections o ON o.id = e.objection_id "
                 "WHERE e.sequence >= ?"};
  rows.bind(first_new_);
  while (rows.step()) touched.insert({rows.text(0), rows.text(1)});
  for (const auto& id : agreed_) {
    Statement row{database_, "SELECT platform, email_folded FROM objections WHERE id = ?"};
    if (row.bind(id).step()) touched.insert({row.text(0), row.text(1)});
  }
  return touched;
}

void Merger::renew_outcomes() {
  Statement rows{database_, "SELECT DISTINCT objection_id FROM events WHERE sequence >= ? AND kind <> 'submitted'"};
  rows.bind(first_new_);
  while (rows.step()) renew(rows.text(0));
  for (const auto& id : agreed_) renew(id);
}

void Merger::renew(const std::string& objection_id) {
  Statement sent{database_,
                 "SELECT s.sequence FROM objections o JOIN events s ON s.objection_id = o.id AND s.kind = 'submitted' "
                 "WHERE o.id = ?"};
  if (!sent.bind(objection_id).step()) return;
  const bool was_here = sent.number(0) < first_new_ && changes_.size() < protocol::max_changes;
  Objections objections{database_, [now = now_] { return now; }};
  const auto before = was_here ? objections.find(objection_id).status.name : std::string{};
  renew_outcome(database_, objection_id);
  if (!was_here) return;
  auto after = objections.find(objection_id).status.name;
  if (after != before) changes_.push_back({objection_id, before, std::move(after)});
}

void Merger::reindex_touched() {
  reindex_since(database_, first_new_);
  for (const auto& id : agreed_) reindex(database_, id);
}

/// An account comes with the first objection that names it. It is the person's own note and not part of the chain: one
/// that is here stays as it is, and one that was removed here does not come back by itself.
void Merger::add_accounts(const json& accounts) {
  for (const auto& object : accounts) {
    const auto account = read_account(object);
    if (!account) refuse("malformed");
    Statement is_wanted{database_,
                        "SELECT 1 FROM objections o JOIN events e ON e.objection_id = o.id WHERE o.account_id = ?1 AND "
                        "e.kind = 'submitted' AND e.sequence >= ?2 AND NOT EXISTS (SELECT 1 FROM accounts WHERE id = "
                        "?1) LIMIT 1"};
    if (is_wanted.bind(account->id).bind(first_new_).step()) static_cast<void>(insert_account(database_, *account));
  }
}

Merged merged_from(ByteSource& file, Merger& merger) {
  return merger.finish(read_history(file, {[&](const json& entry) { merger.take(entry); },
                                           [&](const std::string& mail) { merger.take_seal_mail(mail); }}));
}

}  // namespace

std::variant<Merged, Refusal> merge(Database& database, ByteSource& file, Time now, Agreement agreement) {
  try {
    store::Transaction transaction{database};
    Merger merger{database, now, agreement};
    const auto merged = merged_from(file, merger);
    transaction.commit();
    // What was erased must not live on.
    if (merged.removed > 0) database.forget_erased();
    return merged;
  } catch (const Refused& refused) {
    return refused.refusal;
  }
}

namespace {

std::vector<Standing> standings_of(Database& database, const Address& address, Time now) {
  auto page = Standings{database, now}.list({address.platform, std::nullopt, address.email}, std::nullopt, 1);
  return page ? std::move(page->standings) : std::vector<Standing>{};
}

/// The earlier standing of an account, or of just its address where there was no account yet.
std::string standing_before(const std::vector<Standing>& before, const std::optional<std::string>& account_id) {
  for (const auto& sought : {account_id, std::optional<std::string>{}})
    for (const auto& one : before)
      if (one.account_id == sought) return one.status;
  return "none";
}

/// Adds accounts that had objected and have another standing afterwards.
void add_changes(const Address& address, const std::vector<Standing>& before, const std::vector<Standing>& after,
                 std::vector<StandingChange>& changes) {
  for (const auto& one : after) {
    auto from = standing_before(before, one.account_id);
    if (from != "none" && from != one.status && changes.size() < protocol::max_changes)
      changes.push_back({address.platform, one.email.empty() ? address.email : one.email, std::move(from), one.status});
  }
}

}  // namespace

std::variant<Preview, Refusal> preview(Database& database, ByteSource& file, Time now) {
  try {
    Preview preview{};
    std::map<Address, std::vector<Standing>> after;
    {
      const store::Transaction undone{database};
      Merger merger{database, now, Agreement::changed};
      const auto merged = merged_from(file, merger);
      preview = {merged.objections, merger.changes(), merged.removed, merger.asked_about(), {}};
      for (const auto& address : merger.touched()) after[address] = standings_of(database, address, now);
    }
    for (const auto& [address, standings] : after)
      add_changes(address, standings_of(database, address, now), standings, preview.standings);
    return preview;
  } catch (const Refused& refused) {
    return refused.refusal;
  }
}

}  // namespace demur::history
