#include <array>
#include <string_view>
#include <vector>

#include "history/export_parts.hpp"
#include "history/status.hpp"
#include "platform/error.hpp"
#include "platform/secrets.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

using store::Statement;

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;color:#1c2024;background:#fff;max-width:60rem;margin:2rem "
    "auto;padding:0 1rem}"
    "h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2.5rem}h3{font-size:1.05rem;margin:0}"
    "article{border:1px solid #c8ccd0;border-radius:8px;padding:1rem;margin:1rem 0}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.75rem 0}dt{color:#565c63}"
    "dd{margin:0}dd,td{overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:plaintext}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.25rem .5rem;"
    "border-top:1px solid #dfe2e5}code,.hash td{font:12px/1.5 ui-monospace,monospace}"
    "@media print{body{max-width:none;margin:0;font-size:10.5pt}article,tr{break-inside:avoid}h2{break-after:avoid}}"
    "@page{margin:18mm}";

std::string escaped(const std::string& text) {
  std::string safe;
  for (const char c : without_controls(text)) switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  return safe;
}

/// "2026-11-22 14:32:05 UTC": what was stored, easier to read. A day has no time of day, and a time that is not known
/// is not told.
std::string readable(const std::string& time, Precision precision = Precision::instant) {
  constexpr std::size_t date = 10, clock = 8;
  if (precision == Precision::unknown) return "not known";
  if (time.size() < date + 1 + clock) return escaped(time);
  if (precision == Precision::day) return escaped(time.substr(0, date));
  return escaped(time.substr(0, date) + " " + time.substr(date + 1, clock) + " UTC");
}

struct Label {
  std::string_view name;
  const char* text;
};

constexpr std::array<Label, 4> platform_labels{
    {{"facebook", "Facebook"}, {"instagram", "Instagram"}, {"whatsapp", "WhatsApp"}, {"meta", "Meta"}}};
constexpr std::array<Label, 14> event_labels{{{"submitted", "The person pressed Meta's button"},
                                              {"received", "Meta received it"},
                                              {"code-requested", "Meta asked for a code from an e-mail"},
                                              {"page-error", "It was not sent"},
                                              {"unsure", "Meta's page did not say what came of it"},
                                              {"answered", "Meta answered"},
                                              {"confirmed", "Meta confirmed the objection"},
                                              {"declined", "Meta declined the objection"},
                                              {"asked-for-more", "Meta asked for more"},
                                              {"reminded", "Meta was reminded"},
                                              {"complained", "A complaint was made"},
                                              {"withdrawn", "The objection was withdrawn"},
                                              {"note", "Note"},
                                              {"corrected", "The person took an event back as a mistake"}}};
constexpr std::array<Label, 12> status_labels{
    {{"submitted", "Sent; no answer is recorded yet"},
     {"received", "Received by Meta"},
     {"confirmation-late", "No answer is recorded after 48 hours"},
     {"confirmed", "Confirmed by Meta"},
     {"declined", "Declined by Meta"},
     {"needs-answer", "Meta waits for an answer"},
     {"answered", "Meta answered; what it means is not recorded"},
     {"overdue", "No answer is recorded after one month (GDPR Art. 12(3))"},
     {"unsure", "It is not known whether Meta accepted it"},
     {"not-finished", "Not sent: the code from Meta's e-mail was not entered"},
     {"not-sent", "Not sent"},
     {"withdrawn", "Withdrawn"}}};

template <std::size_t size>
std::string in_words(const std::array<Label, size>& words, const std::string& name) {
  for (const auto& word : words)
    if (word.name == name) return word.text;
  return name;
}

std::string beginning(const ExportContext& context) {
  const auto hash = to_base64(bytes_of(sha256(style)));
  return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" +
         hash +
         "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<title>Objections to Meta's use of personal data for AI</title>\n<style>" +
         std::string(style) +
         "</style>\n</head>\n<body>\n<h1>Objections to Meta's use of personal data for AI</h1>\n<p>This record was "
         "kept "
         "by the program Demur on the computer of the person who objected, and written out on " +
         readable(to_rfc3339(context.now)) +
         ". All times are UTC; a date without a time is a day of the person's calendar, of which no more is known. "
         "\"Recorded\" is when the program wrote an event down, by that computer's clock. \"Known by\" is how it is "
         "known. What Meta said is quoted as the person's browser showed it or as the person entered it.</p>\n"
         "<h2>Objections</h2>\n";
}

std::string term(const char* name, const std::string& value) {
  return value.empty() ? std::string{} : std::string("<dt>") + name + "</dt><dd>" + escaped(value) + "</dd>\n";
}

std::string evidence_line(const std::string& evidence) {
  if (evidence.empty()) return {};
  return "\n[The e-mail itself is kept with the record: " + std::to_string(evidence.size()) + " bytes, SHA-256 " +
         to_hex(bytes_of(sha256(evidence))) + "]";
}

/// Whether an event counts, where it does not.
const char* in_words(Counts counts) {
  if (counts == Counts::corrected) return " (taken back as a mistake)";
  return counts == Counts::not_agreed ? " (said by another computer's history; the person has not agreed to it)" : "";
}

/// An objection's events, each on a row; empty where the export knows none. What they come to is computed from them
/// here, whatever is kept beside them.
struct Story {
  std::string rows;
  std::optional<Outcome> outcome;
};

Story story_of(const ExportContext& context, const std::string& objection_id) {
  Statement rows{
      context.database,
      "SELECT id, kind, at, precision, detail, set_aside, recorded_at, source, chain_id, came_at, evidence FROM "
      "effective_events WHERE objection_id = ? AND sequence <= ? ORDER BY effective_at, position, hash"};
  rows.bind(objection_id).bind(context.last_sequence);
  std::vector<Fact> facts;
  std::vector<std::array<std::string, 2>> cells;
  constexpr int recorded_column = 6, evidence_column = 10;
  while (rows.step()) {
    const auto precision = precision_named(rows.text(3)).value_or(Precision::instant);
    facts.push_back({rows.text(0),
                     rows.text(1),
                     {from_rfc3339(rows.text(2)).value_or(Time{}), precision},
                     rows.text(4),
                     rows.number(5) != 0});
    const Provenance provenance{rows.optional_text(recorded_column + 1), rows.text(recorded_column + 2),
                                rows.optional_text(recorded_column + 3)};
    cells.push_back(
        {"<tr><td>" + readable(rows.text(2), precision) + "</td><td>" + in_words(event_labels, rows.text(1)),
         "</td><td>" + escaped(rows.text(4)) + evidence_line(rows.bytes(evidence_column)) + "</td><td>" +
             escaped(history::in_words(provenance)) + "</td><td>" + readable(rows.text(recorded_column)) +
             "</td></tr>\n"});
  }
  const auto counts = counts_of(facts);
  Story story{{}, outcome_of(facts)};
  for (std::size_t i = 0; i < cells.size(); ++i) story.rows += cells[i][0] + in_words(counts[i]) + cells[i][1];
  return story;
}

std::string article(const ObjectionNow& now, const std::string& account, const std::string& event_rows) {
  const auto& objection = now.objection;
  return "<article>\n<h3>" + in_words(platform_labels, objection.platform) + ", " +
         readable(objection.submitted_at, objection.precision) + "</h3>\n<dl>\n" +
         term("Status", in_words(status_labels, now.status.name)) + term("Account", account) +
         term("E-mail address", objection.email) + term("Message", objection.message.value_or("")) +
         term("Language of the form", objection.language.value_or("")) + term("Meta's form", objection.form_id) +
         term("Page", objection.page_url) + term("Record", objection.id) +
         "</dl>\n<table>\n<thead><tr><th>When</th><th>What</th><th>Words</th><th>Known by</th><th>Recorded</th></tr></"
         "thead>\n<tbody>\n" +
         event_rows + "</tbody>\n</table>\n</article>\n";
}

/// The objections with their events, oldest first.
class ObjectionPieces final : public Part {
 public:
  ObjectionPieces(const ExportContext& context, const std::string& time, const std::string& id)
      : context_(context),
        objections_(context.database, [now = context.now] { return now; }),
        rows_(context.database,
              "SELECT o.id, o.submitted_at, (SELECT label FROM accounts a WHERE a.id = o.account_id) FROM objections o "
              "WHERE (o.submitted_at, o.id) > (?, ?) ORDER BY o.submitted_at, o.id") {
    rows_.bind(time).bind(id);
  }

  std::optional<Piece> next() override {
    while (rows_.step()) {
      const auto story = story_of(context_, rows_.text(0));
      // One that came while the export was under way is left to the next.
      if (story.rows.empty()) continue;
      auto now = objections_.find(rows_.text(0));
      const Moment sent{from_rfc3339(now.objection.submitted_at).value_or(Time{}), now.objection.precision};
      now.status = status_of(sent, story.outcome, context_.now);
      return Piece{article(now, rows_.text(2), story.rows), rows_.text(1) + " " + rows_.text(0)};
    }
    return std::nullopt;
  }

 private:
  ExportContext context_;
  Objections objections_;
  Statement rows_;
};

std::unique_ptr<Part> objections(const ExportContext& context, const std::string& after) {
  const auto space = after.find(' ');
  if (after.empty()) return std::make_unique<ObjectionPieces>(context, "", "");
  if (space == std::string::npos) return nullptr;
  return std::make_unique<ObjectionPieces>(context, after.substr(0, space), after.substr(space + 1));
}

std::string explanation(const ExportContext&) {
  return R"html(<h2>How this record can be checked</h2>
<p>Everything that happened is an entry in a chain. Each entry holds a fingerprint (SHA-256) of the entry before it, so nobody can
change, move or take out one entry without all later fingerprints becoming wrong. Each computer writes a chain of its own; chains
of several computers stand side by side. A person who could write the whole file could still make a whole new chain: the
fingerprints show that a record is complete and unchanged since one of them was given to somebody else.</p>
<ul>
<li>On the computer where it is kept: <code>demur-host verify</code> computes every fingerprint again.</li>
<li>Elsewhere: ask for the file that <code>demur-host export --format json</code> writes. It holds what every fingerprint is made
of. The fingerprints in it must be the same as below.</li>
<li>The fingerprint of an entry is the SHA-256 of the text "demur-event-2" and a line feed, and then of each of these, as its
length in bytes, a colon, and its bytes: chain, position, event, objection, kind, time, time of recording, fingerprint of the
content (32 bytes), fingerprint of the entry before (32 bytes; before the first entry: SHA-256 of the chain's name), and
"instant", "day" or "unknown": how exactly the time is known. Earlier versions began with "demur-event-1" and left out the
last.</li>
<li>The fingerprint of the content is the SHA-256 of 16 random bytes, "demur-content-2" and a line feed, then, each as its length
in bytes, a colon, and its bytes, how it is known and the content; and, where an e-mail is kept, the SHA-256 of the e-mail.
Of an earlier version it is the SHA-256 of 16 random bytes and the content; where an e-mail is kept, of 16 random
bytes, "demur-evidence-1" and a line feed, the SHA-256 of the e-mail, and the content. When a person erases an objection, its
content and the random bytes are gone; its entries stay in the chain, and an entry "removed" says so.</li>
</ul>
<h2>Fingerprints of all entries</h2>
<table class="hash">
<thead><tr><th>Chain</th><th>Position</th><th>Kind</th><th>Record</th><th>Fingerprint</th></tr></thead>
<tbody>
)html";
}

std::string entry_row(const StoredEntry& entry, bool) {
  const auto& link = entry.link;
  return "<tr><td>" + escaped(link.chain_id) + "</td><td>" + std::to_string(link.position) + "</td><td>" +
         escaped(link.kind) + "</td><td>" + escaped(link.objection_id) + "</td><td>" + to_hex(entry.hash) +
         "</td></tr>\n";
}

std::string end(const ExportContext&) {
  return "</tbody>\n</table>\n</body>\n</html>\n";
}

constexpr std::array<OpenPart, 5> parts{single<beginning>, objections, single<explanation>, entries<entry_row>,
                                        single<end>};

}  // namespace

std::span<const OpenPart> html_parts() {
  return parts;
}

}  // namespace demur::history
