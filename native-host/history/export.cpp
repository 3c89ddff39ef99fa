#include "history/export.hpp"

#include <algorithm>
#include <vector>

#include "embedded/protocol.hpp"
#include "history/export_parts.hpp"
#include "text/encoding.hpp"
#include "text/utf8.hpp"

namespace demur::history {
namespace {

std::span<const OpenPart> parts_of(ExportFormat format) {
  switch (format) {
    case ExportFormat::csv:
      return csv_parts();
    case ExportFormat::html:
      return html_parts();
    case ExportFormat::json:
      break;
  }
  return json_parts();
}

/// The words of a text, as many as `max_words`; the last one takes all the rest.
std::vector<std::string> words_of(const std::string& text, std::size_t max_words, char space) {
  std::vector<std::string> words;
  std::size_t from = 0;
  for (auto at = text.find(space); at != std::string::npos && words.size() + 1 < max_words;
       at = text.find(space, from)) {
    words.push_back(text.substr(from, at - from));
    from = at + 1;
  }
  words.push_back(text.substr(from));
  return words;
}

bool was_removed_since(store::Database& database, std::int64_t last_sequence) {
  store::Statement row{database, "SELECT 1 FROM events WHERE sequence > ? AND kind = 'removed'"};
  return row.bind(last_sequence).step();
}

/// Distinguishes the entries that wait for the person's agreement, as seals and each entry tell them.
std::string waiting_up_to(store::Database& database, std::int64_t last_sequence) {
  store::Statement row{database,
                       "SELECT count(*) || '/' || ifnull(sum(sequence), 0) FROM events WHERE set_aside = 1 AND "
                       "sequence <= ?"};
  row.bind(last_sequence).step();
  return row.text(0);
}

/// Fills the chunk from one part. Returns whether the part is at its end.
bool fill(ExportChunk& chunk, Part& part, ExportCursor& place) {
  while (auto piece = part.next()) {
    const std::string_view rest = std::string_view{piece->text}.substr(std::min(place.offset, piece->text.size()));
    const auto room = max_chunk - chunk.text.size();
    if (rest.size() > room) {
      const auto taken = whole_characters(rest, room);
      chunk.text += taken;
      place.offset += taken.size();
      return false;
    }
    chunk.text += rest;
    place.key = std::move(piece->key);
    place.offset = 0;
  }
  return true;
}

}  // namespace

std::string ExportCursor::text() const {
  return std::to_string(last_sequence) + " " + waiting + " " + std::to_string(part) + " " + std::to_string(offset) +
         " " + key;
}

std::optional<ExportCursor> ExportCursor::read(const std::string& text) {
  const auto words = words_of(text, 5, ' ');
  if (words.size() != 5) return std::nullopt;
  const auto last_sequence = read_number<std::int64_t>(words[0]);
  const auto part = read_number<std::size_t>(words[2]);
  const auto offset = read_number<std::size_t>(words[3]);
  if (!last_sequence || !part || !offset) return std::nullopt;
  return ExportCursor{*last_sequence, words[1], *part, *offset, words[4]};
}

ExportChunk begin_export(store::Database& database, const ExportWish& wish, Time now) {
  const auto last = last_sequence(database);
  return continue_export(database, wish, {last, waiting_up_to(database, last), 0, 0, {}}, now).value();
}

std::optional<ExportChunk> continue_export(store::Database& database, const ExportWish& wish,
                                           const ExportCursor& cursor, Time now) {
  const auto parts = parts_of(wish.format);
  if (cursor.part >= parts.size() || was_removed_since(database, cursor.last_sequence)) return std::nullopt;
  const PaperWords words{wish.language};
  const ExportContext context{database, cursor.last_sequence, now, words};
  ExportChunk chunk;
  for (auto place = cursor; place.part < parts.size();
       place = {place.last_sequence, place.waiting, place.part + 1, 0, {}}) {
    const auto part = parts[place.part](context, place.key);
    if (!part) return std::nullopt;
    if (fill(chunk, *part, place)) continue;
    chunk.next = std::move(place);
    break;
  }
  // Once, at the end: to look through all entries takes longer than a chunk.
  const bool is_same = chunk.next || cursor.waiting == waiting_up_to(database, cursor.last_sequence);
  return is_same ? std::optional{std::move(chunk)} : std::nullopt;
}

std::optional<Piece> SinglePiece::next() {
  if (!text_) return std::nullopt;
  Piece piece{std::move(*text_), "end"};
  text_.reset();
  return piece;
}

std::optional<Piece> EntryPieces::next() {
  const auto entry = reader_.next();
  if (!entry) return std::nullopt;
  const auto& link = entry->link;
  Piece piece{text_(*entry, is_first_),
              link.chain_id + "/" + std::to_string(link.position) + "/" + to_hex(entry->hash)};
  is_first_ = false;
  return piece;
}

SealMailPieces::SealMailPieces(const ExportContext& context, const std::string& after, SealMailText text)
    : context_(context),
      text_(text),
      is_first_(after.empty()),
      rows_(context.database,
            "SELECT digest, mail FROM seal_mails WHERE digest > ? AND last_sequence <= ? ORDER BY digest") {
  rows_.bind_bytes(from_hex(after).value_or("")).bind(context.last_sequence);
}

std::optional<Piece> SealMailPieces::next() {
  if (!rows_.step()) return std::nullopt;
  Piece piece{text_(context_, rows_.bytes(1), is_first_), to_hex(rows_.bytes(0))};
  is_first_ = false;
  return piece;
}

std::optional<EntryPlace> place_of(const std::string& key) {
  if (key.empty()) return EntryPlace{};
  const auto words = words_of(key, 3, '/');
  if (words.size() != 3) return std::nullopt;
  const auto position = read_number<std::int64_t>(words[1]);
  auto hash = from_hex(words[2]);
  return position && hash ? std::optional{EntryPlace{words[0], *position, std::move(*hash)}} : std::nullopt;
}

bool is_cut(std::size_t mail_bytes) {
  return mail_bytes >= protocol::max_evidence;
}

std::string without_controls(const std::string& text) {
  constexpr const char* replacement = "\xEF\xBF\xBD";
  std::string clean;
  for (std::size_t i = 0; i < text.size();) {
    const auto length = character_at(text, i);
    const auto c = static_cast<unsigned char>(text[i]);
    const bool is_control = (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F;
    if (is_control || length == 0)
      clean += replacement;
    else
      clean.append(text, i, length);
    i += std::max<std::size_t>(length, 1);
  }
  return clean;
}

}  // namespace demur::history
