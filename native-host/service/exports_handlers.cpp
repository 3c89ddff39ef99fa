#include <nlohmann/json.hpp>

#include "platform/paths.hpp"
#include "service/handlers.hpp"
#include "tagged/archives.hpp"

namespace demur::service {
namespace {

using nlohmann::json;

json to_json(const tagged::Archive& archive) {
  return {{"path", archive.path.string()},
          {"platform", archive.platform},
          {"parts", archive.parts},
          {"bytes", archive.bytes},
          {"modifiedAt", to_rfc3339(archive.modified_at)}};
}

}  // namespace

json exports_find(Session&, const Params&) {
  json archives = json::array();
  for (const auto& archive : tagged::find_archives(downloads_directory())) archives.push_back(to_json(archive));
  return {{"archives", std::move(archives)}};
}

json imports_cancel(Session& session, const Params& params) {
  return {{"cancelled", session.imports().cancel(params.text("token", longest::token))}};
}

}  // namespace demur::service
