#include <array>
#include <memory>
#include <string_view>

#include "history/export_story.hpp"
#include "history/export_style.hpp"
#include "history/html_text.hpp"
#include "history/objections.hpp"
#include "history/seal.hpp"
#include "platform/secrets.hpp"
#include "text/encoding.hpp"
#include "text/utf8.hpp"

namespace demur::history {
namespace {

using store::Statement;

/// A text that Demur had to shorten ends with this (extension/model/limits.ts).
constexpr std::string_view shortened_sign = "\xC2\xA0[\xE2\x80\xA6]";

std::string small(const std::string& html) {
  return element("div", html, "class=\"small\"");
}

/// What was said, verbatim, and whether that is all of it.
std::string quoted(const PaperWords& words, const std::string& text) {
  if (text.empty()) return {};
  const bool is_shortened = text.ends_with(shortened_sign);
  return element("blockquote", escaped(text)) + (is_shortened ? small(words.text("paper.shortened")) : std::string{});
}

std::string joined(const std::vector<std::string>& phrases) {
  std::string html;
  for (const auto& phrase : phrases) html += (html.empty() ? "" : " \xC2\xB7 ") + escaped(phrase);
  return html;
}

std::string known(const PaperWords& words, const ToldEvent& event) {
  return joined(known_in_words(words, event.provenance, event.mail_bytes > 0));
}

std::string name_of_objector(const PaperWords& words, const Story& story) {
  return story.name.empty() ? words.text("paper.nameless") : story.name;
}

Moment sent_at(const Story& story) {
  return {from_rfc3339(story.objection.submitted_at).value_or(Time{}), story.objection.precision};
}

/// The event of sending, which every objection has.
const ToldEvent& sending_of(const Story& story) {
  for (const auto& event : story.events)
    if (event.kind == "submitted") return event;
  return story.events.front();
}

std::string last_day(const PaperWords& words, const Story& story) {
  return escaped(words.day(irish_day(deadlines_for(sent_at(story)).answer_due_by)));
}

/// The last day for Meta's answer, and whether it has passed; a dash where it no longer matters.
std::string due(const PaperWords& words, const Story& story) {
  if (!story.is_due) return "\xE2\x80\x93";
  return last_day(words, story) + (story.is_overdue ? element("strong", words.text("paper.overdue"), "class=\"late\"")
                                                    : small(words.text("paper.notOverdue")));
}

/// How much of Meta's words is on the first page: enough for all that is usual.
constexpr std::size_t max_first_words = 600;

/// The status of an objection, since when, how that is known, and what Meta said.
std::string state(const PaperWords& words, const Story& story) {
  auto html = element("strong", words.text("status." + story.status.name));
  if (!story.decisive) return html;
  const auto& event = story.events[*story.decisive];
  // Once a deadline has passed, the status says that and not what Meta did.
  const bool is_late = story.status.name == "overdue" || story.status.name == "confirmation-late";
  if (is_late) html += element("div", event_in_words(words, event.kind, event.provenance));
  html += small(escaped(words.time(event.when)) + " \xC2\xB7 " + known(words, event));
  const auto said = metas_words(event);
  const auto beginning = whole_characters(said, max_first_words);
  return html + quoted(words, std::string(beginning) + (beginning.size() < said.size() ? " [\xE2\x80\xA6]" : ""));
}

std::string html_beginning(const ExportContext& context) {
  const auto& words = context.words;
  const auto hash = to_base64(bytes_of(sha256(export_style)));
  return "<!doctype html>\n<html lang=\"" + words.language() +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" +
         hash +
         "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
         element("title", words.text("paper.title")) + "<style>" + std::string(export_style) +
         "</style>\n</head>\n<body>\n<main>\n" + element("h1", words.text("paper.title")) +
         element("p", words.text("paper.date") + ": " + escaped(words.time({context.now, Precision::instant}))) +
         element("p", words.text("paper.intro") + " " + words.text("paper.times"), "class=\"small\"") +
         element("h2", words.text("paper.who"));
}

/// A cell. It is narrow, so that dates may wrap in it.
std::string cell(const std::string& label, std::string html) {
  constexpr std::string_view held = "\xC2\xA0";
  for (auto at = html.find(held); at != std::string::npos; at = html.find(held, at)) html.replace(at, held.size(), " ");
  return element("td", html, "data-label=\"" + label + "\"");
}

/// The first page: for each person a table with a row for each objection.
std::string summary_row(const PaperWords& words, const Story& story, std::int64_t number) {
  const auto& objection = story.objection;
  const auto account = element("strong", platform_name(objection.platform)) + small(wrapping(objection.email)) +
                       small(words.text("paper.objection", std::to_string(number)));
  const auto sent = escaped(words.time(sent_at(story))) + small(known(words, sending_of(story)));
  return "<tr>" + cell(words.text("paper.account"), account) + cell(words.text("paper.sent"), sent) +
         cell(words.text("paper.state"), state(words, story)) + cell(words.text("paper.due"), due(words, story)) +
         "</tr>\n";
}

std::string summary_head(const PaperWords& words, const Story& story) {
  std::string cells;
  for (const char* name : {"paper.account", "paper.sent", "paper.state", "paper.due"})
    cells += element("th", words.text(name), "scope=\"col\"");
  return element("h3", escaped(name_of_objector(words, story))) + "<table class=\"summary\">\n<thead><tr>" + cells +
         "</tr></thead>\n<tbody>\n";
}

std::string term(const std::string& name, const std::string& html) {
  return element("dt", name) + element("dd", html);
}

/// The e-mail itself, as a file: it came from outside, so none of it is ever shown here. It is offered as bytes, which
/// no browser opens.
std::string mail_link(const PaperWords& words, const std::string& mail, const std::string& name) {
  const auto size = std::to_string(std::max<std::size_t>(1, (mail.size() + 500) / 1000)) + "\xC2\xA0kB";
  const auto link = element(
      "a", words.text("paper.saveMail", size),
      "download=\"e-mail-" + name + ".eml\" href=\"data:application/octet-stream;base64," + to_base64(mail) + "\"");
  return link + element("code", "SHA-256 " + to_hex(bytes_of(sha256(mail))));
}

std::string kept_mail(const ExportContext& context, const ToldEvent& event) {
  if (event.mail_bytes == 0) return {};
  Statement row{context.database, "SELECT evidence FROM events WHERE id = ?"};
  if (!row.bind(event.id).step()) return {};
  const auto& words = context.words;
  const auto mail = row.bytes(0);
  const auto link = mail_link(words, mail, event.id.substr(0, 8));
  return small(words.text("paper.email") + ". " + link + (is_cut(mail.size()) ? words.text("paper.cut") : ""));
}

/// Why an event does not count, if it doesn't.
std::string objection_to(const PaperWords& words, Counts counts) {
  if (counts == Counts::corrected) return element("div", words.text("paper.mistake"));
  return counts == Counts::not_agreed ? element("div", words.text("paper.notAgreed")) : std::string{};
}

std::string told(const ExportContext& context, const ToldEvent& event) {
  const auto& words = context.words;
  const auto what =
      element(event.counts == Counts::yes ? "strong" : "s", event_in_words(words, event.kind, event.provenance));
  return element("li", element("div", escaped(words.time(event.when))) + what + objection_to(words, event.counts) +
                           quoted(words, event.words) + small(known(words, event)) + kept_mail(context, event));
}

/// Corrections are shown at what they take back, and what another computer would have erased is still here.
bool is_told(const ToldEvent& event) {
  return event.kind != "corrected" && event.kind != "removed";
}

std::string article(const ExportContext& context, const Story& story, std::int64_t number) {
  const auto& words = context.words;
  const auto& objection = story.objection;
  std::string events;
  for (const auto& event : story.events)
    if (is_told(event)) events += told(context, event);
  const auto message = objection.message.value_or("");
  return "<article>\n" + element("h2", words.text("paper.objection", std::to_string(number))) + "<dl>\n" +
         term(words.text("paper.who"), escaped(name_of_objector(words, story))) +
         term(words.text("paper.account"), platform_name(objection.platform)) +
         term(words.text("paper.address"), wrapping(objection.email)) +
         term(words.text("paper.sent"), escaped(words.time(sent_at(story)))) +
         term(words.text("paper.state"), words.text("status." + story.status.name)) +
         term(words.text("paper.due"), due(words, story)) + term(words.text("paper.form"), escaped(objection.form_id)) +
         term(words.text("paper.page"), wrapping(objection.page_url)) +
         term(words.text("paper.record"), element("code", escaped(objection.id))) + "</dl>\n" +
         (message.empty() ? "" : element("h3", words.text("paper.message")) + quoted(words, message)) +
         element("h3", words.text("paper.happened")) + "<ol class=\"events\">\n" + events + "</ol>\n</article>\n";
}

/// The objections by person and then by the time of sending, those without a name last.
class ObjectionPieces final : public Part {
 public:
  using Text = std::string (ObjectionPieces::*)(const Story& story);

  /// Starts after the objection with this id, which had this number.
  ObjectionPieces(const ExportContext& context, Text text, const std::string& id, std::int64_t number)
      : context_(context), text_(text), number_(number) {
    if (id.empty())
      begin_next_label();
    else
      go_on_behind(id);
  }

  std::optional<Piece> next() override {
    for (; rows_; begin_next_label())
      while (rows_->step()) {
        const auto story = story_of(context_, rows_->text(0));
        // One that came while the export was under way is left to the next export.
        if (!story) continue;
        ++number_;
        return Piece{(this->*text_)(*story), std::to_string(number_) + " " + story->objection.id};
      }
    return std::nullopt;
  }

  std::string in_summary(const Story& story) {
    const bool is_new = last_name_ != story.name;
    const std::string end = last_name_ && is_new ? "</tbody>\n</table>\n" : "";
    last_name_ = story.name;
    return end + (is_new ? summary_head(context_.words, story) : "") + summary_row(context_.words, story, number_);
  }

  std::string on_its_page(const Story& story) { return article(context_, story, number_); }

 private:
  /// Those with this label, in the order of their index: a history of any length is never sorted.
  void begin(std::string label, const std::string& submitted_at, const std::string& id) {
    label_ = std::move(label);
    rows_ = std::make_unique<Statement>(
        context_.database,
        "SELECT o.id FROM objections o INDEXED BY objections_by_time LEFT JOIN accounts a ON a.id = o.owner WHERE "
        "(o.submitted_at, o.id) > (?, ?) AND ifnull(a.label, '') = ? ORDER BY o.submitted_at, o.id");
    rows_->bind(submitted_at).bind(id).bind(*label_);
  }

  /// By name, those without one last.
  void begin_next_label() {
    rows_.reset();
    if (label_ == "") return;
    Statement next{context_.database, "SELECT min(label) FROM accounts WHERE label > ?"};
    next.bind(label_.value_or("")).step();
    begin(next.optional_text(0).value_or(""), "", "");
  }

  void go_on_behind(const std::string& id) {
    Statement before{context_.database,
                     "SELECT ifnull(a.label, ''), o.submitted_at FROM objections o LEFT JOIN accounts a ON a.id = "
                     "o.owner WHERE o.id = ?"};
    if (!before.bind(id).step()) return;
    begin(before.text(0), before.text(1), id);
    if (const auto story = story_of(context_, id)) last_name_ = story->name;
  }

  ExportContext context_;
  Text text_;
  std::int64_t number_;
  std::optional<std::string> last_name_;
  std::optional<std::string> label_;  ///< Nothing before the first one.
  std::unique_ptr<Statement> rows_;
};

template <ObjectionPieces::Text text>
std::unique_ptr<Part> objections(const ExportContext& context, const std::string& after) {
  const auto space = after.find(' ');
  if (after.empty()) return std::make_unique<ObjectionPieces>(context, text, "", 0);
  const auto number = read_number<std::int64_t>(after.substr(0, space));
  if (!number || space == std::string::npos) return nullptr;
  return std::make_unique<ObjectionPieces>(context, text, after.substr(space + 1), *number);
}

std::string summary_end(const ExportContext& context) {
  Statement any{context.database,
                "SELECT 1 FROM objections o JOIN events e ON e.objection_id = o.id WHERE e.sequence "
                "<= ? LIMIT 1"};
  return any.bind(context.last_sequence).step() ? "</tbody>\n</table>\n" : "<p>\xE2\x80\x93</p>\n";
}

/// The line for somebody to copy.
std::string seal(const ExportContext& context) {
  const auto line = seal_of(context.database, context.last_sequence);
  if (!line) return {};
  return element("p", context.words.text("paper.seal")) + element("p", element("code", to_text(*line)));
}

std::string explanation(const ExportContext& context) {
  const auto& words = context.words;
  return "<section class=\"appendix\">\n" + element("h2", words.text("paper.appendix")) +
         element("p", words.text("paper.proof")) + seal(context) +
         element("p", words.text("paper.outside") + " " + words.text("paper.english")) +
         R"html(<div lang="en">
<p>The numbered lines below are all entries, each as one object of JSON (RFC 8259). "||" joins bytes; texts are UTF-8; digests, salts
and hashes are written as hexadecimal digits and joined as the bytes that they stand for. LENGTH(x) is the number of bytes of x in
decimal digits, a colon, and x.</p>
<ol>
<li>Save each e-mail and compute its SHA-256: it is "evidenceSha256" of its entry.</li>
<li>"contentDigest" of an entry is SHA-256(salt || "demur-content-2" || line feed || LENGTH(source) || LENGTH(content) ||
evidenceSha256, where there is one). "source" is its compact JSON, members sorted by name.</li>
<li>"hash" is SHA-256("demur-event-2" || line feed || LENGTH of each of: chain, position, id, objectionId, kind, at, recordedAt,
contentDigest, previousHash, precision).</li>
<li>"previousHash" is the "hash" of the entry of the same chain one position before; of a first entry it is SHA-256(chain). Chains of
several computers stand side by side.</li>
<li>Entries without "fingerprint" are of an earlier version: contentDigest is SHA-256(salt || content), or where there is an e-mail
SHA-256(salt || "demur-evidence-1" || line feed || evidenceSha256 || content); hash begins with "demur-event-1" and ends with
previousHash.</li>
<li>Where a person erased an objection, its entries have neither salt nor content any more, and an entry "removed" says so.</li>
<li>The seal names how many entries there are, the day on which the newest was recorded (UTC), and the hash of each end of a chain,
sorted. Of one from before, those entries are meant that its hashes are of and all that these follow. Behind "without" stands
SHA-256("demur-waiting-1" || line feed || the sorted hashes of the entries with "agreed": false).</li>
</ol>
<p>What the first pages say follows from the entries: "content" of the kind "submitted" is the objection, of "corrected" the id of the entry
that was a mistake, else the words that were said. With Demur on a computer, "demur-host verify" computes all fingerprints of
the file that "demur-host export --format json" writes; they are the same as here.</p>
</div>
)html" + element("h3", words.text("paper.fingerprints")) +
         "<ol class=\"entries\">\n";
}

std::string html_entry(const StoredEntry& entry, bool) {
  return element("li", element("code", escaped(entry_json(entry, MailForm::digest))));
}

std::string seal_mail(const ExportContext& context, const std::string& mail, bool is_first) {
  const auto link = mail_link(context.words, mail, "seal-" + to_hex(bytes_of(sha256(mail))).substr(0, 8));
  return (is_first ? "</ol>\n" + element("h3", context.words.text("paper.seals")) + "<ol>\n" : "") +
         element("li", link);
}

std::string html_end(const ExportContext&) {
  return "</ol>\n</section>\n</main>\n</body>\n</html>\n";
}

constexpr std::array<OpenPart, 8> every_html_part{single<html_beginning>, objections<&ObjectionPieces::in_summary>,
                                                  single<summary_end>,    objections<&ObjectionPieces::on_its_page>,
                                                  single<explanation>,    entries<html_entry>,
                                                  seal_mails<seal_mail>,  single<html_end>};

}  // namespace

std::span<const OpenPart> html_parts() {
  return every_html_part;
}

}  // namespace demur::history
