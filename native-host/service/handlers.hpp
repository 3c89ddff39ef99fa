#pragma once
#include <array>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "service/params.hpp"
#include "service/session.hpp"

/// The handlers of the methods, a file for each family. Each takes the parameters and gives the result as
/// manifests/protocol.json describes them.
namespace demur::service {

/// The longest texts, in characters, as manifests/protocol.json bounds them.
namespace longest {
inline constexpr std::size_t email = 320;
inline constexpr std::size_t label = 200;
inline constexpr std::size_t name = 100;
inline constexpr std::size_t title = 100;
inline constexpr std::size_t language = 35;
inline constexpr std::size_t page_url = 2048;
inline constexpr std::size_t words = 20000;
inline constexpr std::size_t draft = 5000;
inline constexpr std::size_t form_id = 64;
inline constexpr std::size_t emails = 20;
inline constexpr std::size_t path = 4096;
inline constexpr std::size_t paths = 50;
inline constexpr std::size_t token = 100;
inline constexpr std::size_t piece = 675000;  ///< Of a file, in bytes.
}  // namespace longest

inline constexpr std::array<std::string_view, 4> platforms{"facebook", "instagram", "whatsapp", "meta"};

nlohmann::json accounts_list(Session& session, const Params& params);
nlohmann::json accounts_save(Session& session, const Params& params);
nlohmann::json accounts_remove(Session& session, const Params& params);
nlohmann::json objections_record(Session& session, const Params& params);
nlohmann::json objections_add_event(Session& session, const Params& params);
nlohmann::json objections_match(Session& session, const Params& params);
nlohmann::json objections_list(Session& session, const Params& params);
nlohmann::json objections_get(Session& session, const Params& params);
nlohmann::json objections_evidence(Session& session, const Params& params);
nlohmann::json objections_remove(Session& session, const Params& params);
nlohmann::json drafts_list(Session& session, const Params& params);
nlohmann::json drafts_save(Session& session, const Params& params);
nlohmann::json drafts_remove(Session& session, const Params& params);
nlohmann::json history_export(Session& session, const Params& params);
nlohmann::json history_import(Session& session, const Params& params);
nlohmann::json history_verify(Session& session, const Params& params);
nlohmann::json mail_read(Session& session, const Params& params);
nlohmann::json downloads_find(Session& session, const Params& params);
wire::Work downloads_import(Session& session, const Params& params);
nlohmann::json imports_cancel(Session& session, const Params& params);
nlohmann::json tagged_record(Session& session, const Params& params);
nlohmann::json tagged_list(Session& session, const Params& params);
nlohmann::json contacts_list(Session& session, const Params& params);
nlohmann::json contacts_count(Session& session, const Params& params);
nlohmann::json contacts_update(Session& session, const Params& params);

}  // namespace demur::service
