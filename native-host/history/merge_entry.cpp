#include "history/merge_entry.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "embedded/protocol.hpp"
#include "platform/time.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"
#include "text/ids.hpp"
#include "text/utf8.hpp"

namespace demur::history {
namespace {

using nlohmann::json;

constexpr std::size_t digest_size = 32;
constexpr std::size_t salt_size = 16;
/// What may happen to an objection, and the erasure of its content, which only the chain records.
bool is_kind(std::string_view kind) {
  return kind == "removed" || contains(protocol::recorded_event_kinds, kind);
}

bool is_at_most(std::size_t max_length, std::string_view text) {
  return count_characters(text) <= max_length;
}

bool is_form_id(std::string_view text) {
  const auto is_allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= protocol::max_form_id && std::all_of(text.begin(), text.end(), is_allowed);
}

bool is_time(const std::string& text) {
  const auto time = from_rfc3339(text);
  return time && is_in_range(*time) && to_rfc3339(*time) == text;
}

/// Takes the members of an object one by one, and notes whether all were there and right, and none is left over.
class EntryMembers {
 public:
  explicit EntryMembers(const json& object) : object_(object), is_right_(object.is_object()) {}

  std::string text(const char* name) {
    auto found = optional_text(name);
    is_right_ = is_right_ && found;
    return std::move(found).value_or("");
  }
  std::optional<std::string> optional_text(const char* name) {
    const auto* value = take(name);
    if (value == nullptr) return std::nullopt;
    is_right_ = is_right_ && value->is_string();
    return value->is_string() ? std::optional{value->get<std::string>()} : std::nullopt;
  }
  std::string bytes(const char* name, std::size_t size) {
    const auto bytes = from_hex(text(name));
    is_right_ = is_right_ && bytes && bytes->size() == size;
    return bytes.value_or("");
  }
  std::optional<std::string> evidence() {
    const auto text = optional_text("evidence");
    if (!text) return std::nullopt;
    auto bytes = from_base64(*text);
    is_right_ = is_right_ && bytes && !bytes->empty() && bytes->size() <= protocol::max_evidence;
    return bytes;
  }
  /// The JSON of an object, as compact as Demur writes it.
  std::string object(const char* name) {
    const auto* value = take(name);
    is_right_ = is_right_ && value != nullptr && value->is_object();
    return is_right_ ? value->dump(-1, ' ', false, json::error_handler_t::replace) : std::string{};
  }
  bool flag(const char* name) {
    const auto* value = take(name);
    is_right_ = is_right_ && value != nullptr && value->is_boolean();
    return is_right_ && value->get<bool>();
  }
  std::int64_t position() {
    const auto* value = take("position");
    // Greater numbers would turn negative; no chain is that long.
    is_right_ = is_right_ && value != nullptr && value->is_number_unsigned() && value->get<std::uint64_t>() >= 1 &&
                value->get<std::uint64_t>() <= INT32_MAX;
    return is_right_ ? value->get<std::int64_t>() : 0;
  }
  std::vector<std::string> texts(const char* name) {
    const auto* value = take(name);
    std::vector<std::string> texts;
    is_right_ = is_right_ && value != nullptr && value->is_array();
    if (!is_right_) return texts;
    for (const auto& item : *value) {
      is_right_ = is_right_ && item.is_string();
      if (item.is_string()) texts.push_back(item.get<std::string>());
    }
    return texts;
  }
  [[nodiscard]] bool has(const char* name) const { return is_right_ && object_.contains(name); }
  [[nodiscard]] bool are_right() const { return is_right_ && taken_ == object_.size(); }

 private:
  const json* take(const char* name) {
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(name);
    if (found == object_.end()) return nullptr;
    ++taken_;
    return &*found;
  }

  const json& object_;
  std::size_t taken_ = 0;
  bool is_right_;
};

/// Nothing is recorded before it happens, by the clock that recorded it. Demur did not check that in its first format.
bool had_happened(const ChainEntry& link, Time at, Time recorded_at) {
  return link.format == 1 || at <= recorded_at + max_lead(link.precision);
}

bool is_link(const ChainEntry& link) {
  const auto at = from_rfc3339(link.at), recorded_at = from_rfc3339(link.recorded_at);
  return is_uuid(link.chain_id) && is_uuid(link.event_id) && is_uuid(link.objection_id) && is_kind(link.kind) &&
         is_time(link.at) && is_time(link.recorded_at) && (link.precision != Precision::day || is_day(*at)) &&
         had_happened(link, *at, *recorded_at);
}

bool is_objection(const Objection& objection) {
  return is_uuid(objection.id) && is_form_id(objection.form_id) && contains(protocol::platforms, objection.platform) &&
         (!objection.account_id || is_uuid(*objection.account_id)) &&
         is_at_most(protocol::max_email, objection.email) &&
         is_at_most(protocol::max_message, objection.message.value_or("")) &&
         is_at_most(protocol::max_language, objection.language.value_or("")) &&
         is_at_most(protocol::max_page_url, objection.page_url) && objection.page_url.starts_with("https://") &&
         is_time(objection.submitted_at) && is_time(objection.recorded_at);
}

}  // namespace

EntryName name_of(const ChainEntry& link) {
  return {link.chain_id, link.position, link.event_id};
}

std::optional<EntryName> name_of_entry(const json& object) {
  EntryMembers members{object};
  EntryName name{members.text("chain"), members.position(), members.optional_text("id")};
  return is_uuid(name.chain_id) && name.position > 0 ? std::optional{std::move(name)} : std::nullopt;
}

std::optional<FileEntry> read_entry(const json& object) {
  EntryMembers members{object};
  FileEntry entry;
  entry.link.chain_id = members.text("chain");
  entry.link.position = members.position();
  entry.link.event_id = members.text("id");
  entry.link.objection_id = members.text("objectionId");
  entry.link.kind = members.text("kind");
  entry.link.at = members.text("at");
  entry.link.recorded_at = members.text("recordedAt");
  if (members.has("fingerprint")) {
    const auto precision = precision_named(members.text("precision"));
    if (members.text("fingerprint") != "demur-event-2" || !precision) return std::nullopt;
    entry.link.format = 2;
    entry.link.precision = *precision;
  }
  if (members.has("content") || members.has("salt")) {
    entry.content = EntryContent{members.text("content"), members.evidence(),
                                 entry.link.format == 1 ? std::string{} : members.object("source")};
    entry.salt = members.bytes("salt", salt_size);
  }
  if (members.has("agreed")) entry.is_agreed = members.flag("agreed");
  entry.link.content_digest = members.bytes("contentDigest", digest_size);
  entry.link.previous_hash = members.bytes("previousHash", digest_size);
  entry.hash = members.bytes("hash", digest_size);
  const bool has_source = entry.link.format == 1 || !entry.content || is_source(entry.content->source);
  // A sending waits for nobody's agreement.
  const bool can_wait = entry.is_agreed || entry.link.kind != "submitted";
  const bool is_right = members.are_right() && is_link(entry.link) && has_source && can_wait;
  return is_right ? std::optional{std::move(entry)} : std::nullopt;
}

std::optional<Head> read_end(const json& object) {
  EntryMembers members{object};
  Head end{members.text("chain"), members.position(), members.bytes("hash", digest_size)};
  return members.are_right() ? std::optional{std::move(end)} : std::nullopt;
}

std::optional<std::string> read_seal_evidence(const json& object) {
  EntryMembers members{object};
  auto mail = members.evidence();
  return members.are_right() ? std::move(mail) : std::nullopt;
}

std::optional<Account> read_account(const json& object) {
  EntryMembers members{object};
  Account account{members.text("id"), members.text("platform"), members.text("label"), members.texts("emails"),
                  members.optional_text("accountsCenter")};
  const bool is_right = members.are_right() && is_uuid(account.id) && contains(protocol::platforms, account.platform) &&
                        is_at_most(protocol::max_label, account.label) &&
                        account.emails.size() <= protocol::max_account_emails &&
                        std::all_of(account.emails.begin(), account.emails.end(),
                                    [](const auto& email) { return is_at_most(protocol::max_email, email); }) &&
                        is_at_most(protocol::max_label, account.accounts_center.value_or(""));
  return is_right ? std::optional{std::move(account)} : std::nullopt;
}

std::optional<Objection> read_content(const FileEntry& entry) {
  const auto content = json::parse(entry.content ? entry.content->words : "", nullptr, false);
  EntryMembers members{content};
  Objection objection{members.text("id"),
                      members.text("formId"),
                      members.text("platform"),
                      members.optional_text("accountId"),
                      members.text("email"),
                      members.optional_text("message"),
                      members.optional_text("language"),
                      members.text("pageUrl"),
                      members.text("submittedAt"),
                      members.text("recordedAt"),
                      entry.link.precision};
  // Written again it must be the same, for only the members are kept.
  const bool is_right = members.are_right() && is_objection(objection) && entry.link.precision != Precision::unknown &&
                        objection.id == entry.link.objection_id && objection.submitted_at == entry.link.at &&
                        objection.recorded_at == entry.link.recorded_at &&
                        content_of(objection) == entry.content->words && !entry.content->evidence;
  return is_right ? std::optional{std::move(objection)} : std::nullopt;
}

bool is_event_content(const ChainEntry& link, const EntryContent& content) {
  if (link.kind == "removed") return content.words.empty() && !content.evidence;
  // A page can't say what Meta answered.
  const bool is_by_page_alone = is_by_page(content.source) && (link.kind == "confirmed" || link.kind == "declined");
  if (is_by_page_alone) return false;
  if (link.kind == "corrected") return is_uuid(content.words) && !content.evidence;
  return is_at_most(protocol::max_detail, content.words);
}

}  // namespace demur::history
