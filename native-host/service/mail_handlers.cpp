#include <nlohmann/json.hpp>

#include "history/mail.hpp"
#include "service/handlers.hpp"

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
  if (mail.addressed_to) object["addressedTo"] = *mail.addressed_to;
  if (!record.key_name.empty()) object["keyName"] = record.key_name;
  if (record.is_key_added) object["isKeyAdded"] = true;
  if (record.date) object["date"] = *record.date;
  if (record.form_url) object["formUrl"] = *record.form_url;
  if (mail.objection_id) object["objectionId"] = *mail.objection_id;
  if (mail.event_id) object["eventId"] = *mail.event_id;
  if (mail.is_certain) object["isCertain"] = true;
  if (mail.is_recorded) object["isRecorded"] = true;
  return object;
}

/// Tells the extension how far the reading has come, where it has asked for that.
history::OnProgress progress_to(Session& session, const std::optional<std::string>& token) {
  if (!token) return [](std::int64_t, std::int64_t) {};
  return [&session, token = *token](std::int64_t done, std::int64_t total) {
    session.notify("progress", {{"token", token}, {"done", done}, {"total", total}, {"stage", "mail"}});
  };
}

std::filesystem::path path_of(const std::string& text, const Params& params) {
  std::filesystem::path path{text};
  if (!path.is_absolute()) params.refuse("path", "malformed");
  return path;
}

/// One of three: pasted words or a message, the bytes of a file or of a piece of it, or a file of this computer's.
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

}  // namespace

json mail_read(Session& session, const Params& params) {
  const auto source = read_source(params);
  const auto on_progress = progress_to(session, params.optional_text("progressToken", protocol::max_progress_token));
  const auto continued = params.optional_choice("continued", protocol::mailbox_forms);
  const auto reading = history::read_mail(session.database(), session.clock(), source, on_progress, continued);
  json messages = json::array();
  for (const auto& mail : reading.mails) messages.push_back(to_json(mail));
  json result{{"messages", std::move(messages)}, {"total", reading.messages}};
  if (reading.mailbox) result["mailbox"] = *reading.mailbox;
  if (reading.not_mail) result["notMail"] = *reading.not_mail;
  return result;
}

}  // namespace demur::service
