#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "history/head.hpp"
#include "history/mail.hpp"
#include "history/objections.hpp"
#include "history/source.hpp"
#include "history/standing.hpp"
#include "platform/secrets.hpp"
#include "service/frame_budget.hpp"
#include "service/handlers.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::service {
namespace {

using history::Filter;
using history::ObjectionNow;
using history::Objections;
using nlohmann::json;

/// How many objections are counted, or a full page if that is more: counting all would take longer than listing a page.
constexpr std::int64_t max_counted = 100;

Objections objections_of(Session& session) {
  return Objections{session.database(), session.clock()};
}

json head_of(Session& session) {
  return service::to_json(history::own_head(session.database()));
}

void add_optional(json& object, const char* name, const std::optional<std::string>& value) {
  if (value) object[name] = *value;
}

/// How something is known, as `Source` of the protocol.
json to_json(const history::Provenance& provenance) {
  const json unrecorded{{"by", "unrecorded"}};
  auto source = provenance.source ? json::parse(*provenance.source, nullptr, false) : unrecorded;
  if (!source.is_object() || !source.contains("by")) source = unrecorded;
  if (!provenance.came_at) return source;
  json file{{"by", "file"}, {"chain", provenance.chain}, {"was", std::move(source)}};
  if (!provenance.came_at->empty()) file["cameAt"] = *provenance.came_at;
  return file;
}

json to_json(const ObjectionNow& now) {
  const auto& objection = now.objection;
  json object{{"id", objection.id},
              {"formId", objection.form_id},
              {"platform", objection.platform},
              {"email", objection.email},
              {"pageUrl", objection.page_url},
              {"submittedAt", objection.submitted_at},
              {"precision", name_of(objection.precision)},
              {"source", to_json(objection.provenance)},
              {"recordedAt", objection.recorded_at},
              {"status", now.status.name},
              {"statusSince", history::to_text(now.status.since)},
              {"statusPrecision", name_of(now.status.since.precision)}};
  add_optional(object, "accountId", objection.account_id);
  add_optional(object, "message", objection.message);
  add_optional(object, "language", objection.language);
  if (now.is_unreadable) object["isUnreadable"] = true;
  return object;
}

const char* name_of(history::Counts counts) {
  switch (counts) {
    case history::Counts::yes:
      return "yes";
    case history::Counts::corrected:
      return "corrected";
    case history::Counts::not_agreed:
      break;
  }
  return "not-agreed";
}

json to_json(const history::Event& event) {
  json object{{"id", event.id},
              {"kind", event.kind},
              {"at", event.at},
              {"precision", name_of(event.precision)},
              {"source", to_json(event.provenance)},
              {"recordedAt", event.recorded_at},
              {"counts", name_of(event.counts)}};
  add_optional(object, "detail", event.detail);
  if (event.evidence_size > 0) object["evidenceBytes"] = event.evidence_size;
  return object;
}

json to_json(const history::Standing& standing) {
  json object{{"platform", standing.platform}, {"email", standing.email}, {"status", standing.status}};
  add_optional(object, "accountId", standing.account_id);
  add_optional(object, "objectionId", standing.objection_id);
  if (standing.since) {
    object["since"] = history::to_text(*standing.since);
    object["precision"] = name_of(standing.since->precision);
  }
  if (standing.next) object["next"] = {{"objectionId", standing.next->objection_id}, {"status", standing.next->status}};
  return object;
}

struct Page {
  json items;
  bool has_more;
};

/// At most `limit` of the objections or events, and no more than fit into an answer beside `other`.
template <typename Item>
Page page_of(const std::vector<Item>& found, std::int64_t limit, const json& other = {}) {
  const auto budget = budget_beside(other);
  json items = json::array();
  std::size_t bytes = 0;
  for (const auto& item : found) {
    auto object = to_json(item);
    bytes += room_for(object);
    if (bytes > budget || items.size() == static_cast<std::size_t>(limit)) break;
    items.push_back(std::move(object));
  }
  const bool has_more = items.size() < found.size();
  return {std::move(items), has_more};
}

std::string form_id(const Params& draft) {
  auto id = draft.text("formId", protocol::max_form_id);
  const auto is_allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; };
  if (id.empty() || !std::all_of(id.begin(), id.end(), is_allowed)) draft.refuse("formId", "malformed");
  return id;
}

std::string page_url(const Params& draft) {
  auto url = draft.text("pageUrl", protocol::max_page_url);
  if (!url.starts_with("https://")) draft.refuse("pageUrl", "malformed");
  return url;
}

/// A time and how exactly it is known. A day is written as its midnight and may be today anywhere on earth; a moment
/// may lie ahead by as much as clocks differ. What lies further ahead has not happened.
struct ReadMoment {
  std::string at;
  history::Precision precision;
};

ReadMoment read_moment(const Params& draft, const char* name, Time now) {
  const auto at = draft.time(name);
  const auto chosen = draft.optional_choice("precision", protocol::precisions).value_or("instant");
  const auto precision = *history::precision_named(chosen);
  const auto time = *from_rfc3339(at);
  if (precision == history::Precision::day && !history::is_day(time)) draft.refuse(name, "malformed");
  if (time > now + history::max_lead(precision)) draft.refuse(name, "not-allowed");
  return {at, precision};
}

/// How a mail was judged; nothing where it isn't given.
std::optional<history::MailOrigin> read_origin(const Params& source) {
  const auto authentication = source.optional_choice("authentication", protocol::mail_authentications);
  if (!authentication) return std::nullopt;
  const bool is_key_added = source.optional_flag("isKeyAdded").value_or(false);
  if (is_key_added && authentication != "signed") source.refuse("isKeyAdded", "not-allowed");
  return history::MailOrigin{*authentication, is_key_added};
}

/// How it is known; if not given, the person has entered it now.
history::Provenance read_provenance(const Params& draft, Time now) {
  constexpr std::array<std::string_view, 3> senders{"page", "mail", "person"};
  const auto source = draft.optional_object("source");
  if (!source) return {history::person_source(now)};
  const auto by = source->choice("by", senders);
  if (by == "page") return {history::page_source()};
  auto origin = read_origin(*source);
  if (by == "mail") {
    if (!origin) source->refuse("authentication", "missing");
    origin->sentence = source->optional_text("sentence", protocol::max_sentence);
    return {history::mail_source(*origin)};
  }
  const auto entered_at = source->optional_time("enteredAt");
  // Without a kept mail there is none that was judged.
  if (!draft.optional_bytes("evidence", protocol::max_evidence)) origin.reset();
  return {history::person_source(entered_at ? *from_rfc3339(*entered_at) : now, origin)};
}

history::Objection read_objection(const Params& draft, Time now) {
  auto sent = read_moment(draft, "submittedAt", now);
  if (sent.precision == history::Precision::unknown) draft.refuse("precision", "not-allowed");
  return {draft.id("id"),
          form_id(draft),
          draft.choice("platform", protocol::platforms),
          draft.optional_id("accountId"),
          draft.text("email", protocol::max_email),
          draft.optional_text("message", protocol::max_message),
          draft.optional_text("language", protocol::max_language),
          page_url(draft),
          std::move(sent.at),
          {},
          sent.precision,
          read_provenance(draft, now)};
}

history::Event read_event(const Params& draft, Time now) {
  auto when = read_moment(draft, "at", now);
  history::Event event{draft.id("id"), draft.choice("kind", protocol::event_kinds), std::move(when.at), {}, {}};
  // What is corrected is identified by its id.
  event.detail = event.kind == "corrected" ? std::optional{draft.id("detail")}
                                           : draft.optional_text("detail", protocol::max_detail);
  event.evidence = draft.optional_bytes("evidence", protocol::max_evidence);
  event.precision = when.precision;
  event.provenance = read_provenance(draft, now);
  const bool is_by_page = history::is_by_page(*event.provenance.source);
  // What was seen in a page was seen at some moment.
  if (is_by_page && event.precision == history::Precision::unknown) draft.refuse("precision", "not-allowed");
  const bool is_answer = event.kind == "confirmed" || event.kind == "declined";
  // A page can't say what Meta answered.
  if (is_answer && is_by_page) draft.refuse("source", "not-allowed");
  return event;
}

/// What a mail is said to prove is checked in the mail itself. What it does not certainly prove waits for the person to
/// say what it means.
history::Event believed(Session& session, const std::string& objection_id, history::Event event) {
  auto& source = event.provenance.source;
  if (!history::judges_mail(*source)) return event;
  const auto proof = event.evidence ? history::prove(session.database(), session.clock(), objection_id, *event.evidence)
                                    : history::MailProof{};
  constexpr std::array<std::string_view, 3> answers{"confirmed", "declined", "asked-for-more"};
  const bool decides = history::is_by_mail(*source) && contains(answers, event.kind);
  if (decides && !(event.kind == "confirmed" && proof.confirms)) event.kind = "answered";
  source = history::with_proof(*source, proof.origin);
  return event;
}

/// A cursor is the time and id of the last objection of the page before.
std::optional<history::ObjectionCursor> read_cursor(const Params& params) {
  const auto text = params.optional_text("cursor", protocol::max_cursor);
  if (!text) return std::nullopt;
  const auto space = text->find(' ');
  if (space == std::string::npos || !from_rfc3339(text->substr(0, space))) params.refuse("cursor", "malformed");
  return history::ObjectionCursor{text->substr(0, space), text->substr(space + 1)};
}

}  // namespace

json to_json(const history::Head& head) {
  return {{"chain", head.chain_id}, {"count", head.position}, {"hash", to_hex(head.hash)}};
}

json objections_record(Session& session, const Params& params) {
  const auto objection = read_objection(params.object("objection"), session.clock()());
  auto objections = objections_of(session);
  const bool created = objections.record(objection);
  return {{"objection", to_json(objections.find(objection.id))}, {"created", created}, {"head", head_of(session)}};
}

json objections_add_event(Session& session, const Params& params) {
  const auto id = params.id("objectionId");
  const auto draft = params.object("event");
  auto objections = objections_of(session);
  objections.add_event(id, believed(session, id, read_event(draft, session.clock()())));
  return {{"objection", to_json(objections.find(id))}, {"head", head_of(session)}};
}

json accounts_standing(Session& session, const Params& params) {
  const history::StandingFilter filter{params.optional_choice("platform", protocol::platforms),
                                       params.optional_id("accountId"),
                                       params.optional_text("email", protocol::max_email)};
  const auto cursor = params.optional_text("cursor", protocol::max_cursor);
  const store::Snapshot snapshot{session.database()};
  history::Standings standings{session.database(), session.clock()()};
  // Addresses with rare characters may not fit in one answer.
  for (std::size_t limit = protocol::max_standings;; limit /= 2) {
    const auto page = standings.list(filter, cursor, limit);
    if (!page) params.refuse("cursor", "not-allowed");
    json result{{"standings", json::array()}};
    for (const auto& standing : page->standings) result["standings"].push_back(to_json(standing));
    add_optional(result, "nextCursor", page->next);
    if (limit == 1 || dumped(result).size() <= budget_beside({})) return result;
  }
}

json objections_match(Session& session, const Params& params) {
  const Filter filter{params.optional_choice("platform", protocol::platforms),
                      params.optional_text("email", protocol::max_email),
                      params.optional_id("accountId"),
                      {},
                      {}};
  return {
      {"objections",
       page_of(objections_of(session).list(filter, std::nullopt, protocol::max_matches), protocol::max_matches).items}};
}

json objections_list(Session& session, const Params& params) {
  const auto cursor = read_cursor(params);
  const auto limit = params.optional_number("limit", 1, protocol::max_objections_page).value_or(protocol::default_page);
  const Filter filter{params.optional_choice("platform", protocol::platforms),
                      {},
                      {},
                      params.optional_text("query", protocol::max_query),
                      params.optional_choice("status", protocol::statuses),
                      params.optional_ids("without", protocol::max_without)};
  auto objections = objections_of(session);
  const store::Snapshot snapshot{session.database()};
  // One more than asked for tells whether there is a next page.
  auto page = page_of(objections.list(filter, cursor, limit + 1), limit);
  const auto max = std::max(max_counted, limit), counted = objections.count(filter, max);
  json result{{"total", std::min(counted, max)}};
  if (counted > max) result["isMoreThanTotal"] = true;
  if (page.has_more) {
    const auto& last = page.items.back();
    const auto sent = from_rfc3339(last.at("submittedAt").get<std::string>()).value_or(Time{});
    const auto precision = history::precision_named(last.at("precision").get<std::string>());
    result["nextCursor"] = to_rfc3339(history::latest({sent, *precision})) + " " + last.at("id").get<std::string>();
  }
  result["objections"] = std::move(page.items);
  return result;
}

json objections_get(Session& session, const Params& params) {
  const store::Snapshot snapshot{session.database()};
  // One more than is shown tells whether there is a next page.
  const auto entry =
      objections_of(session).get(params.id("id"), params.optional_id("cursor"), protocol::max_events_page + 1);
  const auto& deadlines = entry.deadlines;
  json result{{"objection", to_json(entry.objection)},
              {"deadlines",
               {{"precision", name_of(deadlines.precision)},
                {"confirmationExpectedBy", history::to_text({deadlines.confirmation_expected_by, deadlines.precision})},
                {"answerDueBy", history::to_text({deadlines.answer_due_by, deadlines.precision})}}}};
  auto page = page_of(entry.events, protocol::max_events_page, result);
  if (page.has_more) result["nextCursor"] = page.items.back().at("id");
  result["events"] = std::move(page.items);
  return result;
}

json objections_evidence(Session& session, const Params& params) {
  return {{"evidence", to_base64(objections_of(session).evidence(params.id("eventId")))}};
}

json objections_remove(Session& session, const Params& params) {
  const auto id = params.id("id");
  return {{"removed", objections_of(session).remove(id)}, {"head", head_of(session)}};
}

}  // namespace demur::service
