#include <array>
#include <nlohmann/json.hpp>

#include "history/export_parts.hpp"
#include "history/seal.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

using nlohmann::ordered_json;

/// Bytes that are no longer UTF-8 are replaced: only what they belong to is no longer what was written.
std::string in_utf8(const ordered_json& object) {
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

/// What begins with this and has this version is described in docs/history-format.md. A reader gets both before all
/// else.
std::string json_beginning(const ExportContext&) {
  return "{\n\"format\": \"demur-history\",\n\"version\": 3,\n\"accounts\": [";
}

ordered_json emails_of_account(store::Database& database, const std::string& account_id) {
  store::Statement rows{database, "SELECT email FROM account_emails WHERE account_id = ? ORDER BY position"};
  rows.bind(account_id);
  auto emails = ordered_json::array();
  while (rows.step()) emails.push_back(rows.text(0));
  return emails;
}

/// The accounts that objections name, in an order that every computer has.
std::string accounts(const ExportContext& context) {
  store::Statement rows{context.database,
                        "SELECT id, platform, label, accounts_center FROM accounts WHERE id IN (SELECT account_id "
                        "FROM objections) ORDER BY id"};
  std::string text;
  while (rows.step()) {
    ordered_json account{{"id", rows.text(0)},
                         {"platform", rows.text(1)},
                         {"label", rows.text(2)},
                         {"emails", emails_of_account(context.database, rows.text(0))}};
    if (const auto center = rows.optional_text(3)) account["accountsCenter"] = *center;
    text += (text.empty() ? "\n" : ",\n") + in_utf8(account);
  }
  return text;
}

std::string middle(const ExportContext&) {
  return "\n],\n\"entries\": [";
}

/// As JSON rather than text; null where it is damaged.
ordered_json source_of(const EntryContent& content) {
  auto source = ordered_json::parse(content.source, nullptr, false);
  return source.is_discarded() ? ordered_json{} : source;
}

ordered_json entry_object(const StoredEntry& entry, MailForm mail) {
  const auto& link = entry.link;
  ordered_json object{{"chain", link.chain_id},           {"position", link.position}, {"id", link.event_id},
                      {"objectionId", link.objection_id}, {"kind", link.kind},         {"at", link.at},
                      {"recordedAt", link.recorded_at}};
  if (link.format != 1) object["precision"] = name_of(link.precision);
  if (entry.salt && entry.content) {
    if (link.format != 1) object["source"] = source_of(*entry.content);
    object["content"] = entry.content->words;
    const auto& evidence = entry.content->evidence;
    if (evidence && mail == MailForm::whole) object["evidence"] = to_base64(*evidence);
    if (evidence && mail == MailForm::digest) object["evidenceSha256"] = to_hex(bytes_of(sha256(*evidence)));
    object["salt"] = to_hex(*entry.salt);
  }
  if (link.format != 1) object["fingerprint"] = "demur-event-2";
  object["contentDigest"] = to_hex(link.content_digest);
  object["previousHash"] = to_hex(link.previous_hash);
  object["hash"] = to_hex(entry.hash);
  if (entry.is_set_aside) object["agreed"] = false;
  return object;
}

std::string entry_text(const StoredEntry& entry, bool is_first) {
  return (is_first ? "\n" : ",\n") + entry_json(entry, MailForm::whole);
}

/// The ends of the chains as they were when the export began, which show if a file has lost entries.
std::string ends(const ExportContext& context) {
  std::string text = "\n],\n\"ends\": [";
  const char* separator = "\n";
  for (const auto& [chain_id, position, hash] : ends_of(context.database, context.last_sequence)) {
    const ordered_json end{{"chain", chain_id}, {"position", position}, {"hash", to_hex(hash)}};
    text += separator + in_utf8(end);
    separator = ",\n";
  }
  return text + "\n],\n\"seals\": [";
}

std::string seal_mail_text(const ExportContext&, const std::string& mail, bool is_first) {
  return (is_first ? "\n" : ",\n") + in_utf8(ordered_json{{"evidence", to_base64(mail)}});
}

/// The line of the seal, for whoever opens the file.
std::string json_end(const ExportContext& context) {
  const auto seal = seal_of(context.database, context.last_sequence);
  return "\n]" + (seal ? ",\n\"seal\": \"" + to_text(*seal) + "\"" : std::string{}) + "\n}\n";
}

constexpr std::array<OpenPart, 7> every_json_part{single<json_beginning>, single<accounts>, single<middle>,
                                                  entries<entry_text>,    single<ends>,     seal_mails<seal_mail_text>,
                                                  single<json_end>};

}  // namespace

std::string entry_json(const StoredEntry& entry, MailForm mail) {
  return in_utf8(entry_object(entry, mail));
}

std::span<const OpenPart> json_parts() {
  return every_json_part;
}

}  // namespace demur::history
