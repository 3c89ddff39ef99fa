#pragma once
#include <string>

#include "history/export.hpp"
#include "history/objections.hpp"
#include "support.hpp"

namespace demur::test {

inline constexpr const char* made_at = "2026-11-23T12:00:00Z";

/// A computer with a history of its own.
struct Computer {
  TemporaryFolder folder;
  store::Database database{folder.path()};
  history::Objections objections{database, [] { return at(made_at); }};

  void note(const std::string& objection_id, const std::string& kind, const std::string& words = {}) {
    objections.add_event(objection_id, {random_uuid(), kind, "2026-11-22T14:40:00.000Z", {}, words});
  }
  /// Records Meta's confirmation with the e-mail that brought it.
  std::string confirm(const std::string& objection_id, const std::string& evidence) {
    auto id = random_uuid();
    objections.add_event(objection_id, {id, "confirmed", "2026-11-22T14:41:00.000Z", {}, "We will.", evidence});
    return id;
  }
  /// The person says that an event was a mistake.
  std::string correct(const std::string& objection_id, const std::string& event_id) {
    auto id = random_uuid();
    objections.add_event(objection_id, {id, "corrected", "2026-11-23T11:00:00.000Z", {}, event_id});
    return id;
  }
};

/// The whole file, put together from its chunks.
inline std::string exported(store::Database& database, history::ExportFormat format = history::ExportFormat::json,
                            const std::string& language = "en") {
  const history::ExportWish wish{format, language};
  auto chunk = history::begin_export(database, wish, at(made_at));
  auto file = chunk.text;
  while (chunk.next) {
    const auto cursor = history::ExportCursor::read(chunk.next->text());
    chunk = history::continue_export(database, wish, cursor.value(), at(made_at)).value();
    file += chunk.text;
  }
  return file;
}

}  // namespace demur::test
