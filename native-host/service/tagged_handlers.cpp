#include <nlohmann/json.hpp>

#include "service/handlers.hpp"
#include "tagged/contacts.hpp"
#include "tagged/items.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

json to_json(const tagged::Contact& contact) {
  json object{{"id", contact.id},
              {"platform", contact.platform},
              {"name", contact.name},
              {"items", contact.items},
              {"state", contact.state}};
  if (contact.url) object["url"] = *contact.url;
  if (contact.state_at) object["stateAt"] = *contact.state_at;
  return object;
}

json to_json(const tagged::ContactCount& count) {
  return {{"state", count.state}, {"items", count.items}, {"people", count.people}, {"ownerless", count.ownerless}};
}

json to_json(const tagged::Item& item) {
  json object{{"id", item.id},
              {"platform", item.platform},
              {"url", item.url},
              {"kind", item.kind},
              {"seenOn", item.seen_on},
              {"recordedAt", item.recorded_at},
              {"contact", {{"id", item.contact_id}, {"name", item.contact_name}, {"state", item.state}}}};
  if (item.at) object["at"] = *item.at;
  if (item.notice) object["notice"] = *item.notice;
  return object;
}

template <typename Rows>
json to_list(const Rows& rows) {
  json list = json::array();
  for (const auto& row : rows) list.push_back(to_json(row));
  return list;
}

tagged::Sharer read_sharer(const Params& contact, const std::string& platform) {
  tagged::Sharer sharer{std::string{trimmed(contact.text("name", protocol::max_contact_name))}, std::nullopt};
  const auto url = contact.optional_text("url", protocol::max_item_url);
  if (!url) return sharer;
  sharer.profile = reading::profile_url(platform, *url);
  if (!sharer.profile) contact.refuse("url", "malformed");
  return sharer;
}

tagged::Sighting read_sighting(const Params& item) {
  const auto platform = item.choice("platform", protocol::item_platforms);
  const auto found = reading::item_url(platform, item.text("url", protocol::max_item_url));
  if (!found) item.refuse("url", "malformed");
  return {platform,
          *found,
          read_sharer(item.object("contact"), platform),
          item.choice("kind", protocol::item_kinds),
          item.optional_time("at"),
          item.choice("seenOn", protocol::item_sources)};
}

/// A cursor is what the previous page's last row is sorted by: two values separated by a space.
std::optional<std::pair<std::string, std::int64_t>> read_sorted_cursor(const Params& params) {
  const auto text = params.optional_text("cursor", protocol::max_cursor);
  if (!text) return std::nullopt;
  const auto space = text->find(' ');
  const auto position = space == std::string::npos ? std::nullopt : read_number<std::int64_t>(text->substr(space + 1));
  if (!position) params.refuse("cursor", "malformed");
  return std::pair{text->substr(0, space), *position};
}

std::optional<tagged::ItemCursor> read_item_cursor(const Params& params) {
  const auto cursor = read_sorted_cursor(params);
  if (!cursor) return std::nullopt;
  if (!from_rfc3339(cursor->first)) params.refuse("cursor", "malformed");
  return tagged::ItemCursor{cursor->first, cursor->second};
}

std::optional<tagged::ContactCursor> read_contact_cursor(const Params& params) {
  const auto cursor = read_sorted_cursor(params);
  if (!cursor) return std::nullopt;
  const auto items = read_number<std::int64_t>(cursor->first);
  if (!items) params.refuse("cursor", "malformed");
  return tagged::ContactCursor{*items, cursor->second};
}

/// Even with the longest addresses and names, the largest page fits in one answer.
std::int64_t read_limit(const Params& params, std::int64_t max_page) {
  return params.optional_number("limit", 1, max_page).value_or(protocol::default_page);
}

}  // namespace

json tagged_record(Session& session, const Params& params) {
  std::vector<tagged::Sighting> sightings;
  for (const auto& item : params.objects("items", protocol::max_recorded_items))
    sightings.push_back(read_sighting(item));
  const auto added = tagged::record(session.database(), sightings, to_rfc3339(session.clock()()));
  return {{"recorded", sightings.size()}, {"new", added}};
}

json tagged_list(Session& session, const Params& params) {
  const tagged::ItemFilter filter{params.optional_id("contactId"),
                                  params.optional_choice("state", protocol::contact_states)};
  const auto cursor = read_item_cursor(params);
  const auto limit = read_limit(params, protocol::max_items_page);
  const store::Snapshot snapshot{session.database()};
  const auto page = tagged::list_items(session.database(), filter, cursor, limit);
  json result{{"items", to_list(page.items)}, {"total", tagged::count_items(session.database(), filter)}};
  if (page.next) result["nextCursor"] = page.next->listed_at + " " + std::to_string(page.next->position);
  return result;
}

json contacts_list(Session& session, const Params& params) {
  const tagged::ContactFilter filter{params.optional_choice("state", protocol::contact_states),
                                     params.optional_text("query", protocol::max_query)};
  const auto cursor = read_contact_cursor(params);
  const auto limit = read_limit(params, protocol::max_contacts_page);
  const store::Snapshot snapshot{session.database()};
  const auto page = tagged::list_contacts(session.database(), filter, cursor, limit);
  const bool is_all = !cursor && !page.next;
  const auto total =
      is_all ? static_cast<std::int64_t>(page.contacts.size()) : tagged::count_contacts(session.database(), filter);
  json result{{"contacts", to_list(page.contacts)}, {"total", total}};
  if (page.next) result["nextCursor"] = std::to_string(page.next->items) + " " + std::to_string(page.next->position);
  return result;
}

json contacts_count(Session& session, const Params&) {
  return {{"counts", to_list(tagged::count_by_state(session.database()))}};
}

json contacts_update(Session& session, const Params& params) {
  const auto id = params.id("id");
  if (const auto into = params.optional_id("mergeInto")) {
    if (!tagged::merge_contacts(session.database(), id, *into)) params.refuse("mergeInto", "not-allowed");
    return {{"contact", to_json(tagged::find_contact(session.database(), *into))}};
  }
  const auto state = params.choice("state", protocol::contact_states);
  tagged::set_state(session.database(), id, state, params.optional_time("at").value_or(to_rfc3339(session.clock()())));
  return {{"contact", to_json(tagged::find_contact(session.database(), id))}};
}

}  // namespace demur::service
