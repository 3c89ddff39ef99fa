#include "reading/record.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "embedded/forms_json.hpp"
#include "platform/time.hpp"
#include "reading/urls.hpp"
#include "text/characters.hpp"
#include "text/seal_line.hpp"
#include "text/shown_text.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 8> kinds{"announcement", "confirmation", "declined",  "asked-for-more",
                                                "received",     "answered",     "unrelated", "seal"};
constexpr std::array<std::string_view, 4> platforms{"facebook", "instagram", "whatsapp", "meta"};
constexpr std::array<std::string_view, 4> authentications{"signed", "provider", "fail", "none"};
constexpr std::array<std::string_view, 18> codes{
    "sender-not-meta", "lookalike-domain", "several-senders",   "reply-elsewhere",   "link-elsewhere",
    "signed-by-other", "signature-failed", "provider-denies",   "not-signed",        "no-provider-verdict",
    "forwarded",       "key-unknown",      "signature-partial", "signature-differs", "too-long",
    "alias",           "within-mailbox",   "many-recipients"};
constexpr std::array<std::string_view, 3> foreign_forms{"outlook", "pdf", "other"};
constexpr std::array<std::string_view, 2> mailbox_forms{"quoting", "other"};
constexpr std::array<std::string_view, 2> download_platforms{"facebook", "instagram"};
constexpr std::array<std::string_view, 3> item_kinds{"photo", "tag", "mention"};
constexpr std::array<std::string_view, 3> stages{"opening", "addresses", "items"};
constexpr std::array<std::string_view, 9> skip_reasons{
    "empty", "malformed", "too-deep", "too-large", "unknown-shape", "partly", "unsafe-name", "encrypted", "damaged"};
constexpr std::array<std::string_view, 5> unreadable_reasons{"not-a-download", "encrypted", "damaged", "incomplete",
                                                             "too-large"};
constexpr std::size_t max_url = 200;

/// The one reason that counts entries.
constexpr std::string_view partly = "partly";

/// Thrown for a line that is not as it must be.
struct Malformed {};

std::string text_of(const json& object, const char* name, std::size_t max_bytes) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) throw Malformed{};
  auto text = found->get<std::string>();
  if (text.size() > max_bytes) throw Malformed{};
  return text;
}

template <std::size_t size>
std::string choice(const json& value, const std::array<std::string_view, size>& allowed) {
  if (!value.is_string()) throw Malformed{};
  auto text = value.get<std::string>();
  if (!contains(allowed, text)) throw Malformed{};
  return text;
}

template <std::size_t size>
std::string choice_of(const json& object, const char* name, const std::array<std::string_view, size>& allowed) {
  const auto found = object.find(name);
  if (found == object.end()) throw Malformed{};
  return choice(*found, allowed);
}

std::vector<std::string> texts_of(const json& object, const char* name, std::size_t max_texts) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array() || found->size() > max_texts) throw Malformed{};
  std::vector<std::string> texts;
  for (const auto& item : *found) {
    if (!item.is_string() || item.get_ref<const std::string&>().size() > max_address) throw Malformed{};
    texts.push_back(item);
  }
  return texts;
}

std::string time_of(const json& object, const char* name) {
  auto text = text_of(object, name, max_address);
  const auto time = from_rfc3339(text);
  if (!time || to_rfc3339(*time) != text) throw Malformed{};
  return text;
}

/// The origins of Meta's forms.
std::vector<std::string> form_origins() {
  std::vector<std::string> origins;
  const auto forms = json::parse(forms_json);
  for (const auto& site : forms.at("sites"))
    for (const auto& host : site.at("hosts")) origins.push_back("https://" + host.get<std::string>() + "/");
  return origins;
}

/// A URL on a host of Meta's, with nothing but lower-case letters, digits and slashes after it: a link that people may
/// be shown, in which nothing from a mail can hide.
std::string form_url_of(const json& object) {
  static const auto origins = form_origins();
  auto url = text_of(object, "formUrl", max_url);
  const auto origin =
      std::find_if(origins.begin(), origins.end(), [&](const auto& known) { return url.starts_with(known); });
  if (origin == origins.end()) throw Malformed{};
  const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '/'; };
  if (!std::all_of(url.begin() + static_cast<std::ptrdiff_t>(origin->size()), url.end(), is_plain)) throw Malformed{};
  return url;
}

std::int64_t count_of(const json& value) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > INT64_MAX) throw Malformed{};
  return value.get<std::int64_t>();
}

std::int64_t count_of(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) throw Malformed{};
  return count_of(*found);
}

bool flag_of(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_boolean()) throw Malformed{};
  return found->get<bool>();
}

constexpr std::array<std::string_view, 3> witnesses{"signed", "provider", "none"};

std::string name_in(const json& object, const char* name) {
  auto text = text_of(object, name, max_key_name);
  if (!needs_no_escaping(text)) throw Malformed{};
  return text;
}

/// A witness says whose signature it is and when, and none says neither.
SealRecord seal_of(const json& object) {
  if (!object.is_object()) throw Malformed{};
  SealRecord seal{text_of(object, "line", max_words), choice_of(object, "witness", witnesses),
                  name_in(object, "signer")};
  const auto line = find_seal(seal.line);
  if (!line || to_text(*line) != seal.line) throw Malformed{};
  if (object.contains("at")) seal.at = time_of(object, "at");
  seal.key_name = name_in(object, "keyName");
  seal.is_key_added = flag_of(object, "isKeyAdded");
  const bool has_witness = seal.witness != "none";
  if (seal.signer.empty() == has_witness || seal.at.has_value() != has_witness) throw Malformed{};
  if (seal.is_key_added && seal.witness != "signed") throw Malformed{};
  return seal;
}

MailRecord mail_of(const json& object) {
  if (!object.is_object()) throw Malformed{};
  MailRecord mail;
  mail.kind = choice_of(object, "kind", kinds);
  if (object.contains("platform")) mail.platform = choice_of(object, "platform", platforms);
  mail.from = text_of(object, "from", max_address);
  mail.recipients = texts_of(object, "recipients", max_recipients);
  mail.addressed = count_of(object, "addressed");
  if (mail.addressed > static_cast<std::int64_t>(mail.recipients.size())) throw Malformed{};
  mail.is_service = flag_of(object, "isService");
  mail.answers_form = flag_of(object, "answersForm");
  if (object.contains("date")) mail.date = time_of(object, "date");
  mail.authentication = choice_of(object, "authentication", authentications);
  mail.key_name = name_in(object, "keyName");
  mail.is_key_added = flag_of(object, "isKeyAdded");
  if (mail.is_key_added && mail.authentication != "signed") throw Malformed{};
  mail.suspicious = texts_of(object, "suspicious", codes.size());
  for (const auto& code : mail.suspicious)
    if (!contains(codes, code)) throw Malformed{};
  if (object.contains("formUrl")) mail.form_url = form_url_of(object);
  mail.words = text_of(object, "words", max_words);
  mail.sentence = text_of(object, "sentence", max_sentence);
  mail.start = count_of(object, "start");
  mail.bytes = count_of(object, "bytes");
  if (object.contains("seal")) mail.seal = seal_of(object.at("seal"));
  if (mail.seal.has_value() != (mail.kind == "seal")) throw Malformed{};
  return mail;
}

/// An object with these members, and others only of `optional`.
void must_have(const json& object, std::initializer_list<const char*> required,
               std::initializer_list<const char*> optional = {}) {
  if (!object.is_object()) throw Malformed{};
  auto count = required.size();
  for (const auto* name : required)
    if (!object.contains(name)) throw Malformed{};
  for (const auto* name : optional) count += object.contains(name) ? 1 : 0;
  if (object.size() != count) throw Malformed{};
}

std::string platform_url_of(const json& object, const char* name, const std::string& platform) {
  auto url = text_of(object, name, max_item_url);
  if (!is_on_platform(url, platform)) throw Malformed{};
  return url;
}

std::string shown_of(const json& object, const char* name, std::size_t max_characters) {
  constexpr std::size_t max_character_bytes = 4;
  auto text = text_of(object, name, max_characters * max_character_bytes);
  if (shown_text(text, max_characters) != text) throw Malformed{};
  return text;
}

ItemRecord item_of(const json& object) {
  must_have(object, {"platform", "url", "kind"}, {"name", "profile", "at", "notice"});
  ItemRecord item;
  item.platform = choice_of(object, "platform", download_platforms);
  item.url = platform_url_of(object, "url", item.platform);
  item.kind = choice_of(object, "kind", item_kinds);
  if (object.contains("name")) item.name = shown_of(object, "name", max_name);
  if (object.contains("profile")) item.profile = platform_url_of(object, "profile", item.platform);
  if (object.contains("at")) item.at = time_of(object, "at");
  if (object.contains("notice")) item.notice = shown_of(object, "notice", max_notice);
  return item;
}

AccountEmail email_of(const json& object) {
  must_have(object, {"platform", "email", "isEarlier"});
  auto email = text_of(object, "email", max_address);
  if (!is_email(email) || lower_case(email) != email) throw Malformed{};
  const auto& is_earlier = object.at("isEarlier");
  if (!is_earlier.is_boolean()) throw Malformed{};
  return {choice_of(object, "platform", download_platforms), std::move(email), is_earlier.get<bool>()};
}

SkippedFile skipped_of(const json& object) {
  if (!object.is_object() || !object.contains("read")) {
    must_have(object, {"path", "reason"});
    auto reason = choice_of(object, "reason", skip_reasons);
    if (reason == partly) throw Malformed{};
    return {shown_of(object, "path", max_path), std::move(reason)};
  }
  must_have(object, {"path", "reason", "read", "unread"});
  if (text_of(object, "reason", partly.size()) != partly) throw Malformed{};
  return {shown_of(object, "path", max_path), std::string(partly), count_of(object, "read"),
          count_of(object, "unread")};
}

TaggedList list_of(const json& value) {
  if (!value.is_boolean()) throw Malformed{};
  return {value.get<bool>()};
}

Unreadable unreadable_of(const json& object) {
  must_have(object, {"reason"});
  return {choice_of(object, "reason", unreadable_reasons)};
}

BytesPiece piece_of(const json& value) {
  constexpr std::size_t longest = max_bytes_piece * 2;
  if (!value.is_string() || value.get_ref<const std::string&>().size() > longest) throw Malformed{};
  return {value.get<std::string>()};
}

Line line_of(const json& object) {
  if (!object.is_object() || object.size() != 1) throw Malformed{};
  const auto member = object.begin();
  const auto& name = member.key();
  const auto& value = member.value();
  if (name == "mail") return mail_of(value);
  if (name == "platform") return DownloadPlatform{choice(value, download_platforms)};
  if (name == "item") return item_of(value);
  if (name == "email") return email_of(value);
  if (name == "skipped") return skipped_of(value);
  if (name == "taggedList") return list_of(value);
  if (name == "notices") return NoticesRead{count_of(value)};
  if (name == "stage") return Stage{choice(value, stages)};
  if (name == "total") return Total{count_of(value)};
  if (name == "unreadable") return unreadable_of(value);
  if (name == "notMail") return NotMail{choice(value, foreign_forms)};
  if (name == "mailbox") return MailboxForm{choice(value, mailbox_forms)};
  if (name == "piece") return piece_of(value);
  if (name == "progress") return Progress{count_of(value)};
  if (name == "end") return End{count_of(value)};
  throw Malformed{};
}

json to_json(const SealRecord& seal) {
  json object{{"line", seal.line},
              {"witness", seal.witness},
              {"signer", seal.signer},
              {"keyName", seal.key_name},
              {"isKeyAdded", seal.is_key_added}};
  if (seal.at) object["at"] = *seal.at;
  return object;
}
json to_json(const MailRecord& mail) {
  json object{{"kind", mail.kind},
              {"from", mail.from},
              {"recipients", mail.recipients},
              {"authentication", mail.authentication},
              {"keyName", mail.key_name},
              {"isKeyAdded", mail.is_key_added},
              {"addressed", mail.addressed},
              {"isService", mail.is_service},
              {"answersForm", mail.answers_form},
              {"suspicious", mail.suspicious},
              {"words", mail.words},
              {"sentence", mail.sentence},
              {"start", mail.start},
              {"bytes", mail.bytes}};
  if (mail.platform) object["platform"] = *mail.platform;
  if (mail.date) object["date"] = *mail.date;
  if (mail.form_url) object["formUrl"] = *mail.form_url;
  if (mail.seal) object["seal"] = to_json(*mail.seal);
  return {{"mail", std::move(object)}};
}
json to_json(const DownloadPlatform& download) {
  return {{"platform", download.platform}};
}
json to_json(const ItemRecord& item) {
  json object{{"platform", item.platform}, {"url", item.url}, {"kind", item.kind}};
  if (item.name) object["name"] = *item.name;
  if (item.profile) object["profile"] = *item.profile;
  if (item.at) object["at"] = *item.at;
  if (item.notice) object["notice"] = *item.notice;
  return {{"item", std::move(object)}};
}
json to_json(const AccountEmail& email) {
  return {{"email", {{"platform", email.platform}, {"email", email.email}, {"isEarlier", email.is_earlier}}}};
}
json to_json(const SkippedFile& skipped) {
  json object{{"path", skipped.path}, {"reason", skipped.reason}};
  if (skipped.reason == partly) object.update({{"read", skipped.read}, {"unread", skipped.unread}});
  return {{"skipped", std::move(object)}};
}
json to_json(const TaggedList& list) {
  return {{"taggedList", list.is_there}};
}
json to_json(const NoticesRead& notices) {
  return {{"notices", notices.count}};
}
json to_json(const Stage& stage) {
  return {{"stage", stage.name}};
}
json to_json(const Total& total) {
  return {{"total", total.bytes}};
}
json to_json(const Unreadable& unreadable) {
  return {{"unreadable", {{"reason", unreadable.reason}}}};
}
json to_json(const NotMail& foreign) {
  return {{"notMail", foreign.form}};
}
json to_json(const MailboxForm& mailbox) {
  return {{"mailbox", mailbox.name}};
}
json to_json(const BytesPiece& piece) {
  return {{"piece", piece.hex}};
}
json to_json(const Progress& progress) {
  return {{"progress", progress.bytes}};
}
json to_json(const End& end) {
  return {{"end", end.count}};
}

}  // namespace

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  if (at == 0 || at == std::string_view::npos || text.size() > max_address || !needs_no_escaping(text)) return false;
  const auto domain = text.substr(at + 1);
  const auto dot = domain.find('.');
  return dot != 0 && dot != std::string_view::npos && !domain.ends_with('.') &&
         domain.find_first_of("@/:,;()[]") == std::string_view::npos &&
         text.substr(0, at).find_first_of("/:,;()[]") == std::string_view::npos;
}

std::string to_line(const Line& line) {
  const auto object = std::visit([](const auto& own) { return to_json(own); }, line);
  return object.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<Line> read_line(std::string_view text) {
  const auto object = json::parse(text.begin(), text.end(), nullptr, false);
  try {
    return line_of(object);
  } catch (const Malformed&) {
    return std::nullopt;
  }
}

}  // namespace demur::reading
