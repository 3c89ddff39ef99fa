#include "history/mail.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>
#include <map>
#include <set>
#include <tuple>

#include "embedded/protocol.hpp"
#include "history/added_keys.hpp"
#include "history/maildir.hpp"
#include "history/mbox_quotes.hpp"
#include "platform/error.hpp"
#include "platform/folders.hpp"
#include "platform/secrets.hpp"
#include "reading/reader_child.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

using reading::MailRecord;

/// Answers come within the month of GDPR Art. 12(3), or within three where Meta extends it; later ones are not matched
/// automatically.
constexpr std::chrono::days max_wait{100};
constexpr std::int64_t max_candidates = 200;

struct EventKind {
  std::string_view mail, event;
};
constexpr std::array<EventKind, 5> event_kinds{{{"confirmation", "confirmed"},
                                                {"received", "note"},
                                                {"declined", "declined"},
                                                {"asked-for-more", "asked-for-more"},
                                                {"answered", "answered"}}};

/// The kind of event that a mail of this kind makes; empty for one that answers nothing.
std::string_view event_kind(std::string_view mail_kind) {
  const auto* const found =
      std::find_if(event_kinds.begin(), event_kinds.end(), [&](const auto& kind) { return kind.mail == mail_kind; });
  return found == event_kinds.end() ? std::string_view{} : found->event;
}

/// Codes that say that somebody else sent a mail, and codes for what is merely odd in it, such as a link that a scanner
/// has rewritten. All others say what couldn't be checked.
constexpr std::array<std::string_view, 6> denials{"sender-not-meta", "lookalike-domain", "several-senders",
                                                  "signed-by-other", "signature-failed", "provider-denies"};
constexpr std::array<std::string_view, 2> oddities{"reply-elsewhere", "link-elsewhere"};

template <std::size_t Count>
bool has_any(const MailRecord& mail, const std::array<std::string_view, Count>& codes) {
  return std::any_of(mail.suspicious.begin(), mail.suspicious.end(),
                     [&codes](const auto& code) { return contains(codes, code); });
}

/// Whether a mail is not Meta's, whatever it says.
bool is_denied(const MailRecord& mail) {
  return mail.authentication == "fail" || has_any(mail, denials);
}

bool is_suspected(const MailRecord& mail) {
  return is_denied(mail) || has_any(mail, oddities);
}

/// Whether all of it can be kept with a record.
bool is_kept_whole(const MailRecord& mail) {
  return mail.bytes <= protocol::max_evidence;
}

/// The surest comes first, so that nobody can push it out.
int weight(const MailRecord& mail) {
  if (is_denied(mail)) return 0;
  if (!is_metas(mail)) return 1;
  if (may_be_certain(mail)) return 4;
  return mail.is_service ? 3 : 2;
}

/// Collects the reader's lines. Trusts only what matches their schema.
class MailLines {
 public:
  MailLines(std::int64_t total, const OnProgress& on_progress) : total_(total), on_progress_(on_progress) {}

  bool operator()(std::string_view text) {
    auto line = reading::read_line(text);
    if (!line || has_ended_) return false;
    if (auto* mail = std::get_if<MailRecord>(&*line)) {
      if (mail->start > std::numeric_limits<std::int64_t>::max() - start_) return false;
      mail->start += start_;
      add(std::move(*mail));
    }
    if (auto* mailbox = std::get_if<reading::MailboxForm>(&*line)) mailbox_ = std::move(mailbox->name);
    if (auto* foreign = std::get_if<reading::NotMail>(&*line)) not_mail_ = std::move(foreign->form);
    if (const auto* progress = std::get_if<reading::Progress>(&*line)) on_progress_(progress->bytes, total_);
    if (const auto* end = std::get_if<reading::End>(&*line)) {
      messages_ += end->count;
      has_ended_ = true;
    }
    return true;
  }

  /// Another piece of the same mailbox follows, beginning at this place in it.
  void continue_at(std::int64_t start) {
    start_ = start;
    has_ended_ = false;
  }
  /// Whether the last line has come.
  [[nodiscard]] bool has_ended() const { return has_ended_; }
  [[nodiscard]] std::int64_t messages() const { return messages_; }
  [[nodiscard]] const std::optional<std::string>& mailbox() const { return mailbox_; }
  [[nodiscard]] const std::optional<std::string>& not_mail() const { return not_mail_; }
  /// Newest first.
  std::vector<MailRecord> take() {
    drop_least();
    std::stable_sort(mails_.begin(), mails_.end(), [](const auto& a, const auto& b) { return a.date > b.date; });
    return std::move(mails_);
  }

 private:
  void add(MailRecord mail) {
    mails_.push_back(std::move(mail));
    if (mails_.size() > std::size_t{2} * protocol::max_mails) drop_least();
  }
  /// Those known to be Meta's stay, so that nobody can push them out; then the newest.
  void drop_least() {
    std::stable_sort(mails_.begin(), mails_.end(), comes_before);
    if (mails_.size() > protocol::max_mails) mails_.resize(protocol::max_mails);
  }

  std::int64_t total_;
  const OnProgress& on_progress_;
  std::vector<MailRecord> mails_;
  std::int64_t messages_ = 0, start_ = 0;
  bool has_ended_ = false;
  std::optional<std::string> mailbox_, not_mail_;
};

struct OpenedSource {
  ChildInput input;
  std::int64_t size;
};

OpenedSource open_source(const MailSource& source) {
  if (const auto* words = std::get_if<std::string>(&source))
    return {std::string_view{*words}, static_cast<std::int64_t>(words->size())};
  auto file = reading::open_untrusted(std::get<std::filesystem::path>(source));
  const auto size = size_of(file);
  return {std::move(file), size};
}

/// Whether the platforms allow it: a mail's address may say no more than Meta.
bool fits_platform(const MailRecord& mail, const Objection& objection) {
  return !mail.platform || *mail.platform == "meta" || objection.platform == "meta" ||
         *mail.platform == objection.platform;
}

bool fits_time(Time answered, const Objection& objection) {
  const auto sent = from_rfc3339(objection.submitted_at);
  return sent && *sent <= answered + max_lead(objection.precision) &&
         answered <= latest({*sent, objection.precision}) + max_wait;
}

/// Whether no answer from Meta is recorded for it yet.
bool is_unanswered(const ObjectionNow& now) {
  constexpr std::array<std::string_view, 5> answered{"confirmed", "declined", "needs-answer", "answered", "withdrawn"};
  return !contains(answered, now.status.name);
}

/// The same mail has the same event id, so that it is recorded once.
std::string event_id(const std::string& objection_id, std::string_view kind, const std::string& at) {
  return derived_uuid(objection_id + "\n" + std::string(kind) + "\n" + at);
}

bool has_event(store::Database& database, const std::string& id) {
  return store::Statement{database, "SELECT 1 FROM events WHERE id = ?"}.bind(id).step();
}

/// Whether gzip packed a file.
bool is_packed(FileAccess& file) {
  std::array<char, 2> beginning{};
  return file.read_at(0, beginning) && beginning[0] == '\x1F' && beginning[1] == '\x8B';
}

/// Part of a gzipped file, unpacked by the reader.
std::optional<std::string> unpacked(const ChildInput& file, std::int64_t start, std::int64_t count) {
  std::string bytes;
  bool is_whole = false;
  reading::run_reader({"bytes", std::to_string(start), std::to_string(count)}, file, [&](std::string_view text) {
    const auto line = reading::read_line(text);
    const auto* piece = line ? std::get_if<reading::BytesPiece>(&*line) : nullptr;
    if (piece != nullptr) bytes += from_hex(piece->hex).value_or("");
    is_whole = line && std::holds_alternative<reading::End>(*line);
    return (piece != nullptr || is_whole) && static_cast<std::int64_t>(bytes.size()) <= count;
  });
  return is_whole ? std::optional{std::move(bytes)} : std::nullopt;
}

/// Bytes of a file, or of its unpacked content.
std::optional<std::string> bytes_in(const OpenedSource& opened, std::int64_t start, std::int64_t count) {
  FileAccess file{std::get<Descriptor>(opened.input).number(), static_cast<std::uint64_t>(opened.size)};
  if (is_packed(file)) return unpacked(opened.input, start, count);
  std::string bytes(static_cast<std::size_t>(count), '\0');
  return file.read_at(static_cast<std::uint64_t>(start), bytes) ? std::optional{std::move(bytes)} : std::nullopt;
}

/// The mail as it was judged, or its beginning: as it is in its file, without what an mbox adds.
std::optional<std::string> evidence_in(const OpenedSource& opened, const MailRecord& mail) {
  constexpr std::int64_t longest_separator = 500;
  // An mbox adds at most one byte in six.
  auto bytes =
      bytes_in(opened, mail.start, std::min<std::int64_t>(mail.bytes, std::int64_t{2} * protocol::max_evidence));
  if (!bytes) return std::nullopt;
  const auto before = std::min(mail.start, longest_separator);
  const bool is_in_mbox = before > 0 && ends_with_separator(bytes_in(opened, mail.start - before, before).value_or(""));
  if (is_in_mbox) *bytes = without_mbox_quotes(*bytes);
  if (bytes->size() > protocol::max_evidence) bytes->resize(protocol::max_evidence);
  return bytes;
}

/// What `read` returns; nothing where the file can't be opened any more.
template <typename Read>
std::optional<std::string> unless_gone(Read read) {
  try {
    return read();
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::file_unreadable) throw;
    return std::nullopt;
  }
}

/// Finds what mails answer, one by one, oldest first: what one answers counts as answered for the next. Several copies
/// of a mail answer one objection.
class Matcher {
 public:
  Matcher(store::Database& database, const Clock& clock)
      : database_(database), objections_(database, clock), now_(clock()) {}

  Mail match(MailRecord record) {
    Mail mail{std::move(record), {}, {}, false, false};
    mail.objection_id = find(mail.record);
    mail.addressed_to = stranger(mail.record);
    if (!mail.objection_id) return mail;
    note_answered(*mail.objection_id, mail.record);
    mail.is_certain = confirms(mail.record, *mail.objection_id);
    mail.event_id = id_for(*mail.objection_id, mail.record);
    mail.is_recorded = has_event(database_, *mail.event_id);
    return mail;
  }

  /// Whether a mail certainly confirms this objection: its content does, and Meta sent it to an address of the
  /// objection or its account. A signature counts only where the whole mail is kept, to be checked again; a provider's
  /// word is at the beginning.
  bool confirms(const MailRecord& mail, const std::string& objection_id) {
    const bool can_be_shown = mail.authentication == "provider" || is_kept_whole(mail);
    return may_be_certain(mail) && can_be_shown && is_addressed(mail, objection_id);
  }

 private:
  static std::string id_for(const std::string& objection_id, const MailRecord& mail) {
    // Without a date its words identify it.
    return event_id(objection_id, event_kind(mail.kind), mail.date.value_or(mail.from + "\n" + mail.words));
  }

  bool is_known(const std::string& address) {
    store::Statement rows{database_, "SELECT 1 FROM account_emails WHERE email_folded = ?"};
    if (rows.bind(lower_case(address)).step()) return true;
    Filter filter;
    filter.email = address;
    return !objections_.list(filter, std::nullopt, 1).empty();
  }

  /// The first address in To of Meta's mail, where Demur knows addresses and none of those in To is among them.
  std::optional<std::string> stranger(const MailRecord& mail) {
    if (!is_metas(mail) || mail.addressed == 0 || contains(mail.suspicious, "many-recipients")) return std::nullopt;
    const auto end = mail.recipients.begin() + mail.addressed;
    if (std::any_of(mail.recipients.begin(), end, [this](const auto& one) { return is_known(one); }))
      return std::nullopt;
    store::Statement any{database_, "SELECT 1 FROM account_emails UNION ALL SELECT 1 FROM objections LIMIT 1"};
    return any.step() ? std::optional{mail.recipients.front()} : std::nullopt;
  }

  /// Whether To names an address of the objection or its account.
  bool is_addressed(const MailRecord& mail, const std::string& objection_id) {
    if (mail.addressed == 0) return false;
    for (const auto& filter : filters_for(addressees(mail)))
      for (const auto& one : objections_.list(filter, std::nullopt, max_candidates))
        if (one.objection.id == objection_id) return true;
    return false;
  }

  std::optional<std::string> find(const MailRecord& mail) {
    if (event_kind(mail.kind).empty()) return std::nullopt;
    const auto answered = mail.date ? from_rfc3339(*mail.date).value_or(now_) : now_;
    std::vector<ObjectionNow> found;
    const auto recipients = matched_recipients(mail);
    for (const auto& filter : filters_for(recipients)) add_candidates(mail, filter, answered, found);
    if (recipients.empty()) {
      // Pasted words without an address fit only where a single objection waits for an answer.
      std::erase_if(found, [&](const auto& one) { return !waits(one, mail); });
      return found.size() == 1 ? std::optional{found.front().objection.id} : std::nullopt;
    }
    const auto best = std::max_element(found.begin(), found.end(),
                                       [&](const auto& a, const auto& b) { return rank(a, mail) < rank(b, mail); });
    return best == found.end() ? std::nullopt : std::optional{best->objection.id};
  }

  /// First the objection that this very mail is recorded for, or that a copy of it answers; then those that wait; then
  /// the one sent last before it.
  std::tuple<bool, bool, bool, std::string> rank(const ObjectionNow& one, const MailRecord& mail) {
    const auto& id = one.objection.id;
    return {has_event(database_, id_for(id, mail)), has_copy(id, mail), waits(one, mail), one.objection.submitted_at};
  }

  /// Anybody can send a mail that is not known to be Meta's: it takes no objection from one that is.
  [[nodiscard]] bool waits(const ObjectionNow& one, const MailRecord& mail) const {
    const auto& id = one.objection.id;
    return is_unanswered(one) && !answered_.contains(id) && (is_surely_metas(mail) || !perhaps_answered_.contains(id));
  }

  [[nodiscard]] bool has_copy(const std::string& objection_id, const MailRecord& mail) const {
    const auto copy = copies_.find(identity_of(mail));
    return copy != copies_.end() && copy->second == objection_id;
  }

  void note_answered(const std::string& objection_id, const MailRecord& mail) {
    if (is_denied(mail)) return;
    (is_surely_metas(mail) ? answered_ : perhaps_answered_).insert(objection_id);
    if (is_surely_metas(mail)) copies_.emplace(identity_of(mail), objection_id);
  }

  static bool is_surely_metas(const MailRecord& mail) { return is_metas(mail) && !is_denied(mail); }

  /// What copies of a mail have in common, wherever they are.
  using Identity = std::tuple<std::string, std::optional<std::string>, std::string, std::string>;
  static Identity identity_of(const MailRecord& mail) { return {mail.kind, mail.date, mail.from, mail.words}; }

  /// Those in To.
  static std::vector<std::string> addressees(const MailRecord& mail) {
    return {mail.recipients.begin(), mail.recipients.begin() + static_cast<std::ptrdiff_t>(mail.addressed)};
  }

  /// Meta writes to the address in the form: a mail that was only passed on to the person, and is addressed to somebody
  /// else, answers somebody else's objection. In a mail that the person forwarded, To says where they sent it.
  static std::vector<std::string> matched_recipients(const MailRecord& mail) {
    const bool is_metas_own = mail.addressed > 0 && !contains(mail.suspicious, "forwarded");
    return is_metas_own ? addressees(mail) : mail.recipients;
  }

  /// Objections with an address that the mail was sent to, and those of an account that has it; all if none is named.
  std::vector<Filter> filters_for(const std::vector<std::string>& recipients) {
    std::vector<Filter> filters;
    for (const auto& address : recipients) {
      filters.emplace_back().email = address;
      store::Statement rows{database_, "SELECT DISTINCT account_id FROM account_emails WHERE email_folded = ?"};
      rows.bind(lower_case(address));
      while (rows.step()) filters.emplace_back().account_id = rows.text(0);
    }
    if (recipients.empty()) filters.emplace_back();
    return filters;
  }

  void add_candidates(const MailRecord& mail, const Filter& filter, Time answered, std::vector<ObjectionNow>& found) {
    for (auto& one : objections_.list(filter, std::nullopt, max_candidates))
      if (fits_platform(mail, one.objection) && fits_time(answered, one.objection)) found.push_back(std::move(one));
  }

  store::Database& database_;
  Objections objections_;
  Time now_;
  std::set<std::string> answered_;          ///< By mails known to be Meta's.
  std::set<std::string> perhaps_answered_;  ///< By mails of which nothing is known.
  std::map<Identity, std::string> copies_;  ///< What each mail known to be Meta's answers.
};

/// What is recorded for a mail without asking the person. What doesn't certainly confirm waits for the person to say
/// what it means.
std::string recorded_kind(const Mail& mail) {
  return mail.is_certain ? "confirmed" : "answered";
}

/// How a mail was judged, without its sentence.
MailOrigin origin_of(const MailRecord& mail) {
  return {mail.authentication, mail.is_key_added, is_metas(mail) && !mail.is_service};
}

/// Whether it was recorded. Not without the mail itself: a signature counts only with what was signed.
bool record_answer(store::Database& database, Objections& objections, const Mail& mail, const Evidence& evidence,
                   Time now) {
  const auto& record = mail.record;
  if (!mail.event_id || !record.date || !is_metas(record) || has_event(database, *mail.event_id)) return false;
  if (from_rfc3339(*record.date).value_or(now) > now + max_lead(Precision::instant)) return false;
  auto raw = evidence(record);
  if (!raw) return false;
  Event event{*mail.event_id, recorded_kind(mail), *record.date, {}, record.words, std::move(raw)};
  auto origin = origin_of(record);
  if (!record.sentence.empty()) origin.sentence = record.sentence;
  event.provenance.source = mail_source(origin);
  objections.add_event(*mail.objection_id, std::move(event));
  return true;
}

/// Tells demur-reader what comes before, and the keys that the person has added.
std::vector<std::string> arguments_for(store::Database& database, const std::optional<std::string>& continued) {
  auto arguments = reader_arguments("mail", list_keys(database));
  if (!continued) return arguments;
  if (!arguments.empty()) arguments.erase(arguments.begin());
  arguments.insert(arguments.begin(), {"continued", *continued});
  return arguments;
}

void run_reader(store::Database& database, MailLines& lines, const ChildInput& input,
                const std::optional<std::string>& continued = {}, const std::stop_token& stop = {}) {
  reading::run_reader(
      arguments_for(database, continued), input, [&lines](std::string_view line) { return lines(line); }, stop);
  if (!lines.has_ended()) reading::refuse_reader();
}

/// The content of the lines, with the objections that the mails answer.
MailReading matched(store::Database& database, const Clock& clock, MailLines& lines) {
  return {match_mails(database, clock, lines.take()), lines.messages(), lines.mailbox(), lines.not_mail()};
}

MailReading read_opened(store::Database& database, const Clock& clock, const OpenedSource& opened,
                        const OnProgress& on_progress, const std::optional<std::string>& continued = {}) {
  MailLines lines{opened.size, on_progress};
  run_reader(database, lines, opened.input, continued);
  on_progress(opened.size, opened.size);
  return matched(database, clock, lines);
}

/// Compares the seals in mails with the history.
void compare_seals(store::Database& database, std::vector<Mail>& mails) {
  std::vector<SealLine> lines;
  for (auto& mail : mails) {
    if (!mail.record.seal) continue;
    mail.seal = to_seal_mail(*mail.record.seal);
    lines.push_back(mail.seal->line);
  }
  const auto found = compare(database, lines);
  auto next = found.begin();
  for (auto& mail : mails)
    if (mail.seal) mail.seal->likeness = *next++;
}

const OnProgress nobody = [](std::int64_t, std::int64_t) {};

void read_folder(store::Database& database, MailLines& lines, Maildir& folder, const OnProgress& on_progress,
                 const std::stop_token& stop) {
  for (auto piece = folder.next_piece(); !piece.empty(); piece = folder.next_piece()) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled);
    lines.continue_at(folder.piece_start());
    run_reader(database, lines, std::string_view{piece}, {}, stop);
    on_progress(folder.done(), folder.total());
  }
}

MailImport import_maildir(store::Database& database, const Clock& clock, const std::filesystem::path& folder,
                          const OnProgress& on_progress) {
  Maildir maildir{folder};
  MailLines lines{maildir.total(), nobody};
  read_folder(database, lines, maildir, on_progress, {});
  // Mail programs move a mail when it is read.
  return record_mails(database, clock, matched(database, clock, lines), [&](const MailRecord& mail) {
    return unless_gone([&] {
      const auto opened = open_source(maildir.file_at(mail.start));
      MailRecord whole = mail;
      whole.start = 0;
      whole.bytes = opened.size;
      return evidence_in(opened, whole);
    });
  });
}

}  // namespace

bool may_be_certain(const MailRecord& mail) {
  return mail.kind == "confirmation" && is_metas(mail) && mail.is_service && !is_suspected(mail);
}

std::vector<Mail> match_mails(store::Database& database, const Clock& clock, std::vector<MailRecord> records) {
  std::vector<Mail> mails;
  Matcher matcher{database, clock};
  std::transform(records.rbegin(), records.rend(), std::back_inserter(mails),
                 [&matcher](auto& record) { return matcher.match(std::move(record)); });
  std::reverse(mails.begin(), mails.end());
  compare_seals(database, mails);
  return mails;
}

MailImport record_mails(store::Database& database, const Clock& clock, MailReading reading, const Evidence& evidence) {
  MailImport result{std::move(reading)};
  Objections objections{database, clock};
  for (auto mail = result.reading.mails.rbegin(); mail != result.reading.mails.rend(); ++mail) {
    if (mail->record.seal) {
      const auto bytes = evidence(mail->record);
      const bool is_kept = bytes && std::holds_alternative<KeptSeal>(keep_seal_mail(database, *bytes));
      ++(is_kept ? result.seals : result.seals_left_out);
      continue;
    }
    const bool is_new = record_answer(database, objections, *mail, evidence, clock());
    const bool is_answer = !event_kind(mail->record.kind).empty();
    result.recorded += is_new ? 1 : 0;
    result.cut += is_new && !is_kept_whole(mail->record) ? 1 : 0;
    const bool is_unrelated = mail->record.kind == "unrelated";
    result.about += is_unrelated ? 0 : 1;
    result.not_understood += is_unrelated && reading::is_to_be_shown(mail->record) ? 1 : 0;
    result.left_out += is_answer && !is_new && !(mail->event_id && has_event(database, *mail->event_id)) ? 1 : 0;
  }
  return result;
}

bool comes_before(const MailRecord& a, const MailRecord& b) {
  return weight(a) == weight(b) ? a.date > b.date : weight(a) > weight(b);
}

ReadRecords read_records(store::Database& database, const std::filesystem::path& file, const OnProgress& on_progress,
                         const std::stop_token& stop) {
  const auto opened = open_source(file);
  MailLines lines{opened.size, on_progress};
  run_reader(database, lines, opened.input, {}, stop);
  return {lines.take(), lines.messages()};
}

ReadRecords read_records(store::Database& database, Maildir& folder, const OnProgress& on_progress,
                         const std::stop_token& stop) {
  MailLines lines{folder.total(), nobody};
  read_folder(database, lines, folder, on_progress, stop);
  return {lines.take(), lines.messages()};
}

std::optional<std::string> mail_at(const MailPosition& position) {
  MailRecord record;
  record.start = position.start;
  record.bytes = position.bytes;
  return unless_gone([&] { return evidence_in(open_source(position.file), record); });
}

MailReading read_mail(store::Database& database, const Clock& clock, const MailSource& source,
                      const OnProgress& on_progress, const std::optional<std::string>& continued) {
  return read_opened(database, clock, open_source(source), on_progress, continued);
}

MailProof prove(store::Database& database, const Clock& clock, const std::string& objection_id, std::string mail) {
  MailProof proof;
  try {
    const auto reading = read_mail(database, clock, std::move(mail), [](std::int64_t, std::int64_t) {});
    Matcher matcher{database, clock};
    for (const auto& one : reading.mails) {
      proof.confirms = proof.confirms || matcher.confirms(one.record, objection_id);
      if (proof.origin.authentication == "none" || is_metas(one.record)) proof.origin = origin_of(one.record);
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::reader_failed) throw;
  }
  return proof;
}

MailImport import_mail(store::Database& database, const Clock& clock, const std::filesystem::path& file,
                       const OnProgress& on_progress) {
  if (is_folder(file)) return import_maildir(database, clock, file, on_progress);
  const auto opened = open_source(file);
  return record_mails(database, clock, read_opened(database, clock, opened, on_progress),
                      [&](const MailRecord& mail) { return evidence_in(opened, mail); });
}

}  // namespace demur::history
