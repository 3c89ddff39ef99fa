#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "history/export_entries.hpp"
#include "history/paper_words.hpp"
#include "platform/time.hpp"
#include "store/database.hpp"

/// What export files are made of: parts, each a sequence of pieces, so that no more than one piece is ever held.
namespace demur::history {

struct ExportContext {
  store::Database& database;
  std::int64_t last_sequence;
  Time now;
  const PaperWords& words;
};

struct Piece {
  std::string text;
  std::string key;  ///< Says where the next piece begins.
};

class Part {
 public:
  Part() = default;
  Part(const Part&) = delete;
  Part& operator=(const Part&) = delete;
  virtual ~Part() = default;
  /// Nothing when the part is at its end.
  virtual std::optional<Piece> next() = 0;
};

/// Begins a part after the piece with the key `after`, or at its first one for "". Null for an invalid key.
using OpenPart = std::unique_ptr<Part> (*)(const ExportContext& context, const std::string& after);

/// The parts of each format, in order.
std::span<const OpenPart> json_parts();
std::span<const OpenPart> csv_parts();
std::span<const OpenPart> html_parts();

/// A part of one piece.
class SinglePiece final : public Part {
 public:
  explicit SinglePiece(std::optional<std::string> text) : text_(std::move(text)) {}
  std::optional<Piece> next() override;

 private:
  std::optional<std::string> text_;
};

template <std::string (*text)(const ExportContext&)>
std::unique_ptr<Part> single(const ExportContext& context, const std::string& after) {
  return std::make_unique<SinglePiece>(after.empty() ? std::optional{text(context)} : std::nullopt);
}

/// How an entry is written; the first one may differ.
using EntryText = std::string (*)(const StoredEntry& entry, bool is_first);

/// A part with a piece for each entry, in the order of chain, position and hash.
class EntryPieces final : public Part {
 public:
  EntryPieces(const ExportContext& context, const EntryPlace& after, EntryText text)
      : reader_(context.database, after, context.last_sequence), text_(text), is_first_(after.position == 0) {}
  std::optional<Piece> next() override;

 private:
  EntryReader reader_;
  EntryText text_;
  bool is_first_;
};

std::optional<EntryPlace> place_of(const std::string& key);

template <EntryText text>
std::unique_ptr<Part> entries(const ExportContext& context, const std::string& after) {
  const auto place = place_of(after);
  return place ? std::make_unique<EntryPieces>(context, *place, text) : nullptr;
}

/// How a kept e-mail with a seal is written; the first one may differ.
using SealMailText = std::string (*)(const ExportContext& context, const std::string& mail, bool is_first);

/// A part with a piece for each e-mail with a seal, in the order of their digests.
class SealMailPieces final : public Part {
 public:
  SealMailPieces(const ExportContext& context, const std::string& after, SealMailText text);
  std::optional<Piece> next() override;

 private:
  const ExportContext& context_;
  SealMailText text_;
  bool is_first_;
  store::Statement rows_;
};

template <SealMailText text>
std::unique_ptr<Part> seal_mails(const ExportContext& context, const std::string& after) {
  return std::make_unique<SealMailPieces>(context, after, text);
}

/// How the e-mail of an entry is written.
enum class MailForm : std::uint8_t { whole, digest };

/// An entry as JSON, with all that its fingerprint is made of. docs/history-format.md describes it.
std::string entry_json(const StoredEntry& entry, MailForm mail);

/// Whether only the beginning was kept of an e-mail with so many bytes.
bool is_cut(std::size_t mail_bytes);

/// The text with U+FFFD in place of bytes that are not UTF-8, and of control characters that no readable file may
/// contain (RFC 4180; HTML, 13.2.3.5).
std::string without_controls(const std::string& text);

}  // namespace demur::history
