#include <algorithm>
#include <nlohmann/json.hpp>

#include "history/objections.hpp"
#include "platform/secrets.hpp"
#include "service/handlers.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"
#include "wire/frames.hpp"

namespace demur::service {
namespace {

using history::Filter;
using history::ObjectionNow;
using history::Objections;
using nlohmann::json;

constexpr std::array<std::string_view, 8> statuses{"submitted", "received",     "confirmation-late", "confirmed",
                                                   "declined",  "needs-answer", "overdue",           "withdrawn"};
constexpr std::array<std::string_view, 10> event_kinds{"received",       "code-requested", "confirmed",  "declined",
                                                       "asked-for-more", "reminded",       "complained", "withdrawn",
                                                       "note",           "corrected"};
constexpr std::int64_t usual_page = 50;
constexpr std::int64_t largest_page = 200;
constexpr std::int64_t most_matches = 50;
/// As many objections are counted, or as many as a page holds: counting all would take longer than listing a page.
constexpr std::int64_t most_counted = 100;
constexpr std::size_t most_left_out = 50;
constexpr std::size_t longest_cursor = 200;
/// A list ends here, in bytes: messages and notes may be long, and the rest of the frame is for what stands beside the
/// list, which is one objection at most.
constexpr std::size_t list_budget = wire::longest_frame - 256UL * 1024UL;

Objections objections_of(Session& session) {
  return Objections{session.database(), session.clock()};
}

void add_optional(json& object, const char* name, const std::optional<std::string>& value) {
  if (value) object[name] = *value;
}

json to_json(const ObjectionNow& now) {
  const auto& objection = now.objection;
  json object{{"id", objection.id},
              {"formId", objection.form_id},
              {"platform", objection.platform},
              {"email", objection.email},
              {"pageUrl", objection.page_url},
              {"submittedAt", objection.submitted_at},
              {"recordedAt", objection.recorded_at},
              {"status", now.status.name},
              {"statusSince", to_rfc3339(now.status.since)}};
  add_optional(object, "accountId", objection.account_id);
  add_optional(object, "message", objection.message);
  add_optional(object, "language", objection.language);
  return object;
}

json to_json(const history::Event& event) {
  json object{{"id", event.id}, {"kind", event.kind}, {"at", event.at}, {"recordedAt", event.recorded_at}};
  add_optional(object, "detail", event.detail);
  if (event.evidence_size > 0) object["evidenceBytes"] = event.evidence_size;
  return object;
}

struct Page {
  json items;
  bool has_more;
};

/// At most `limit` of the objections or events, and no more than fit into an answer.
template <typename Item>
Page page_of(const std::vector<Item>& found, std::int64_t limit) {
  json items = json::array();
  std::size_t bytes = 0;
  for (const auto& item : found) {
    auto object = to_json(item);
    bytes += object.dump().size();
    if (bytes > list_budget || items.size() == static_cast<std::size_t>(limit)) break;
    items.push_back(std::move(object));
  }
  const bool has_more = items.size() < found.size();
  return {std::move(items), has_more};
}

std::string form_id(const Params& draft) {
  auto id = draft.text("formId", longest::form_id);
  const auto is_allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; };
  if (id.empty() || !std::all_of(id.begin(), id.end(), is_allowed)) draft.refuse("formId", "malformed");
  return id;
}

std::string page_url(const Params& draft) {
  auto url = draft.text("pageUrl", longest::page_url);
  if (!url.starts_with("https://")) draft.refuse("pageUrl", "malformed");
  return url;
}

history::Objection read_objection(const Params& draft) {
  return {draft.id("id"),
          form_id(draft),
          draft.choice("platform", platforms),
          draft.optional_id("accountId"),
          draft.text("email", longest::email),
          draft.optional_text("message", longest::words),
          draft.optional_text("language", longest::language),
          page_url(draft),
          draft.time("submittedAt"),
          {}};
}

history::Event read_event(const Params& draft) {
  history::Event event{draft.id("id"), draft.choice("kind", event_kinds), draft.time("at"), {}, {}};
  // What is corrected is named by its id.
  event.detail =
      event.kind == "corrected" ? std::optional{draft.id("detail")} : draft.optional_text("detail", longest::words);
  event.evidence = draft.optional_bytes("evidence", history::longest_evidence);
  return event;
}

/// A cursor is the time and id of the last objection of the page before.
std::optional<history::Cursor> read_cursor(const Params& params) {
  const auto text = params.optional_text("cursor", longest_cursor);
  if (!text) return std::nullopt;
  const auto space = text->find(' ');
  if (space == std::string::npos || !from_rfc3339(text->substr(0, space))) params.refuse("cursor", "malformed");
  return history::Cursor{text->substr(0, space), text->substr(space + 1)};
}

}  // namespace

json objections_record(Session& session, const Params& params) {
  const auto objection = read_objection(params.object("objection"));
  auto objections = objections_of(session);
  const bool created = objections.record(objection);
  return {{"objection", to_json(objections.find(objection.id))}, {"created", created}};
}

json objections_add_event(Session& session, const Params& params) {
  const auto id = params.id("objectionId");
  const auto draft = params.object("event");
  auto objections = objections_of(session);
  objections.add_event(id, read_event(draft));
  return {{"objection", to_json(objections.find(id))}};
}

json objections_match(Session& session, const Params& params) {
  const Filter filter{params.optional_choice("platform", platforms),
                      params.optional_text("email", longest::email),
                      params.optional_id("accountId"),
                      {},
                      {}};
  return {{"objections", page_of(objections_of(session).list(filter, std::nullopt, most_matches), most_matches).items}};
}

json objections_list(Session& session, const Params& params) {
  const auto cursor = read_cursor(params);
  const auto limit = params.optional_number("limit", 1, largest_page).value_or(usual_page);
  const Filter filter{params.optional_choice("platform", platforms),
                      {},
                      {},
                      params.optional_text("query", longest::label),
                      params.optional_choice("status", statuses),
                      params.optional_ids("without", most_left_out)};
  auto objections = objections_of(session);
  // One more than asked for tells whether there is a next page.
  auto page = page_of(objections.list(filter, cursor, limit + 1), limit);
  const auto most = std::max(most_counted, limit), counted = objections.count(filter, most);
  json result{{"total", std::min(counted, most)}};
  if (counted > most) result["isMoreThanTotal"] = true;
  if (page.has_more) {
    const auto& last = page.items.back();
    result["nextCursor"] = last.at("submittedAt").get<std::string>() + " " + last.at("id").get<std::string>();
  }
  result["objections"] = std::move(page.items);
  return result;
}

json objections_get(Session& session, const Params& params) {
  // One more than is shown tells whether there is a next page.
  const auto entry = objections_of(session).get(params.id("id"), params.optional_id("cursor"), largest_page + 1);
  auto page = page_of(entry.events, largest_page);
  json result{{"objection", to_json(entry.objection)},
              {"deadlines",
               {{"confirmationExpectedBy", to_rfc3339(entry.deadlines.confirmation_expected_by)},
                {"answerDueBy", to_rfc3339(entry.deadlines.answer_due_by)}}}};
  if (page.has_more) result["nextCursor"] = page.items.back().at("id");
  result["events"] = std::move(page.items);
  return result;
}

json objections_evidence(Session& session, const Params& params) {
  return {{"evidence", to_base64(objections_of(session).evidence(params.id("eventId")))}};
}

json objections_remove(Session& session, const Params& params) {
  const auto id = params.id("id");
  return {{"removed", objections_of(session).remove(id)}};
}

}  // namespace demur::service
