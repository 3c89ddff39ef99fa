#include "history/check_file.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "history/chain.hpp"
#include "platform/secrets.hpp"
#include "store/database.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

using nlohmann::json;
using store::Statement;

/// What must be remembered about each entry until all are there.
constexpr const char* check_tables = R"sql(
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  chain_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  objection_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  is_erased INTEGER NOT NULL,
  set_aside INTEGER NOT NULL
) STRICT;
)sql";
constexpr const char* check_indices = R"sql(
CREATE INDEX events_by_place ON events (chain_id, position, hash);
CREATE INDEX events_by_id ON events (id);
CREATE INDEX events_by_objection ON events (objection_id, kind);
)sql";

/// A fault that shows only when all entries are there.
struct LateFault {
  const char* reason;
  const char* sql;
};
constexpr std::array<LateFault, 4> late_faults{
    {{"entry-differs",
      "SELECT e.chain_id, e.position, e.id FROM events e WHERE EXISTS (SELECT 1 FROM events f WHERE f.id = e.id AND "
      "f.rowid < e.rowid) ORDER BY e.rowid"},
     {"entry-differs",
      "SELECT e.chain_id, e.position, e.id FROM events e WHERE e.kind = 'submitted' AND NOT e.is_erased AND EXISTS "
      "(SELECT 1 FROM events f WHERE f.objection_id = e.objection_id AND f.kind = 'submitted' AND NOT f.is_erased AND "
      "f.id <> e.id AND f.rowid < e.rowid) ORDER BY e.rowid"},
     {"content-changed",
      "SELECT e.chain_id, e.position, e.id FROM events e WHERE e.is_erased AND e.kind <> 'removed' AND NOT EXISTS "
      "(SELECT 1 FROM events f WHERE f.objection_id = e.objection_id AND f.kind = 'removed') ORDER BY e.rowid"},
     {"objection-missing",
      "SELECT e.chain_id, e.position, e.id FROM events e WHERE NOT EXISTS (SELECT 1 FROM events f WHERE "
      "f.objection_id = e.objection_id AND f.kind IN ('submitted', 'removed')) ORDER BY e.rowid"}}};

/// A file with more ends of chains can't be intact: it could not list them.
constexpr std::size_t max_ends = 16384;

/// Whether Demur could have recorded it like this.
bool is_recordable(const FileEntry& entry) {
  if (!entry.content) return true;
  return entry.link.kind == "submitted" ? read_content(entry).has_value()
                                        : is_event_content(entry.link, *entry.content);
}

class FileChecker {
 public:
  FileChecker(const std::vector<AddedKey>& added, const std::vector<SealLine>& seals, CheckListener* listener)
      : added_(added), given_(seals), listener_(listener) {
    scratch_.execute(check_tables);
  }

  void take(const json& object) {
    ++check_.entries;
    const auto entry = read_entry(object);
    if (!entry) return note("malformed", name_of_entry(object));
    follow(*entry);
    check_content(*entry);
    const auto mail = check_mail(*entry);
    remember(*entry);
    check_.waiting += entry->is_agreed ? 0 : 1;
    if (listener_ != nullptr) listener_->take(*entry, mail);
  }

  void take_seal_mail(std::string_view mail) {
    auto read = read_seal_mail(mail, added_);
    if (!read) return note("malformed", std::nullopt);
    check_.seals.push_back(std::move(*read));
  }

  void finish(const reading::HistoryFrame& frame) {
    scratch_.execute(check_indices);
    check_ends(frame.ends);
    for (const auto& [reason, sql] : late_faults) {
      Statement rows{scratch_, sql};
      while (rows.step()) note(reason, EntryName{rows.text(0), rows.number(1), rows.text(2)});
    }
    check_seals(frame.seal);
    Statement count{scratch_, "SELECT count(DISTINCT objection_id) FROM events"};
    count.step();
    check_.objections = count.number(0);
    if (listener_ != nullptr) listener_->finish(frame);
  }

  void note(std::string reason, std::optional<EntryName> entry) {
    ++check_.fault_count;
    if (check_.faults.size() < max_faults) check_.faults.push_back({std::move(reason), std::move(entry)});
  }

  /// The file can't be read to its end. If it is not one of Demur's, what was found in it means nothing.
  void give_up(Refusal refusal) {
    if (refusal.reason == "not-a-history" || refusal.reason == "newer-version") check_ = {};
    check_.refusal = refusal;
    note(std::move(refusal.reason), std::move(refusal.entry));
  }

  FileCheck result() { return std::move(check_); }

 private:
  void follow(const FileEntry& entry) {
    const auto& link = entry.link;
    const auto fault = walk_.step(link, entry.hash);
    if (walk_.width() > max_ends) refuse("malformed", name_of(link));
    if (!fault) return;
    broken_chains_.insert(link.chain_id);
    const bool is_before = fault->position != link.position;
    note(fault->reason, is_before ? EntryName{link.chain_id, fault->position, std::nullopt} : name_of(link));
    if (is_before && bytes_of(entry_hash(link)) != entry.hash) note("link-broken", name_of(link));
  }

  void check_content(const FileEntry& entry) {
    const auto& link = entry.link;
    if (entry.salt && bytes_of(content_digest(link.format, *entry.salt, *entry.content)) != link.content_digest)
      note("content-changed", name_of(link));
    else if (!is_recordable(entry))
      note("malformed", name_of(link));
  }

  std::optional<KeptMail> check_mail(const FileEntry& entry) {
    if (!entry.content || !entry.content->evidence) return std::nullopt;
    const auto kept = judge_kept(*entry.content->evidence, added_);
    const bool is_claimed = entry.link.format != 1 && claims_signature(entry.content->source);
    if (is_claimed && kept.shown != MailCheck::signature && kept.is_checked) note("mail-differs", name_of(entry.link));
    constexpr std::size_t max_groups = 100;
    auto group = kept;
    if (check_.mails.size() >= max_groups && !check_.mails.contains(group)) group.key_name.clear();
    ++check_.mails[std::move(group)];
    return kept;
  }

  void remember(const FileEntry& entry) {
    Statement{scratch_, "INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"}
        .bind(entry.link.chain_id)
        .bind(entry.link.position)
        .bind(entry.link.event_id)
        .bind(entry.link.objection_id)
        .bind(entry.link.kind)
        .bind(entry.link.recorded_at)
        .bind_bytes(entry.link.previous_hash)
        .bind_bytes(entry.hash)
        .bind(std::int64_t{entry.salt ? 0 : 1})
        .bind(std::int64_t{entry.is_agreed ? 0 : 1})
        .run();
  }

  /// Where a chain is known to be broken, its ends differ as well.
  void check_ends(const json& ends) {
    std::set<Head> noted;
    for (const auto& object : ends) {
      auto end = read_end(object);
      if (!end) return note("malformed", std::nullopt);
      if (!noted.insert(std::move(*end)).second) return note("malformed", std::nullopt);
    }
    const auto found = walk_.finish();
    note_missing(noted, found);
    note_missing(found, noted);
  }

  /// The file's line covers all of it; those in its e-mails, and those that were given, a part. Where something else is
  /// wrong, they are not a separate fault.
  void check_seals(const std::optional<std::string>& line) {
    const bool is_whole_else = check_.is_whole();
    check_.seal = seal_of(scratch_, INT64_MAX);
    if (is_whole_else && line && (!check_.seal || *line != to_text(*check_.seal))) note("seal-differs", std::nullopt);
    for (const auto& one : given_) check_.seals.push_back(given_seal(one, Likeness::differs));
    std::vector<SealLine> lines;
    for (const auto& one : check_.seals) lines.push_back(one.line);
    const auto found = compare(scratch_, lines);
    for (std::size_t i = 0; i < found.size(); ++i) {
      check_.seals[i].likeness = found[i];
      if (is_whole_else && !check_.seals[i].is_there()) note("seal-differs", std::nullopt);
    }
  }

  /// The ends that are among these and not among the others.
  template <typename Ends, typename Others>
  void note_missing(const Ends& ends, const Others& others) {
    std::vector<Head> missing;
    std::set_difference(ends.begin(), ends.end(), others.begin(), others.end(), std::back_inserter(missing));
    for (const auto& end : missing)
      if (broken_chains_.insert(end.chain_id).second)
        note("entry-missing", EntryName{end.chain_id, end.position, std::nullopt});
  }

  const std::vector<AddedKey>& added_;
  const std::vector<SealLine>& given_;
  CheckListener* listener_;
  store::Database scratch_{store::Database::Scratch{}};
  ChainWalk walk_;
  std::set<std::string> broken_chains_;
  FileCheck check_;
};

}  // namespace

FileCheck check_file(ByteSource& file, const std::vector<AddedKey>& added, const std::vector<SealLine>& seals,
                     CheckListener* listener) {
  FileChecker checker{added, seals, listener};
  try {
    checker.finish(read_history(file, {[&](const json& entry) { checker.take(entry); },
                                       [&](const std::string& mail) { checker.take_seal_mail(mail); }}));
  } catch (const Refused& refused) {
    checker.give_up(refused.refusal);
  }
  return checker.result();
}

}  // namespace demur::history
