#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "platform/time.hpp"
#include "store/database.hpp"

namespace demur::history {

/// The formats that the history can be exported in. docs/history-format.md describes them.
enum class ExportFormat : std::uint8_t {
  json,  ///< Everything, to be merged into the history of another computer.
  csv,   ///< A row per entry, for a spreadsheet.
  html,  ///< One document to read, print or hand to an authority.
};

/// What is to be exported, the same for all chunks.
struct ExportWish {
  ExportFormat format;
  std::string language = "en";  ///< Of the document; BCP 47. English where Demur has no words in it.
};

/// The most bytes in a chunk. Within a frame it is a JSON text, in which each byte may become two.
inline constexpr std::size_t max_chunk = 500'000;

/// Where an export continues: within this part, after the piece with this key, at this byte of the next piece.
struct ExportCursor {
  std::int64_t last_sequence;  ///< What came later is not exported.
  std::string waiting;         ///< Which of the entries waited for the person's agreement.
  std::size_t part;
  std::size_t offset;
  std::string key;

  /// At most 200 characters.
  [[nodiscard]] std::string text() const;
  /// Nothing for what `text` did not write.
  static std::optional<ExportCursor> read(const std::string& text);
};

struct ExportChunk {
  std::string text;  ///< Whole characters of UTF-8.
  std::optional<ExportCursor> next;
};

/// The first chunk of the history as it is now; all chunks together are the file.
ExportChunk begin_export(store::Database& database, const ExportWish& wish, Time now);

/// The chunk at the cursor, of the history as it was at the first chunk. Nothing where the cursor fits no place in the
/// format, or an objection was removed since the first chunk, or, at the last chunk, entries agreed to: then the export
/// must start again.
std::optional<ExportChunk> continue_export(store::Database& database, const ExportWish& wish,
                                           const ExportCursor& cursor, Time now);

}  // namespace demur::history
