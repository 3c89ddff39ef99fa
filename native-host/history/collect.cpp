#include "history/collect.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "history/ancestors.hpp"
#include "history/deadlines.hpp"
#include "platform/files.hpp"
#include "store/database.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

using nlohmann::json;
using store::Statement;

/// What decides of each entry, by the store's names, so that the same queries work. Nothing in it is personal: it may
/// grow into a temporary file.
constexpr const char* collect_tables = R"sql(
CREATE TABLE events (
  sequence INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  chain_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  objection_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  precision TEXT NOT NULL,
  set_aside INTEGER NOT NULL,
  previous_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  detail TEXT,
  known_by TEXT NOT NULL,
  authentication TEXT,
  mail TEXT,
  mail_key TEXT
) STRICT;
CREATE TABLE objectors (number INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE objections (
  sequence INTEGER PRIMARY KEY REFERENCES events,
  id TEXT NOT NULL UNIQUE,
  objector INTEGER NOT NULL REFERENCES objectors,
  platform TEXT NOT NULL,
  form_id TEXT NOT NULL
) STRICT;
CREATE TABLE seals_of (sequence INTEGER PRIMARY KEY REFERENCES events, seal INTEGER NOT NULL) STRICT;
CREATE VIEW effective_events AS SELECT *, max(recorded_at) OVER (PARTITION BY objection_id, chain_id
  ORDER BY position, hash ROWS UNBOUNDED PRECEDING) AS effective_at FROM events;
)sql";
constexpr const char* collect_indices = R"sql(
CREATE INDEX events_by_objection ON events (objection_id);
CREATE INDEX events_by_place ON events (chain_id, position);
)sql";

/// A moment's day in UTC; nothing where it is not known.
std::optional<std::string> day_of(Moment moment) {
  constexpr std::size_t day_length = 10;
  if (moment.precision == Precision::unknown) return std::nullopt;
  return to_rfc3339(moment.at).substr(0, day_length);
}

std::optional<std::string> text_in(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? std::optional{found->get<std::string>()} : std::nullopt;
}

/// The personal data of a file's objections: kept in their order, and read back in the same.
class Persons {
 public:
  explicit Persons(const Collection& collection) {
    if (collection.personal == PersonalData::included) file_ = std::make_unique<ScratchFile>(collection.folder);
  }

  void add(const Objection& objection) {
    if (!file_) return;
    json line{{"id", objection.id}, {"address", objection.email}, {"sentAt", objection.submitted_at}};
    if (objection.account_id) line["accountId"] = *objection.account_id;
    if (objection.language) line["language"] = *objection.language;
    if (objection.message) line["message"] = *objection.message;
    file_->append(line.dump(-1, ' ', false, json::error_handler_t::replace) + "\n");
  }

  void name(const json& accounts) {
    if (!file_) return;
    for (const auto& object : accounts)
      if (const auto account = read_account(object)) names_[account->id] = account->label;
  }

  /// The next objection's.
  CollectedPerson next() {
    if (!file_) return {};
    if (lines_ == nullptr) lines_ = &file_->read();
    std::string text;
    std::getline(*lines_, text);
    const auto line = json::parse(text, nullptr, false);
    CollectedPerson person;
    person.objection_id = text_in(line, "id").value_or("");
    person.account_id = text_in(line, "accountId");
    if (person.account_id && names_.contains(*person.account_id)) person.name = names_[*person.account_id];
    person.address = text_in(line, "address").value_or("");
    person.sent_at = text_in(line, "sentAt").value_or("");
    person.language = text_in(line, "language");
    person.message = text_in(line, "message");
    return person;
  }

 private:
  std::unique_ptr<ScratchFile> file_;
  std::istream* lines_ = nullptr;
  std::map<std::string, std::string> names_;  ///< Of accounts.
};

/// Notes what a file's rows are made of.
class Collector final : public CheckListener {
 public:
  Collector(const CollectedFile& file, const Collection& collection)
      : file_(file), collection_(collection), persons_(collection) {
    scratch_.execute(collect_tables);
  }

  void take(const FileEntry& entry, const std::optional<KeptMail>& mail) override {
    const auto sequence = add_event(entry, mail);
    if (entry.link.kind == "submitted")
      if (const auto objection = read_content(entry)) add_objection(sequence, *objection);
  }

  void finish(const reading::HistoryFrame& frame) override {
    scratch_.execute(collect_indices);
    persons_.name(frame.accounts);
    Statement longest{scratch_, "SELECT 1 FROM events GROUP BY objection_id HAVING count(*) > ? LIMIT 1"};
    if (longest.bind(max_events_of_objection).step()) refuse("too-many-events");
  }

  /// After the check.
  template <typename Take>
  void write_rows(const std::string& file_sha256, CollectionResult& result, const Take& take);

 private:
  std::int64_t add_event(const FileEntry& entry, const std::optional<KeptMail>& mail);
  void add_objection(std::int64_t sequence, const Objection& objection);
  std::int64_t number_of_objector(const Objection& objection);
  void sort_seals(const FileCheck& check);
  void find_sealed();
  void count_others(CollectionResult& result);
  void add_seal(CollectedObjection& row, const Statement& of);
  void add_status(CollectedObjection& row, const std::string& objection_id, Moment sent);
  void add_knowledge(CollectedObjection& row, const Fact& deciding, const std::string& objection_id);

  const CollectedFile& file_;
  const Collection& collection_;
  store::Database scratch_{store::Database::Scratch{}};
  Persons persons_;
  std::vector<SealMail> seals_;  ///< The seals that show something, the best first.
};

std::int64_t Collector::add_event(const FileEntry& entry, const std::optional<KeptMail>& mail) {
  const auto& link = entry.link;
  const auto names = names_in(entry.content ? entry.content->source : "");
  const bool names_another = link.kind == "corrected" && entry.content;
  // Another signer's key could reveal whose mail it was.
  const bool is_metas = mail && mail->shown == MailCheck::signature;
  Statement row{scratch_,
                "INSERT INTO events VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING sequence"};
  row.bind(link.event_id)
      .bind(link.chain_id)
      .bind(link.position)
      .bind(link.objection_id)
      .bind(link.kind)
      .bind(link.at)
      .bind(link.recorded_at)
      .bind(name_of(link.precision))
      .bind(std::int64_t{entry.is_agreed ? 0 : 1})
      .bind_bytes(link.previous_hash)
      .bind_bytes(entry.hash)
      .bind_optional(names_another ? std::optional{entry.content->words} : std::nullopt)
      .bind(names.by)
      .bind_optional(names.authentication)
      .bind_optional(mail ? std::optional<std::string>{name_of(mail->shown)} : std::nullopt)
      .bind_optional(is_metas ? std::optional{mail->key_name} : std::nullopt);
  row.step();
  const auto sequence = row.number(0);
  row.run();
  return sequence;
}

/// An objection is sent once; a second sending is a fault of the file.
void Collector::add_objection(std::int64_t sequence, const Objection& objection) {
  const auto objector = number_of_objector(objection);
  Statement row{scratch_, "INSERT OR IGNORE INTO objections VALUES (?, ?, ?, ?, ?) RETURNING 1"};
  row.bind(sequence).bind(objection.id).bind(objector).bind(objection.platform).bind(objection.form_id);
  if (row.step()) persons_.add(objection);
  row.run();
}

std::int64_t Collector::number_of_objector(const Objection& objection) {
  const auto who = objection.account_id.value_or(objection.platform + " " + lower_case(objection.email));
  const auto digest = sha256(who);
  Statement{scratch_, "INSERT OR IGNORE INTO objectors (digest) VALUES (?)"}.bind_bytes(bytes_of(digest)).run();
  Statement row{scratch_, "SELECT number FROM objectors WHERE digest = ?"};
  row.bind_bytes(bytes_of(digest)).step();
  return row.number(0);
}

/// A signature shows more than a provider's word, and an earlier one more than a later one.
void Collector::sort_seals(const FileCheck& check) {
  if (!check.is_whole()) return;
  constexpr std::array<std::string_view, 3> witnesses{"signed", "provider", "none"};
  const auto rank = [&](const SealMail& seal) {
    return std::tuple{std::find(witnesses.begin(), witnesses.end(), seal.record.witness), seal.record.at.value_or("")};
  };
  seals_ = check.seals;
  std::stable_sort(seals_.begin(), seals_.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

/// Notes by which seal the entry of each sending is covered.
void Collector::find_sealed() {
  std::vector<Ancestors> covered;
  for (const auto& seal : seals_)
    covered.emplace_back(std::set<std::string>(seal.line.ends.begin(), seal.line.ends.end()));
  if (covered.empty()) return;
  Statement rows{scratch_,
                 "SELECT position, hash, previous_hash, sequence, kind FROM events ORDER BY chain_id DESC, position "
                 "DESC"};
  while (rows.step()) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < covered.size(); ++i)
      if (covered[i].take(rows.number(0), rows.bytes(1), rows.bytes(2)) && !best) best = i;
    if (best && rows.text(4) == "submitted")
      Statement{scratch_, "INSERT INTO seals_of VALUES (?, ?)"}
          .bind(rows.number(3))
          .bind(static_cast<std::int64_t>(*best))
          .run();
  }
}

void Collector::count_others(CollectionResult& result) {
  Statement row{
      scratch_,
      "SELECT count(DISTINCT r.objection_id), (SELECT count(DISTINCT e.objection_id) FROM events e WHERE NOT "
      "EXISTS (SELECT 1 FROM objections o WHERE o.id = e.objection_id) AND NOT EXISTS (SELECT 1 FROM events x "
      "WHERE x.objection_id = e.objection_id AND x.kind = 'removed')) FROM events r WHERE r.kind = 'removed' "
      "AND r.set_aside = 0"};
  row.step();
  result.erased = row.number(0);
  result.unclear = row.number(1);
}

/// Adds how the deciding event is known.
void Collector::add_knowledge(CollectedObjection& row, const Fact& deciding, const std::string& objection_id) {
  Statement event{scratch_,
                  "SELECT known_by, authentication, mail, mail_key FROM events WHERE objection_id = ? AND id = ?"};
  event.bind(objection_id).bind(deciding.id).step();
  row.status_known_by = event.text(0);
  row.authentication = event.optional_text(1);
  row.mail = event.optional_text(2);
  row.mail_key = event.optional_text(3);
}

void Collector::add_status(CollectedObjection& row, const std::string& objection_id, Moment sent) {
  constexpr std::array<std::string_view, 2> by_clock{"confirmation-late", "overdue"};
  const auto facts = facts_of(scratch_, objection_id);
  const auto deciding = deciding_event(facts);
  std::optional<Outcome> outcome;
  if (deciding) outcome = {facts[*deciding].kind, facts[*deciding].when};
  const auto status = status_of(sent, outcome, collection_.now);
  row.status = status.name;
  row.status_since = day_of(status.since);
  row.answer_due_on = to_rfc3339(Time{irish_day(deadlines_for(sent).answer_due_by)}).substr(0, 10);
  if (contains(by_clock, status.name))
    row.status_known_by = "clock";
  else if (deciding)
    add_knowledge(row, facts[*deciding], objection_id);
  else
    row.status_known_by = row.sent_known_by;
}

void Collector::add_seal(CollectedObjection& row, const Statement& of) {
  constexpr int seal_column = 8;
  if (!of.optional_text(seal_column)) return;
  const auto& record = seals_.at(static_cast<std::size_t>(of.number(seal_column))).record;
  row.seal = record.witness;
  if (record.at) row.sealed_since = record.at->substr(0, record.at->find('T'));
  if (!record.signer.empty()) row.person.seal_signer = record.signer;
}

template <typename Take>
void Collector::write_rows(const std::string& file_sha256, CollectionResult& result, const Take& take) {
  sort_seals(result.check);
  find_sealed();
  count_others(result);
  Statement rows{scratch_,
                 "SELECT o.id, o.objector, o.platform, o.form_id, e.at, e.precision, e.known_by, EXISTS (SELECT 1 FROM "
                 "events r WHERE r.objection_id = o.id AND r.kind = 'removed' AND r.set_aside = 0), s.seal FROM "
                 "objections o JOIN events e USING (sequence) LEFT JOIN seals_of s USING (sequence) ORDER BY sequence"};
  constexpr int removed_column = 7;
  while (rows.step()) {
    CollectedObjection row;
    row.person = persons_.next();
    if (rows.number(removed_column) != 0) continue;
    row.person.file_name = file_.name;
    row.as_of = day_of({collection_.now}).value_or("");
    row.file = file_.number;
    row.file_sha256 = file_sha256;
    row.objector = rows.number(1);
    row.platform = rows.text(2);
    row.form = rows.text(3);
    const Moment sent{from_rfc3339(rows.text(4)).value_or(Time{}),
                      precision_named(rows.text(5)).value_or(Precision::instant)};
    row.sent_on = day_of(sent).value_or("");
    row.sent_known_by = rows.text(6);
    add_status(row, rows.text(0), sent);
    row.is_whole = result.check.is_whole();
    if (!row.is_whole) row.fault = result.check.faults.front().reason;
    add_seal(row, rows);
    take(row);
    ++result.rows;
  }
}

}  // namespace

CollectionResult collect_file(HashingSource& bytes, const CollectedFile& file, const Collection& collection,
                              const std::function<void(const CollectedObjection&)>& take) {
  Collector collector{file, collection};
  CollectionResult result;
  result.check = check_file(bytes, collection.added, {}, &collector);
  if (!result.check.refusal) collector.write_rows(to_hex(bytes_of(bytes.finish())), result, take);
  return result;
}

}  // namespace demur::history
