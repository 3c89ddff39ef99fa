#include "service/session.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "embedded/version.hpp"
#include "platform/error.hpp"
#include "service/handlers.hpp"
#include "store/migrations.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

/// The protocol that this host speaks.
constexpr std::int64_t protocol_version = 1;

json initialize(Session& session, const Params& params) {
  constexpr std::array<std::string_view, 2> browsers{"chromium", "firefox"};
  // Any newer extension is welcome: it learns from the answer how much this host can do.
  static_cast<void>(params.number("protocolVersion", 1, INT32_MAX));
  const auto client = params.object("client");
  for (const char* name : {"name", "version"}) static_cast<void>(client.text(name, longest::name));
  static_cast<void>(client.choice("browser", browsers));
  // Opening brings the schema up to date, or fails.
  static_cast<void>(session.database());
  return {{"protocolVersion", protocol_version},
          {"host", {{"name", "demur-host"}, {"version", demur_version}}},
          {"store", {{"schemaVersion", store::newest_schema}}},
          {"capabilities", {"accounts", "objections", "drafts", "history", "mail", "tagged", "contacts", "downloads"}}};
}

struct Method {
  std::string_view name;
  json (*handler)(Session&, const Params&);
};

// Counted by the compiler, so that methods that come from two sides still fit.
constexpr auto methods = std::to_array<Method>({
    {"initialize", initialize},
    {"accounts.list", accounts_list},
    {"accounts.save", accounts_save},
    {"accounts.remove", accounts_remove},
    {"objections.record", objections_record},
    {"objections.addEvent", objections_add_event},
    {"objections.match", objections_match},
    {"objections.list", objections_list},
    {"objections.get", objections_get},
    {"objections.evidence", objections_evidence},
    {"objections.remove", objections_remove},
    {"drafts.list", drafts_list},
    {"drafts.save", drafts_save},
    {"drafts.remove", drafts_remove},
    {"history.export", history_export},
    {"history.import", history_import},
    {"history.verify", history_verify},
    {"mail.read", mail_read},
    {"tagged.record", tagged_record},
    {"tagged.list", tagged_list},
    {"contacts.list", contacts_list},
    {"contacts.count", contacts_count},
    {"contacts.update", contacts_update},
    {"downloads.find", downloads_find},
    {"imports.cancel", imports_cancel},
});

/// They leave work to do.
struct LongMethod {
  std::string_view name;
  wire::Work (*handler)(Session&, const Params&);
};

constexpr std::array<LongMethod, 1> long_methods{{{"downloads.import", downloads_import}}};

}  // namespace

Session::Session(std::filesystem::path data_directory, Clock clock, Notify notify)
    : data_directory_(std::move(data_directory)), clock_(std::move(clock)), notify_(std::move(notify)) {}

void Session::notify(const std::string& method, const json& params) const {
  if (notify_) notify_(method, params);
}

std::variant<json, wire::Work> Session::begin(const std::string& method, const json& params) {
  for (const auto& known : methods)
    if (known.name == method) return known.handler(*this, Params{params});
  for (const auto& known : long_methods)
    if (known.name == method) return known.handler(*this, Params{params});
  throw Error(ErrorKind::method_not_found);
}

json Session::answer(const std::string& method, const json& params) {
  auto outcome = begin(method, params);
  if (const auto* work = std::get_if<wire::Work>(&outcome)) return (*work)();
  return std::get<json>(std::move(outcome));
}

store::Database& Session::database() {
  if (!database_) database_ = std::make_unique<store::Database>(data_directory_);
  return *database_;
}

}  // namespace demur::service
