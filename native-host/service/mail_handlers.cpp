#include <nlohmann/json.hpp>

#include "history/mail.hpp"
#include "service/handlers.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

constexpr std::size_t longest_text = 900000;

json to_json(const history::Mail& mail) {
  const auto& record = mail.record;
  json object{{"kind", record.kind},
              {"from", record.from},
              {"authentication", record.authentication},
              {"suspicious", record.suspicious}};
  if (record.platform) object["platform"] = *record.platform;
  if (record.date) object["date"] = *record.date;
  if (record.form_url) object["formUrl"] = *record.form_url;
  if (mail.objection_id) object["objectionId"] = *mail.objection_id;
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

}  // namespace

json mail_read(Session& session, const Params& params) {
  const auto text = params.optional_text("text", longest_text);
  const auto path = params.optional_text("path", longest::path);
  if (!text && !path) params.refuse("text", "missing");
  if (text && path) params.refuse("path", "not-allowed");
  const auto on_progress = progress_to(session, params.optional_text("progressToken", longest::token));
  const auto source = text ? history::MailSource{std::string_view{*text}} : history::MailSource{path_of(*path, params)};
  const auto reading = history::read_mail(session.database(), session.clock(), source, on_progress);
  json messages = json::array();
  for (const auto& mail : reading.mails) messages.push_back(to_json(mail));
  return {{"messages", std::move(messages)}, {"total", reading.messages}};
}

}  // namespace demur::service
