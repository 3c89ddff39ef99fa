#include "history/source.hpp"

#include <nlohmann/json.hpp>

#include "embedded/protocol.hpp"
#include "history/moment.hpp"
#include "reading/record.hpp"
#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace demur::history {
namespace {

using nlohmann::json;

bool is_text(const json& object, const char* name) {
  return object.contains(name) && object.at(name).is_string();
}

/// How a mail was judged, as members of a source.
void add_judgement(json& object, const MailOrigin& origin) {
  object["authentication"] = origin.authentication;
  if (origin.is_key_added) object["isKeyAdded"] = true;
  if (origin.has_others_words) object["hasOthersWords"] = true;
}

/// How a mail was judged, as far as a source says it.
std::optional<MailOrigin> origin_in(const json& object) {
  if (!is_text(object, "authentication")) return std::nullopt;
  MailOrigin origin{object.at("authentication")};
  origin.is_key_added = object.contains("isKeyAdded");
  origin.has_others_words = object.contains("hasOthersWords");
  if (is_text(object, "sentence")) origin.sentence = object.at("sentence");
  return origin;
}

bool is_allowed(const MailOrigin& origin) {
  return contains(protocol::mail_authentications, origin.authentication) &&
         (!origin.has_others_words || reading::proves_meta(origin.authentication)) &&
         (!origin.is_key_added || origin.authentication == "signed") &&
         count_characters(origin.sentence.value_or("")) <= protocol::max_sentence;
}

/// Members that are there must all be known, and so the text written again must be the same.
std::optional<std::string> written_again(const json& object) {
  if (!object.is_object() || !is_text(object, "by")) return std::nullopt;
  if (object.at("by") == "page") return page_source();
  const auto origin = origin_in(object);
  if (object.at("by") == "mail") return origin ? std::optional{mail_source(*origin)} : std::nullopt;
  if (object.at("by") != "person" || !is_text(object, "enteredAt")) return std::nullopt;
  const auto entered = from_rfc3339(object.at("enteredAt").get<std::string>());
  return entered ? std::optional{person_source(*entered, origin)} : std::nullopt;
}

}  // namespace

std::string page_source() {
  return R"({"by":"page"})";
}

std::string mail_source(const MailOrigin& origin) {
  json object{{"by", "mail"}};
  add_judgement(object, origin);
  if (origin.sentence) object["sentence"] = *origin.sentence;
  return object.dump();
}

std::string person_source(Time entered_at, const std::optional<MailOrigin>& kept) {
  json object{{"by", "person"}, {"enteredAt", to_rfc3339(entered_at)}};
  if (kept) add_judgement(object, *kept);
  return object.dump();
}

bool is_source(std::string_view text) {
  const auto object = json::parse(text, nullptr, false);
  if (object.is_discarded() || written_again(object) != text) return false;
  const auto origin = origin_in(object);
  if (origin && !is_allowed(*origin)) return false;
  return object.at("by") != "person" || is_in_range(*from_rfc3339(object.at("enteredAt").get<std::string>()));
}

bool is_by_page(std::string_view source) {
  return source == page_source();
}

bool is_by_mail(std::string_view source) {
  return json::parse(source).at("by") == "mail";
}

bool judges_mail(std::string_view source) {
  return json::parse(source).contains("authentication");
}

bool claims_signature(std::string_view source) {
  const auto object = json::parse(source, nullptr, false);
  const auto origin = object.is_object() ? origin_in(object) : std::nullopt;
  return origin && origin->authentication == "signed";
}

SourceNames names_in(std::string_view source) {
  const auto object = json::parse(source, nullptr, false);
  if (!object.is_object() || !is_text(object, "by")) return {"unrecorded", std::nullopt};
  const auto origin = origin_in(object);
  return {object.at("by"), origin ? std::optional{origin->authentication} : std::nullopt};
}

std::string with_proof(std::string_view source, const MailOrigin& proven) {
  auto object = json::parse(source);
  if (reading::proves_meta(object.at("authentication").get<std::string>()))
    object["authentication"] = proven.authentication;
  if (object.at("authentication") != "signed") object.erase("isKeyAdded");
  const bool is_metas = reading::proves_meta(object.at("authentication").get<std::string>());
  object.erase("hasOthersWords");
  if (is_metas && proven.has_others_words) object["hasOthersWords"] = true;
  return object.dump();
}

}  // namespace demur::history
