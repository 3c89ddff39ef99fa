#include "history/merge.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "history/bounded_buffer.hpp"
#include "history/chain.hpp"
#include "history/export_entries.hpp"
#include "history/words.hpp"
#include "platform/secrets.hpp"

namespace demur::history {
namespace {

using nlohmann::json;
using store::Database;
using store::Statement;

/// Carries a refusal out of the parser, so that the transaction is undone.
struct Refused {
  Refusal refusal;
};

[[noreturn]] void refuse(std::string reason, std::optional<EntryName> entry = std::nullopt) {
  // It carries no message and is caught below. NOLINTNEXTLINE(hicpp-exception-baseclass)
  throw Refused{{std::move(reason), std::move(entry)}};
}

EntryName name_of(const ChainEntry& link) {
  return {link.chain_id, link.position, link.event_id};
}

/// Takes the entries of a file one by one into the database. Within a transaction.
class Merger {
 public:
  explicit Merger(Database& database)
      : database_(database),
        first_new_(last_sequence(database) + 1),
        objections_before_(number("SELECT count(*) FROM objections")) {}

  void take(const json& object) {
    const auto entry = read_entry(object);
    if (!entry) refuse("malformed", name_of_entry(object));
    check(*entry);
    if (!is_known(*entry)) add(*entry);
  }

  /// What can only be seen when all entries are there.
  Merged finish(const json& accounts, const json& ends) {
    check_ends(ends);
    check_erased();
    check_objections();
    erase_removed();
    renew_heads();
    renew_outcomes();
    add_accounts(accounts);
    renew_words_since(database_, first_new_);
    const auto added = number(
        "SELECT count(*) FROM events e JOIN objections o ON o.id = e.objection_id WHERE e.sequence >= ? AND e.kind = "
        "'submitted'");
    return {entries_, added, objections_before_ + added - number("SELECT count(*) FROM objections")};
  }

 private:
  void check(const FileEntry& entry);
  [[nodiscard]] bool is_known(const FileEntry& entry);
  void add(const FileEntry& entry);
  void check_ends(const json& ends);
  void check_erased() const;
  void check_objections();
  void erase_removed();
  void renew_heads();
  void renew_outcomes();
  void add_accounts(const json& accounts);
  [[nodiscard]] std::int64_t number(const char* sql) const;

  Database& database_;
  std::int64_t first_new_;
  std::int64_t objections_before_;
  ChainWalk walk_;
  std::int64_t entries_ = 0;
  std::map<std::string, EntryName> erased_;  ///< By objection, where the file holds no content.
  std::set<std::string> removed_;            ///< The objections that the file calls removed.
};

/// One number; a parameter of the query is the first sequence that is new.
std::int64_t Merger::number(const char* sql) const {
  Statement row{database_, sql};
  if (std::string_view{sql}.find('?') != std::string_view::npos) row.bind(first_new_);
  row.step();
  return row.number(0);
}

void Merger::check(const FileEntry& entry) {
  const auto* fault = walk_.step(entry.link, entry.hash);
  if (fault != nullptr) refuse(fault, name_of(entry.link));
  if (entry.salt && bytes_of(content_digest(*entry.salt, *entry.content)) != entry.link.content_digest)
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
  Erasable kept{entry.salt, std::nullopt, std::nullopt};
  if (link.kind == "submitted" && entry.salt) {
    const auto objection = read_content(entry);
    if (!objection) refuse("malformed", name_of(link));
    Statement other{database_, "SELECT 1 FROM objections WHERE id = ?"};
    if (other.bind(objection->id).step()) refuse("entry-differs", name_of(link));
    insert_objection(database_, *objection);
  } else if (entry.salt) {
    if (!is_event_content(link, *entry.content)) refuse("malformed", name_of(link));
    if (!entry.content->words.empty()) kept.detail = entry.content->words;
    kept.evidence = entry.content->evidence;
  }
  insert_entry(database_, link, entry.hash, kept);
  ++entries_;
}

void Merger::check_ends(const json& ends) {
  std::vector<Head> noted;
  for (const auto& object : ends) {
    auto end = read_end(object);
    if (!end) refuse("malformed");
    noted.push_back(std::move(*end));
  }
  std::sort(noted.begin(), noted.end());
  const auto found = walk_.finish();
  std::vector<Head> missing;
  std::set_symmetric_difference(noted.begin(), noted.end(), found.begin(), found.end(), std::back_inserter(missing));
  if (!missing.empty())
    refuse("entry-missing", EntryName{missing.front().chain_id, missing.front().position, std::nullopt});
}

/// Content may be missing only where an entry says that it was removed.
void Merger::check_erased() const {
  for (const auto& [objection_id, entry] : erased_)
    if (!removed_.contains(objection_id)) refuse("content-changed", entry);
}

/// What happened, happened to something.
void Merger::check_objections() {
  Statement row{database_,
                "SELECT chain_id, position, id FROM events e WHERE sequence >= ? AND NOT EXISTS (SELECT 1 FROM "
                "objections o WHERE o.id = e.objection_id) AND NOT EXISTS (SELECT 1 FROM events r WHERE "
                "r.objection_id = e.objection_id AND r.kind = 'removed') ORDER BY sequence LIMIT 1"};
  if (row.bind(first_new_).step()) refuse("objection-missing", EntryName{row.text(0), row.number(1), row.text(2)});
}

void Merger::erase_removed() {
  constexpr const char* removed =
      "(SELECT objection_id FROM events WHERE kind = 'removed' INTERSECT SELECT objection_id FROM events WHERE "
      "sequence >= ?)";
  Statement rows{database_, std::string("SELECT id FROM objections WHERE id IN ") + removed};
  rows.bind(first_new_);
  std::vector<std::string> gone;
  while (rows.step()) gone.push_back(rows.text(0));
  for (const auto& id : gone) {
    remove_words(database_, id);
    Statement{database_, "DELETE FROM objections WHERE id = ?"}.bind(id).run();
  }
  if (!gone.empty()) erase_removed_words(database_);
  Statement{
      database_,
      std::string("UPDATE events SET detail = NULL, salt = NULL, evidence = NULL WHERE kind <> 'removed' AND salt IS "
                  "NOT NULL AND objection_id IN ") +
          removed}
      .bind(first_new_)
      .run();
}

/// Ends that are followed now are no ends any more, but for the place where this computer goes on.
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

void Merger::renew_outcomes() {
  Statement rows{database_, "SELECT DISTINCT objection_id FROM events WHERE sequence >= ? AND kind <> 'submitted'"};
  rows.bind(first_new_);
  while (rows.step()) renew_outcome(database_, rows.text(0));
}

/// An account comes along with the first objection that names it. It is the person's own note and no part of the
/// chain: one that is here stays as it is, and one that was removed here does not come back by itself.
void Merger::add_accounts(const json& accounts) {
  for (const auto& object : accounts) {
    const auto account = read_account(object);
    if (!account) refuse("malformed");
    Statement is_wanted{database_,
                        "SELECT 1 FROM objections o JOIN events e ON e.objection_id = o.id WHERE o.account_id = ?1 AND "
                        "e.kind = 'submitted' AND e.sequence >= ?2 AND NOT EXISTS (SELECT 1 FROM accounts WHERE id = "
                        "?1) LIMIT 1"};
    if (is_wanted.bind(account->id).bind(first_new_).step()) insert_account(database_, *account);
  }
}

/// Of the file's format (docs/history-format.md).
constexpr std::array<int, 2> known_versions{1, 2};
/// An address of an account stands within four brackets; nothing stands within more.
constexpr int deepest_nesting = 4;
/// An entry with the longest evidence in base64 is a third of it, in bytes. Accounts and ends are not many.
constexpr std::size_t most_held = std::size_t{2} * 1024 * 1024;

/// Reads the file member by member; of the entries one at a time is held. The file may be anybody's: what no history
/// has, deep nesting and endless texts, is refused before it costs anything.
class FileReader {
 public:
  FileReader(Merger& merger, std::istream& file)
      : merger_(merger), bytes_(*file.rdbuf(), most_held, [this] { refuse_shape(); }) {}

  Merged read() {
    std::istream file{&bytes_};
    const auto whole = json::parse(
        file, [this](int depth, json::parse_event_t event, json& value) { return is_kept(depth, event, value); },
        false);
    if (whole.is_discarded()) refuse(has_begun() ? "damaged" : "not-a-history", last_);
    for (const char* list : {"accounts", "entries", "ends"})
      if (!whole.is_object() || !whole.contains(list) || !whole.at(list).is_array())
        refuse(has_begun() ? "damaged" : "not-a-history");
    return merger_.finish(whole.at("accounts"), whole.at("ends"));
  }

 private:
  [[nodiscard]] bool has_begun() const { return is_history_ && is_known_version_; }

  [[noreturn]] void refuse_shape() const { refuse(has_begun() ? "malformed" : "not-a-history", last_); }

  bool is_kept(int depth, json::parse_event_t event, json& value) {
    using Event = json::parse_event_t;
    if (depth > deepest_nesting) refuse_shape();
    if (depth == 1 && event == Event::key) member_ = value.get<std::string>();
    if (depth == 1 && event == Event::value) note_member(value);
    if (depth == 1 && event == Event::array_start && !has_begun()) refuse("not-a-history");
    if (depth != 2 || member_ != "entries") return true;
    if (event == Event::value || event == Event::array_start) refuse("malformed", last_);
    if (event != Event::object_end) return true;
    merger_.take(value);
    bytes_.begin_anew();
    last_ = name_of_entry(value);
    return false;
  }

  void note_member(const json& value) {
    if (member_ == "format") is_history_ = value == "demur-history";
    if (member_ != "version") return;
    is_known_version_ = std::find(known_versions.begin(), known_versions.end(), value) != known_versions.end();
    if (is_history_ && !is_known_version_) refuse("newer-version");
  }

  Merger& merger_;
  BoundedBuffer bytes_;
  std::string member_;
  bool is_history_ = false;
  bool is_known_version_ = false;
  std::optional<EntryName> last_;
};

}  // namespace

std::variant<Merged, Refusal> merge(Database& database, std::istream& file) {
  try {
    store::Transaction transaction{database};
    Merger merger{database};
    const auto merged = FileReader{merger, file}.read();
    transaction.commit();
    // What was erased must not live on in the write-ahead log.
    Statement{database, "PRAGMA wal_checkpoint(TRUNCATE)"}.run();
    return merged;
  } catch (const Refused& refused) {
    return refused.refusal;
  }
}

}  // namespace demur::history
