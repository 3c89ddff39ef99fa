#include <chrono>
#include <nlohmann/json.hpp>

#include "history/open_history.hpp"
#include "platform/file_chooser.hpp"
#include "platform/paths.hpp"
#include "service/handlers.hpp"
#include "tagged/download_import.hpp"
#include "tagged/local_downloads.hpp"

namespace demur::service {
namespace {

using nlohmann::json;
using Paths = std::vector<std::filesystem::path>;

json to_json(const tagged::LocalDownload& archive) {
  return {{"path", archive.path.string()},
          {"platform", archive.platform},
          {"parts", archive.parts},
          {"bytes", archive.bytes},
          {"modifiedAt", to_rfc3339(archive.modified_at)}};
}

json to_json(const reading::SkippedFile& file) {
  json object{{"path", file.path}, {"reason", file.reason}};
  if (file.unread > 0) object.update({{"read", file.read}, {"unread", file.unread}});
  return object;
}

json to_json(const tagged::ImportSummary& summary) {
  json emails = json::array(), skipped = json::array();
  for (const auto& own : summary.emails) emails.push_back({{"platform", own.platform}, {"email", own.email}});
  for (const auto& file : summary.skipped) skipped.push_back(to_json(file));
  json object{{"platform", summary.platform}, {"accountEmails", std::move(emails)}, {"taggedItems", summary.items},
              {"new", summary.added},         {"contacts", summary.contacts},       {"skipped", std::move(skipped)}};
  if (summary.notices.read > 0) object["notices"] = {{"read", summary.notices.read}, {"about", summary.notices.about}};
  if (summary.tagged_list)
    object["taggedList"] = protocol::tagged_list_states.at(static_cast<std::size_t>(*summary.tagged_list));
  return object;
}

/// If empty, the person is to choose.
Paths paths_of(const Params& params) {
  const auto texts = params.optional_texts("paths", protocol::max_paths, protocol::max_path);
  if (!texts) return {};
  if (texts->empty()) params.refuse("paths", "missing");
  Paths paths;
  for (const auto& text : *texts) paths.push_back(path_from(text));
  for (const auto& path : paths)
    if (!path.is_absolute()) params.refuse("paths", "malformed");
  return paths;
}

/// Tells the extension, if it asked for that, how far each stage of an import has come, and not too often.
class ProgressTeller {
 public:
  ProgressTeller(Session& session, std::optional<std::string> token) : session_(session), token_(std::move(token)) {}

  void operator()(const tagged::ImportProgress& progress) {
    constexpr std::chrono::milliseconds pause{100};
    const auto now = std::chrono::steady_clock::now();
    if (!token_ || (progress.stage == stage_ && now - told_ < pause)) return;
    stage_ = progress.stage;
    told_ = now;
    session_.notify("progress", {{"token", *token_},
                                 {"stage", progress.stage},
                                 {"done", progress.done},
                                 {"total", progress.total},
                                 {"found", progress.found}});
  }

 private:
  Session& session_;
  std::optional<std::string> token_;
  std::string_view stage_;
  std::chrono::steady_clock::time_point told_;
};

/// Uses a separate connection: the session goes on using its own.
json import_into(Session& session, Imports::Slot& slot, Paths paths, ProgressTeller tell) {
  if (paths.empty()) {
    tell({"choosing", 0, 0, 0});
    paths = session.chooser().choose(downloads_directory(), slot.stop());
  }
  const auto database = history::open_history(session.data_directory());
  const tagged::ImportWatch watch{[&tell](const auto& progress) { tell(progress); }, slot.stop(),
                                  [&slot] { return slot.keep(); }};
  const auto now = to_rfc3339(session.clock()());
  return {{"summary", to_json(tagged::import_downloads(*database, now, paths, watch))}};
}

}  // namespace

json downloads_find(Session&, const Params&) {
  json archives = json::array();
  for (const auto& archive : tagged::find_downloads(downloads_directory())) archives.push_back(to_json(archive));
  return {{"archives", std::move(archives)}};
}

wire::Work downloads_import(Session& session, const Params& params) {
  auto paths = paths_of(params);
  auto token = params.optional_text("progressToken", protocol::max_progress_token);
  // Better to learn before the reading than after it that the store can't be used.
  static_cast<void>(session.database());
  auto slot = session.imports().begin(token);
  return [&session, paths = std::move(paths), tell = ProgressTeller{session, std::move(token)}, slot]() mutable {
    // The next import may begin when this one is over, however long the work object lives.
    const auto held = std::move(slot);
    return import_into(session, *held, std::move(paths), tell);
  };
}

json downloads_cancel(Session& session, const Params& params) {
  return {{"cancelled", session.imports().cancel(params.text("token", protocol::max_progress_token))}};
}

}  // namespace demur::service
