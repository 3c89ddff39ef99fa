#include "service/session.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "embedded/version.hpp"
#include "history/head.hpp"
#include "history/open_history.hpp"
#include "platform/error.hpp"
#include "service/handlers.hpp"
#include "store/extensions.hpp"
#include "store/migrations.hpp"
#include "text/encoding.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

history::Head read_head(const Params& params) {
  constexpr std::size_t digits = 64, digest_size = 32;
  auto hash = from_hex(params.text("hash", digits));
  if (!hash || hash->size() != digest_size) params.refuse("hash", "malformed");
  return {params.id("chain"), params.number("count", 0, INT64_MAX), std::move(*hash)};
}

const char* name_of(history::Remembered remembered) {
  switch (remembered) {
    case history::Remembered::held:
      return "held";
    case history::Remembered::gone:
      return "gone";
    case history::Remembered::other_history:
      break;
  }
  return "other-history";
}

json initialize(Session& session, const Params& params) {
  // Any newer extension is accepted: it learns from the answer how much this host can do.
  static_cast<void>(params.number("protocolVersion", 1, INT32_MAX));
  const auto client = params.object("client");
  static_cast<void>(client.text("name", protocol::max_client_name));
  const store::SeenExtension seen{client.choice("browser", protocol::browsers),
                                  client.text("version", protocol::max_client_name)};
  // Opening brings the schema up to date, or fails.
  auto& database = session.database();
  store::note_extension(database, seen);
  json result{
      {"protocolVersion", protocol::version},
      {"host", {{"name", "demur-host"}, {"version", demur_version}}},
      {"store", {{"schemaVersion", store::newest_schema}}},
      {"capabilities",
       {"accounts", "objections", "drafts", "history", "seals", "keys", "mail", "tagged", "contacts", "downloads"}},
      {"head", service::to_json(history::own_head(database))}};
  if (const auto remembered = params.optional_object("remembered"))
    result["remembered"] = name_of(history::look_for(database, read_head(*remembered)));
  return result;
}

/// Returns the result at once.
using ShortMethod = json (*)(Session&, const Params&);
/// Checks the parameters at once, and leaves the rest to be done in another thread.
using LongMethod = wire::Work (*)(Session&, const Params&);

struct Method {
  std::string_view name;
  std::variant<ShortMethod, LongMethod> handler;
};

constexpr auto methods = std::to_array<Method>({
    {"initialize", initialize},
    {"accounts.list", accounts_list},
    {"accounts.save", accounts_save},
    {"accounts.remove", accounts_remove},
    {"objections.record", objections_record},
    {"objections.addEvent", objections_add_event},
    {"accounts.standing", accounts_standing},
    {"objections.match", objections_match},
    {"objections.list", objections_list},
    {"objections.get", objections_get},
    {"objections.evidence", objections_evidence},
    {"objections.remove", objections_remove},
    {"drafts.list", drafts_list},
    {"drafts.save", drafts_save},
    {"drafts.remove", drafts_remove},
    {"history.export", history_export},
    {"history.preview", history_preview},
    {"history.import", history_import},
    {"history.verify", history_verify},
    {"seals.now", seals_now},
    {"seals.list", seals_list},
    {"seals.keep", seals_keep},
    {"seals.remove", seals_remove},
    {"keys.list", keys_list},
    {"keys.add", keys_add},
    {"keys.remove", keys_remove},
    {"mail.read", mail_read},
    {"mail.find", mail_find},
    {"mail.search", mail_search},
    {"mail.cancel", mail_cancel},
    {"mail.fetch", mail_fetch},
    {"mail.redact", mail_redact},
    {"tagged.record", tagged_record},
    {"tagged.list", tagged_list},
    {"contacts.list", contacts_list},
    {"contacts.count", contacts_count},
    {"contacts.update", contacts_update},
    {"downloads.find", downloads_find},
    {"downloads.import", downloads_import},
    {"downloads.cancel", downloads_cancel},
});

}  // namespace

Session::Session(std::filesystem::path data_directory, Clock clock, Notify notify)
    : data_directory_(std::move(data_directory)), clock_(std::move(clock)), notify_(std::move(notify)) {}

void Session::notify(const std::string& method, const json& params) const {
  if (notify_) notify_(method, params);
}

std::variant<json, wire::Work> Session::begin(const std::string& method, const json& params) {
  const auto run = [&](auto handler) { return std::variant<json, wire::Work>{handler(*this, Params{params})}; };
  for (const auto& known : methods)
    if (known.name == method) return std::visit(run, known.handler);
  throw Error(ErrorKind::method_not_found);
}

json Session::answer(const std::string& method, const json& params) {
  auto outcome = begin(method, params);
  if (const auto* work = std::get_if<wire::Work>(&outcome)) return (*work)();
  return std::get<json>(std::move(outcome));
}

store::Database& Session::database() {
  if (!database_) database_ = history::open_history(data_directory_);
  return *database_;
}

}  // namespace demur::service
