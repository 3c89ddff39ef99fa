#include "history/kept_mail.hpp"

#include <algorithm>

#include "history/export_parts.hpp"
#include "platform/error.hpp"
#include "reading/mail/signing_keys.hpp"
#include "reading/reader_child.hpp"

namespace demur::history {
namespace {

using reading::MailRecord;

/// Whether a key with this name is known here, from the manifest or added.
bool is_known(const std::string& key_name, const std::vector<AddedKey>& added) {
  const auto& keys = reading::signing_keys();
  return std::any_of(added.begin(), added.end(), [&](const auto& key) { return key.name == key_name; }) ||
         std::any_of(keys.begin(), keys.end(),
                     [&](const auto& key) { return reading::key_name(key.selector, key.domain) == key_name; });
}

MailCheck shown_by(const MailRecord& mail, bool is_checked) {
  if (mail.authentication == "signed") return MailCheck::signature;
  if (mail.authentication == "provider") return MailCheck::provider;
  return is_checked ? MailCheck::none : MailCheck::unchecked;
}

KeptMail judged(const std::vector<MailRecord>& records, bool is_whole, const std::vector<AddedKey>& added) {
  KeptMail kept;
  for (const auto& record : records) {
    const bool is_checked = record.key_name.empty() || (is_whole && is_known(record.key_name, added));
    kept.is_checked = kept.is_checked && is_checked;
    const auto shown = shown_by(record, is_checked);
    if (shown >= kept.shown && !kept.key_name.empty()) continue;
    kept.shown = std::min(shown, kept.shown);
    kept.key_name = record.key_name;
    kept.is_key_added = record.is_key_added;
  }
  return kept;
}

/// Whether the reader failed for this reason.
bool is_about(const Error& error, const char* reason) {
  return error.kind() == ErrorKind::reader_failed && error.details() == std::vector<Error::Detail>{{"reason", reason}};
}

}  // namespace

const char* name_of(MailCheck shown) {
  switch (shown) {
    case MailCheck::signature:
      return "signed";
    case MailCheck::provider:
      return "provider";
    case MailCheck::unchecked:
      return "unchecked";
    case MailCheck::none:
      break;
  }
  return "none";
}

std::vector<MailRecord> read_kept(std::string_view mail, const std::vector<AddedKey>& added) {
  std::vector<MailRecord> records;
  const auto take_line = [&](std::string_view text) {
    auto line = reading::read_line(text);
    if (line && std::holds_alternative<MailRecord>(*line)) records.push_back(std::get<MailRecord>(std::move(*line)));
    return line.has_value();
  };
  try {
    reading::run_reader(reader_arguments("proof", added), mail, take_line);
  } catch (const Error& error) {
    if (!is_about(error, "broken")) throw;
    records.clear();
  }
  return records;
}

KeptMail judge_kept(std::string_view mail, const std::vector<AddedKey>& added) {
  try {
    return judged(read_kept(mail, added), !is_cut(mail.size()), added);
  } catch (const Error& error) {
    if (!is_about(error, "too-slow")) throw;
    return {MailCheck::unchecked, {}, false, false};
  }
}

std::optional<KeyOrigin> origin_of_key(const KeptMail& mail, const std::vector<AddedKey>& added) {
  if (mail.shown != MailCheck::signature) return std::nullopt;
  for (const auto& key : added)
    if (mail.is_key_added && key.name == mail.key_name)
      return KeyOrigin{{}, key.added_at.substr(0, key.added_at.find('T'))};
  for (const auto& key : reading::signing_keys())
    if (reading::key_name(key.selector, key.domain) == mail.key_name) return KeyOrigin{key.source, key.day};
  return std::nullopt;
}

}  // namespace demur::history
