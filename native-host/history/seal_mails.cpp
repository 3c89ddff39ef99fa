#include "history/seal_mails.hpp"

#include <algorithm>

#include "embedded/protocol.hpp"
#include "history/export_entries.hpp"
#include "history/kept_mail.hpp"
#include "platform/secrets.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

using store::Database;
using store::Statement;

std::string digest_of(std::string_view mail) {
  return std::string(bytes_of(sha256(mail)));
}

std::size_t count_of(Database& database) {
  Statement count{database, "SELECT count(*) FROM seal_mails"};
  count.step();
  return static_cast<std::size_t>(count.number(0));
}

bool is_kept(Database& database, std::string_view mail) {
  Statement row{database, "SELECT 1 FROM seal_mails WHERE digest = ?"};
  return row.bind_bytes(digest_of(mail)).step();
}

}  // namespace

SealMail to_seal_mail(reading::SealRecord record) {
  const auto line = find_seal(record.line).value_or(SealLine{});
  // Nobody can have seen the line before its newest entry: one of the clocks was wrong, or somebody set it back.
  if (record.at && *record.at < line.day) record = {record.line, "none", {}, {}, std::move(record.key_name), false};
  return {line, std::move(record)};
}

SealMail given_seal(const SealLine& line, Likeness likeness) {
  return {line, {to_text(line), "given"}, likeness};
}

std::optional<SealMail> read_seal_mail(std::string_view mail, const std::vector<AddedKey>& added) {
  const auto records = read_kept(mail, added);
  const auto found = std::find_if(records.begin(), records.end(), [](const auto& one) { return one.seal.has_value(); });
  if (found == records.end()) return std::nullopt;
  return to_seal_mail(*found->seal);
}

void insert_seal_mail(Database& database, const std::string& mail) {
  if (count_of(database) >= static_cast<std::size_t>(protocol::max_seals)) return;
  Statement{database, "INSERT OR IGNORE INTO seal_mails (digest, last_sequence, mail) VALUES (?, -1, ?)"}
      .bind_bytes(digest_of(mail))
      .bind_bytes(mail)
      .run();
}

void note_seal_mails(Database& database) {
  Statement{database, "UPDATE seal_mails SET last_sequence = ? WHERE last_sequence < 0"}
      .bind(last_sequence(database))
      .run();
}

std::variant<KeptSeal, SealRefusal> keep_seal_mail(Database& database, const std::string& mail) {
  if (mail.size() >= protocol::max_evidence) return SealRefusal::too_long;
  auto read = read_seal_mail(mail, list_keys(database));
  if (!read) return SealRefusal::no_seal;
  store::Transaction transaction{database};
  read->likeness = compare(database, {read->line}).front();
  if (!read->is_there()) return SealRefusal::differs;
  if (!is_kept(database, mail) && count_of(database) >= static_cast<std::size_t>(protocol::max_seals))
    return SealRefusal::too_many;
  insert_seal_mail(database, mail);
  note_seal_mails(database);
  transaction.commit();
  return KeptSeal{to_hex(digest_of(mail)), std::move(*read)};
}

std::vector<KeptSeal> kept_seals(Database& database) {
  const auto added = list_keys(database);
  std::vector<KeptSeal> kept;
  std::vector<SealLine> seals;
  Statement rows{database, "SELECT digest, mail FROM seal_mails ORDER BY digest"};
  while (rows.step()) {
    const auto mail = rows.bytes(1);
    auto read = read_seal_mail(mail, added);
    // Another version may have seen a seal in it, or it may have been changed.
    if (!read || digest_of(mail) != rows.bytes(0)) continue;
    seals.push_back(read->line);
    kept.push_back({to_hex(rows.bytes(0)), std::move(*read)});
  }
  const auto found = compare(database, seals);
  for (std::size_t i = 0; i < kept.size(); ++i) kept[i].mail.likeness = found[i];
  return kept;
}

std::vector<SealMail> seals_in(const std::vector<KeptSeal>& kept) {
  std::vector<SealMail> seals;
  seals.reserve(kept.size());
  for (const auto& one : kept) seals.push_back(one.mail);
  return seals;
}

bool remove_seal_mail(Database& database, const std::string& id) {
  store::Transaction transaction{database};
  Statement deleted{database, "DELETE FROM seal_mails WHERE digest = ? RETURNING 1"};
  const bool was_there = deleted.bind_bytes(from_hex(id).value_or("")).step();
  deleted.run();
  transaction.commit();
  if (was_there) database.forget_erased();
  return was_there;
}

}  // namespace demur::history
