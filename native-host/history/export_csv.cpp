#include <algorithm>
#include <array>

#include "history/csv.hpp"
#include "history/export_parts.hpp"
#include "history/paper_words.hpp"
#include "platform/secrets.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

template <std::size_t size>
std::string row(const std::array<std::string, size>& texts) {
  std::string line;
  for (const auto& text : texts) {
    if (!line.empty()) line += ',';
    line += csv_field(text);
  }
  return line + csv_end_of_row;
}

/// The digest that identifies the e-mail in the history and in the JSON export.
std::string evidence_of(const StoredEntry& entry) {
  return entry.content && entry.content->evidence ? to_hex(bytes_of(sha256(*entry.content->evidence))) : "";
}

/// How much of the e-mail is kept.
std::string extent_of(const StoredEntry& entry) {
  if (!entry.content || !entry.content->evidence) return {};
  return is_cut(entry.content->evidence->size()) ? "its beginning" : "whole";
}

/// How the entry is known, in words. These are English, as the columns are.
std::string known_by(const StoredEntry& entry) {
  static const PaperWords english{"en"};
  std::string known;
  for (const auto& part : known_in_words(english, entry.provenance, entry.content && entry.content->evidence))
    known += (known.empty() ? "" : "; ") + part;
  return known;
}

std::string csv_heading(const ExportContext&) {
  return row<22>({"kind",          "at",     "precision", "recorded at",
                  "known by",      "source", "agreed",    "objection",
                  "platform",      "e-mail", "message",   "language",
                  "form",          "page",   "words",     "SHA-256 of the e-mail",
                  "e-mail kept",   "chain",  "position",  "content digest",
                  "previous hash", "hash"});
}

/// A day has no time of day; an unknown time is empty.
std::string time_of(const ChainEntry& link) {
  constexpr std::size_t date = 10;
  if (link.precision == Precision::unknown) return {};
  return link.precision == Precision::day ? link.at.substr(0, date) : link.at;
}

std::string csv_row(const StoredEntry& entry, bool) {
  const auto& link = entry.link;
  const auto objection = entry.objection.value_or(Objection{});
  return row<22>({link.kind,
                  time_of(link),
                  name_of(link.precision),
                  link.recorded_at,
                  known_by(entry),
                  entry.provenance.source.value_or(""),
                  entry.is_set_aside ? "no" : "",
                  link.objection_id,
                  objection.platform,
                  objection.email,
                  objection.message.value_or(""),
                  objection.language.value_or(""),
                  objection.form_id,
                  objection.page_url,
                  entry.detail.value_or(""),
                  evidence_of(entry),
                  extent_of(entry),
                  link.chain_id,
                  std::to_string(link.position),
                  to_hex(link.content_digest),
                  to_hex(link.previous_hash),
                  to_hex(entry.hash)});
}

constexpr std::array<OpenPart, 2> every_csv_part{single<csv_heading>, entries<csv_row>};

}  // namespace

std::span<const OpenPart> csv_parts() {
  return every_csv_part;
}

}  // namespace demur::history
