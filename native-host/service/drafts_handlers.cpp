#include <algorithm>
#include <nlohmann/json.hpp>

#include "history/drafts.hpp"
#include "platform/secrets.hpp"
#include "service/handlers.hpp"
#include "text/characters.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

json to_json(const history::Draft& draft) {
  return {{"id", draft.id}, {"title", draft.title}, {"language", draft.language}, {"text", draft.text}};
}

/// Subtags of one to eight letters and digits; the first, the language, has only letters, at least two. Whether they
/// are registered is not checked. https://www.rfc-editor.org/rfc/rfc5646#section-2.1
bool is_language_tag(std::string_view tag) {
  constexpr std::size_t max_subtag = 8;
  const auto language = tag.substr(0, tag.find('-'));
  if (language.size() < 2 || !std::all_of(language.begin(), language.end(), is_letter)) return false;
  std::size_t length = 0;
  for (const char c : tag) {
    if (c == '-' ? length == 0 : !is_letter(c) && !is_digit(c)) return false;
    length = c == '-' ? 0 : length + 1;
    if (length > max_subtag) return false;
  }
  return length > 0;
}

std::string language_tag(const Params& draft) {
  auto tag = draft.text("language", protocol::max_language);
  if (!is_language_tag(tag)) draft.refuse("language", "malformed");
  return tag;
}

}  // namespace

json drafts_list(Session& session, const Params&) {
  json drafts = json::array();
  for (const auto& draft : history::list_drafts(session.database())) drafts.push_back(to_json(draft));
  return {{"drafts", std::move(drafts)}};
}

json drafts_save(Session& session, const Params& params) {
  const auto given = params.object("draft");
  const history::Draft draft{given.optional_id("id").value_or(random_uuid()),
                             given.text("title", protocol::max_draft_title), language_tag(given),
                             given.text("text", protocol::max_draft_text)};
  if (!history::save_draft(session.database(), draft)) params.refuse("draft", "too-many");
  return {{"draft", to_json(draft)}};
}

json drafts_remove(Session& session, const Params& params) {
  const auto id = params.id("id");
  return {{"removed", history::remove_draft(session.database(), id)}};
}

}  // namespace demur::service
