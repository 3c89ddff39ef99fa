#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <numeric>

#include "history/mail_copy.hpp"
#include "history/mail_search.hpp"
#include "history/open_history.hpp"
#include "platform/error.hpp"
#include "platform/paths.hpp"
#include "service/frame_budget.hpp"
#include "service/handlers.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

json to_json(const history::Mail& mail) {
  const auto& record = mail.record;
  json object{{"kind", record.kind},
              {"from", record.from},
              {"authentication", record.authentication},
              {"suspicious", record.suspicious},
              {"words", record.words},
              {"start", record.start},
              {"bytes", record.bytes}};
  if (record.platform) object["platform"] = *record.platform;
  if (!record.recipients.empty()) object["to"] = record.recipients.front();
  if (!record.sentence.empty()) object["sentence"] = record.sentence;
  if (record.is_service) object["isService"] = true;
  if (record.answers_form) object["answersForm"] = true;
  if (mail.addressed_to) object["addressedTo"] = *mail.addressed_to;
  if (!record.key_name.empty()) object["keyName"] = record.key_name;
  if (record.is_key_added) object["isKeyAdded"] = true;
  if (record.date) object["date"] = *record.date;
  if (record.form_url) object["formUrl"] = *record.form_url;
  if (mail.objection_id) object["objectionId"] = *mail.objection_id;
  if (mail.event_id) object["eventId"] = *mail.event_id;
  if (mail.is_certain) object["isCertain"] = true;
  if (mail.is_recorded) object["isRecorded"] = true;
  if (mail.seal) object["seal"] = service::to_json(*mail.seal);
  return object;
}

/// Tells the extension how far the reading has come, if it asked for that.
history::OnProgress progress_to(Session& session, const std::optional<std::string>& token) {
  if (!token) return [](std::int64_t, std::int64_t) {};
  return [&session, token = *token](std::int64_t done, std::int64_t total) {
    session.notify("progress", {{"token", token}, {"done", done}, {"total", total}, {"stage", "mail"}});
  };
}

std::filesystem::path path_of(const std::string& text, const Params& params) {
  auto path = path_from(text);
  if (!path.is_absolute()) params.refuse("path", "malformed");
  return path;
}

/// One of three: pasted words or a message, the bytes of a file or of a piece of it, or a file on this computer.
history::MailSource read_source(const Params& params) {
  auto text = params.optional_text("text", protocol::max_pasted_text);
  auto bytes = params.optional_bytes("bytes", protocol::max_piece);
  const auto path = params.optional_text("path", protocol::max_path);
  if (!text && !bytes && !path) params.refuse("text", "missing");
  if (text && (bytes || path)) params.refuse(bytes ? "bytes" : "path", "not-allowed");
  if (bytes && path) params.refuse("path", "not-allowed");
  if (path) return path_of(*path, params);
  return std::move(text ? *text : *bytes);
}

json to_json(const history::Mailbox& mailbox) {
  json object{{"program", mailbox.program},
              {"title", mailbox.title},
              {"path", mailbox.path.string()},
              {"bytes", mailbox.bytes},
              {"modifiedAt", to_rfc3339(mailbox.modified_at)}};
  if (mailbox.is_copy) object["isCopy"] = true;
  if (mailbox.is_open) object["isOpen"] = true;
  return object;
}

json to_json(const history::FoundMail& found) {
  auto object = to_json(found.mail);
  object["path"] = found.position.file.string();
  object["start"] = found.position.start;
  object["bytes"] = found.position.bytes;
  object["digest"] = found.digest;
  return object;
}

const history::Mail& mail_of(const history::Mail& mail) {
  return mail;
}

const history::Mail& mail_of(const history::FoundMail& found) {
  return found.mail;
}

/// The mails in their order; where not all fit into an answer beside `other`, the surest do.
template <typename Found>
json fitting(const std::vector<Found>& mails, const json& other) {
  std::vector<std::size_t> surest_first(mails.size());
  std::iota(surest_first.begin(), surest_first.end(), 0);
  std::stable_sort(surest_first.begin(), surest_first.end(), [&mails](auto a, auto b) {
    return history::comes_before(mail_of(mails[a]).record, mail_of(mails[b]).record);
  });
  const auto budget = budget_beside(other);
  std::vector<json> objects(mails.size());
  std::size_t bytes = 0;
  for (const auto i : surest_first) {
    auto object = to_json(mails[i]);
    bytes += room_for(object);
    if (bytes > budget) break;
    objects[i] = std::move(object);
  }
  std::erase_if(objects, [](const auto& object) { return object.is_null(); });
  return objects;
}

json to_json(const history::MailSearch& search) {
  json unsure = json::array();
  for (const auto& mailbox : search.unsure)
    unsure.push_back(
        {{"path", mailbox.path}, {"fault", protocol::mailbox_faults.at(static_cast<std::size_t>(mailbox.fault))}});
  json result{{"total", search.messages}, {"unsure", std::move(unsure)}};
  result["messages"] = fitting(search.mails, result);
  return result;
}

/// The named ones of the mailboxes on this computer; nothing else is read.
std::vector<history::Mailbox> wanted(const std::vector<std::string>& paths, const std::stop_token& stop) {
  auto mailboxes = history::find_mailboxes(history::mail_places(), stop);
  std::erase_if(mailboxes, [&paths](const auto& one) { return !contains(paths, one.path.string()); });
  return mailboxes;
}

/// Uses a separate connection: the session goes on using its own.
json search_in(Session& session, const Imports::Slot& slot, const std::vector<std::string>& paths,
               const std::optional<std::string>& token) {
  const auto tell = progress_to(session, token);
  constexpr std::chrono::milliseconds pause{100};
  std::chrono::steady_clock::time_point told;
  const auto now_and_then = [&](std::int64_t done, std::int64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (now - told < pause) return;
    told = now;
    tell(done, total);
  };
  const auto database = history::open_history(session.data_directory());
  const auto mailboxes = wanted(paths, slot.stop());
  return to_json(history::search_mailboxes(*database, session.clock(), mailboxes, now_and_then, slot.stop()));
}

}  // namespace

wire::Work mail_find(Session& session, const Params&) {
  // A hundred thousand files on a cold disk take a while.
  auto slot = session.imports().begin({});
  return [slot]() mutable {
    const auto held = std::move(slot);
    json sources = json::array();
    for (const auto& mailbox : history::find_mailboxes(history::mail_places(), held->stop()))
      sources.push_back(to_json(mailbox));
    return json{{"sources", std::move(sources)}};
  };
}

wire::Work mail_search(Session& session, const Params& params) {
  auto paths = params.texts("paths", history::max_mailboxes, protocol::max_path);
  auto token = params.optional_text("progressToken", protocol::max_progress_token);
  // Better to learn before the reading than after it that the store can't be used.
  static_cast<void>(session.database());
  auto slot = session.imports().begin(token);
  return [&session, paths = std::move(paths), token = std::move(token), slot]() mutable {
    // The next one may begin when this one is over, however long the work object lives.
    const auto held = std::move(slot);
    return search_in(session, *held, paths, token);
  };
}

json mail_cancel(Session& session, const Params& params) {
  return {{"cancelled", session.imports().cancel(params.text("token", protocol::max_progress_token))}};
}

json mail_fetch(Session&, const Params& params) {
  const history::MailPosition position{path_of(params.text("path", protocol::max_path), params),
                                       params.number("start", 0, INT64_MAX), params.number("bytes", 0, INT64_MAX)};
  constexpr std::size_t digits = 64;
  const auto mail = history::fetch_mail(position, params.text("digest", digits));
  if (!mail) throw Error(ErrorKind::file_unreadable, {{"reason", "missing"}});
  return {{"bytes", to_base64(*mail)}};
}

json mail_redact(Session& session, const Params& params) {
  auto copy = history::redacted(session.database(), read_source(params));
  json result{{"text", std::move(copy.text)}};
  if (copy.not_mail) result["notMail"] = *copy.not_mail;
  return result;
}

json mail_read(Session& session, const Params& params) {
  const auto source = read_source(params);
  const auto on_progress = progress_to(session, params.optional_text("progressToken", protocol::max_progress_token));
  const auto continued = params.optional_choice("continued", protocol::mailbox_forms);
  const auto reading = history::read_mail(session.database(), session.clock(), source, on_progress, continued);
  json result{{"messages", fitting(reading.mails, {})}, {"total", reading.messages}};
  if (reading.mailbox) result["mailbox"] = *reading.mailbox;
  if (reading.not_mail) result["notMail"] = *reading.not_mail;
  return result;
}

}  // namespace demur::service
