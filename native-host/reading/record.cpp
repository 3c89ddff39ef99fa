#include "reading/record.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "embedded/forms_json.hpp"
#include "platform/time.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 5> kinds{"announcement", "confirmation", "declined", "asked-for-more",
                                                "unrelated"};
constexpr std::array<std::string_view, 4> platforms{"facebook", "instagram", "whatsapp", "meta"};
constexpr std::array<std::string_view, 3> authentications{"pass", "fail", "none"};
constexpr std::array<std::string_view, 10> codes{
    "sender-not-meta", "lookalike-domain", "several-senders", "reply-elsewhere",     "link-elsewhere",
    "signed-by-other", "signature-failed", "not-signed",      "no-provider-verdict", "forwarded"};
constexpr std::size_t longest_url = 200;

/// A line that is not as it must be.
struct Malformed {};

std::string text_of(const json& object, const char* name, std::size_t longest) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string()) throw Malformed{};
  auto text = found->get<std::string>();
  if (text.size() > longest) throw Malformed{};
  return text;
}

template <std::size_t size>
std::string choice_of(const json& object, const char* name, const std::array<std::string_view, size>& allowed) {
  auto text = text_of(object, name, longest_url);
  if (std::find(allowed.begin(), allowed.end(), text) == allowed.end()) throw Malformed{};
  return text;
}

std::vector<std::string> texts_of(const json& object, const char* name, std::size_t most) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_array() || found->size() > most) throw Malformed{};
  std::vector<std::string> texts;
  for (const auto& item : *found) {
    if (!item.is_string() || item.get_ref<const std::string&>().size() > longest_address) throw Malformed{};
    texts.push_back(item);
  }
  return texts;
}

std::string date_of(const json& object) {
  auto text = text_of(object, "date", longest_address);
  const auto time = from_rfc3339(text);
  if (!time || to_rfc3339(*time) != text) throw Malformed{};
  return text;
}

/// The beginnings of the addresses of Meta's forms.
std::vector<std::string> form_origins() {
  std::vector<std::string> origins;
  const auto forms = json::parse(forms_json);
  for (const auto& site : forms.at("sites"))
    for (const auto& host : site.at("hosts")) origins.push_back("https://" + host.get<std::string>() + "/");
  return origins;
}

/// On a host of Meta's, with nothing but letters, digits and slashes behind it: a link that people may be shown, and
/// that nothing of a mail's can hide in.
std::string form_url_of(const json& object) {
  static const auto origins = form_origins();
  auto url = text_of(object, "formUrl", longest_url);
  const auto origin =
      std::find_if(origins.begin(), origins.end(), [&](const auto& known) { return url.starts_with(known); });
  if (origin == origins.end()) throw Malformed{};
  const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/'; };
  if (!std::all_of(url.begin() + static_cast<std::ptrdiff_t>(origin->size()), url.end(), is_plain)) throw Malformed{};
  return url;
}

MailRecord mail_of(const json& object) {
  if (!object.is_object()) throw Malformed{};
  MailRecord mail;
  mail.kind = choice_of(object, "kind", kinds);
  if (object.contains("platform")) mail.platform = choice_of(object, "platform", platforms);
  mail.from = text_of(object, "from", longest_address);
  mail.recipients = texts_of(object, "recipients", most_recipients);
  if (object.contains("date")) mail.date = date_of(object);
  mail.authentication = choice_of(object, "authentication", authentications);
  mail.suspicious = texts_of(object, "suspicious", codes.size());
  for (const auto& code : mail.suspicious)
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) throw Malformed{};
  if (object.contains("formUrl")) mail.form_url = form_url_of(object);
  return mail;
}

std::int64_t count_of(const json& value) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > INT64_MAX) throw Malformed{};
  return value.get<std::int64_t>();
}

Line line_of(const json& object) {
  if (!object.is_object() || object.size() != 1) throw Malformed{};
  const auto& [name, value] = *object.items().begin();
  if (name == "mail") return mail_of(value);
  if (name == "progress") return Progress{count_of(value)};
  if (name == "end") return End{count_of(value)};
  throw Malformed{};
}

json to_json(const MailRecord& mail) {
  json object{{"kind", mail.kind},
              {"from", mail.from},
              {"recipients", mail.recipients},
              {"authentication", mail.authentication},
              {"suspicious", mail.suspicious}};
  if (mail.platform) object["platform"] = *mail.platform;
  if (mail.date) object["date"] = *mail.date;
  if (mail.form_url) object["formUrl"] = *mail.form_url;
  return {{"mail", std::move(object)}};
}
json to_json(const Progress& progress) {
  return {{"progress", progress.bytes}};
}
json to_json(const End& end) {
  return {{"end", end.messages}};
}

}  // namespace

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
