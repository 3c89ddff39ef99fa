#pragma once
#include <nlohmann/json_fwd.hpp>

#include "embedded/protocol.hpp"
#include "history/chain.hpp"
#include "history/seal_mails.hpp"
#include "service/params.hpp"
#include "service/session.hpp"

/// The handlers of the methods, a file for each family. Each takes the parameters and returns the result that
/// manifests/protocol.json describes.
namespace demur::service {

/// The end of a chain, as `ChainHead` of the protocol.
nlohmann::json to_json(const history::Head& head);

/// A seal in an e-mail, as `Seal` of the protocol.
nlohmann::json to_json(const history::SealMail& mail);

nlohmann::json accounts_list(Session& session, const Params& params);
nlohmann::json accounts_save(Session& session, const Params& params);
nlohmann::json accounts_remove(Session& session, const Params& params);
nlohmann::json accounts_standing(Session& session, const Params& params);
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
nlohmann::json history_preview(Session& session, const Params& params);
nlohmann::json history_import(Session& session, const Params& params);
nlohmann::json history_verify(Session& session, const Params& params);
nlohmann::json seals_now(Session& session, const Params& params);
nlohmann::json seals_list(Session& session, const Params& params);
nlohmann::json seals_keep(Session& session, const Params& params);
nlohmann::json seals_remove(Session& session, const Params& params);
nlohmann::json keys_list(Session& session, const Params& params);
nlohmann::json keys_add(Session& session, const Params& params);
nlohmann::json keys_remove(Session& session, const Params& params);
nlohmann::json mail_read(Session& session, const Params& params);
wire::Work mail_find(Session& session, const Params& params);
wire::Work mail_search(Session& session, const Params& params);
nlohmann::json mail_cancel(Session& session, const Params& params);
nlohmann::json mail_redact(Session& session, const Params& params);
nlohmann::json mail_fetch(Session& session, const Params& params);
nlohmann::json downloads_find(Session& session, const Params& params);
wire::Work downloads_import(Session& session, const Params& params);
nlohmann::json downloads_cancel(Session& session, const Params& params);
nlohmann::json tagged_record(Session& session, const Params& params);
nlohmann::json tagged_list(Session& session, const Params& params);
nlohmann::json contacts_list(Session& session, const Params& params);
nlohmann::json contacts_count(Session& session, const Params& params);
nlohmann::json contacts_update(Session& session, const Params& params);

}  // namespace demur::service
