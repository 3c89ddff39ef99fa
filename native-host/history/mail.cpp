#include "history/mail.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <set>
#include <tuple>

#include "embedded/protocol.hpp"
#include "history/added_keys.hpp"
#include "platform/secrets.hpp"
#include "reading/reader_child.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

using reading::MailRecord;

/// Answers come within the month of GDPR Art. 12(3), or within three where Meta asks for longer; later ones are not
/// matched unasked.
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

/// The kind of event that a mail's kind makes; empty for one that answers nothing.
std::string_view event_kind(std::string_view mail_kind) {
  const auto* const found =
      std::find_if(event_kinds.begin(), event_kinds.end(), [&](const auto& kind) { return kind.mail == mail_kind; });
  return found == event_kinds.end() ? std::string_view{} : found->event;
}

/// Whether it is known that Meta sent it.
bool is_metas(const MailRecord& mail) {
  return mail.authentication == "signed" || mail.authentication == "provider";
}

/// Collects the reader's lines. Trusts only what matches their schema.
class LineTaker {
 public:
  LineTaker(std::int64_t total, const OnProgress& on_progress) : total_(total), on_progress_(on_progress) {}

  bool operator()(std::string_view text) {
    auto line = reading::read_line(text);
    if (!line || messages_) return false;
    if (auto* mail = std::get_if<MailRecord>(&*line)) add(std::move(*mail));
    if (const auto* progress = std::get_if<reading::Progress>(&*line)) on_progress_(progress->bytes, total_);
    if (const auto* end = std::get_if<reading::End>(&*line)) messages_ = end->count;
    return true;
  }

  /// Nothing where the last line is missing.
  [[nodiscard]] std::optional<std::int64_t> messages() const { return messages_; }
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
  /// Those that are known to be Meta's stay, so that nobody can push them out; then the newest.
  void drop_least() {
    std::stable_sort(mails_.begin(), mails_.end(), [](const auto& a, const auto& b) {
      return is_metas(a) == is_metas(b) ? a.date > b.date : is_metas(a);
    });
    if (mails_.size() > protocol::max_mails) mails_.resize(protocol::max_mails);
  }

  std::int64_t total_;
  const OnProgress& on_progress_;
  std::vector<MailRecord> mails_;
  std::optional<std::int64_t> messages_;
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

/// Whether the platforms do not speak against it: the address of a mail may say no more than Meta.
bool fits_platform(const MailRecord& mail, const Objection& objection) {
  return !mail.platform || *mail.platform == "meta" || objection.platform == "meta" ||
         *mail.platform == objection.platform;
}

bool fits_time(Time answered, const Objection& objection) {
  const auto sent = from_rfc3339(objection.submitted_at);
  return sent && *sent <= answered + max_lead(objection.precision) &&
         answered <= latest({*sent, objection.precision}) + max_wait;
}

/// Whether nothing of Meta's is recorded for it yet.
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

/// The mail as it stands in its file, or its beginning.
std::optional<std::string> evidence_in(RandomAccess& file, const MailRecord& mail) {
  std::string bytes(static_cast<std::size_t>(std::min<std::int64_t>(mail.bytes, protocol::max_evidence)), '\0');
  return file.read_at(static_cast<std::uint64_t>(mail.start), bytes) ? std::optional{std::move(bytes)} : std::nullopt;
}

/// Finds what mails answer, one after the other, oldest first: what one of them answers is answered for the next.
class Matcher {
 public:
  Matcher(store::Database& database, const Clock& clock)
      : database_(database), objections_(database, clock), now_(clock()) {}

  Mail match(MailRecord record) {
    Mail mail{std::move(record), {}, {}, false, false};
    mail.objection_id = find(mail.record);
    mail.addressed_to = stranger(mail.record);
    if (!mail.objection_id) return mail;
    answered_.insert(*mail.objection_id);
    mail.is_certain = mail.record.kind == "confirmation" && is_metas(mail.record) && mail.record.is_service &&
                      is_addressed(mail.record, *mail.objection_id);
    mail.event_id = id_for(*mail.objection_id, mail.record);
    mail.is_recorded = has_event(database_, *mail.event_id);
    return mail;
  }

 private:
  static std::string id_for(const std::string& objection_id, const MailRecord& mail) {
    // Without a date its words tell it apart.
    return event_id(objection_id, event_kind(mail.kind), mail.date.value_or(mail.from + "\n" + mail.words));
  }

  bool is_known(const std::string& address) {
    store::Statement rows{database_, "SELECT 1 FROM account_emails WHERE email_folded = ?"};
    if (rows.bind(lower_case(address)).step()) return true;
    Filter filter;
    filter.email = address;
    return !objections_.list(filter, std::nullopt, 1).empty();
  }

  /// The first address in To of a mail of Meta's, where Demur knows addresses and none of To is among them.
  std::optional<std::string> stranger(const MailRecord& mail) {
    if (!is_metas(mail) || mail.addressed == 0) return std::nullopt;
    const auto end = mail.recipients.begin() + mail.addressed;
    if (std::any_of(mail.recipients.begin(), end, [this](const auto& one) { return is_known(one); }))
      return std::nullopt;
    store::Statement any{database_, "SELECT 1 FROM account_emails UNION ALL SELECT 1 FROM objections LIMIT 1"};
    return any.step() ? std::optional{mail.recipients.front()} : std::nullopt;
  }

  /// Whether To names an address of the objection or its account.
  bool is_addressed(const MailRecord& mail, const std::string& objection_id) {
    MailRecord addressed = mail;
    addressed.recipients.resize(static_cast<std::size_t>(mail.addressed));
    if (addressed.recipients.empty()) return false;
    for (const auto& filter : filters_for(addressed))
      for (const auto& one : objections_.list(filter, std::nullopt, max_candidates))
        if (one.objection.id == objection_id) return true;
    return false;
  }

  std::optional<std::string> find(const MailRecord& mail) {
    if (event_kind(mail.kind).empty()) return std::nullopt;
    const auto answered = mail.date ? from_rfc3339(*mail.date).value_or(now_) : now_;
    std::vector<ObjectionNow> found;
    for (const auto& filter : filters_for(mail)) add_candidates(mail, filter, answered, found);
    if (mail.recipients.empty()) {
      // Pasted words without an address fit only where one objection alone waits for an answer.
      std::erase_if(found, [this](const auto& one) { return !waits(one); });
      return found.size() == 1 ? std::optional{found.front().objection.id} : std::nullopt;
    }
    const auto best = std::max_element(found.begin(), found.end(),
                                       [&](const auto& a, const auto& b) { return rank(a, mail) < rank(b, mail); });
    return best == found.end() ? std::nullopt : std::optional{best->objection.id};
  }

  /// The objection for which this very mail is recorded; then those that wait, then the one sent last before it.
  std::tuple<bool, bool, std::string> rank(const ObjectionNow& one, const MailRecord& mail) {
    return {has_event(database_, id_for(one.objection.id, mail)), waits(one), one.objection.submitted_at};
  }

  [[nodiscard]] bool waits(const ObjectionNow& one) const {
    return is_unanswered(one) && !answered_.contains(one.objection.id);
  }

  /// Objections with an address to which the mail was sent, and those of an account that has it; all where none is
  /// named.
  std::vector<Filter> filters_for(const MailRecord& mail) {
    std::vector<Filter> filters;
    for (const auto& address : mail.recipients) {
      filters.emplace_back().email = address;
      store::Statement rows{database_, "SELECT DISTINCT account_id FROM account_emails WHERE email_folded = ?"};
      rows.bind(lower_case(address));
      while (rows.step()) filters.emplace_back().account_id = rows.text(0);
    }
    if (mail.recipients.empty()) filters.emplace_back();
    return filters;
  }

  void add_candidates(const MailRecord& mail, const Filter& filter, Time answered, std::vector<ObjectionNow>& found) {
    for (auto& one : objections_.list(filter, std::nullopt, max_candidates))
      if (fits_platform(mail, one.objection) && fits_time(answered, one.objection)) found.push_back(std::move(one));
  }

  store::Database& database_;
  Objections objections_;
  Time now_;
  std::set<std::string> answered_;
};

/// What is recorded of a mail without asking the person. Whatever doesn't certainly confirm waits for the person to say
/// what it means.
std::string recorded_kind(const Mail& mail) {
  return mail.is_certain ? "confirmed" : "answered";
}

std::optional<std::string> sentence_of(const MailRecord& mail) {
  return mail.sentence.empty() ? std::nullopt : std::optional{mail.sentence};
}

bool record_answer(store::Database& database, Objections& objections, const Mail& mail, RandomAccess& file, Time now) {
  const auto& record = mail.record;
  if (!mail.event_id || !record.date || !is_metas(record) || has_event(database, *mail.event_id)) return false;
  if (from_rfc3339(*record.date).value_or(now) > now + max_lead(Precision::instant)) return false;
  Event event{*mail.event_id, recorded_kind(mail), *record.date, {}, record.words, evidence_in(file, record)};
  event.provenance.source = mail_source({record.authentication, record.is_key_added, sentence_of(record)});
  objections.add_event(*mail.objection_id, std::move(event));
  return true;
}

MailReading read_opened(store::Database& database, const Clock& clock, const OpenedSource& opened,
                        const OnProgress& on_progress) {
  LineTaker lines{opened.size, on_progress};
  reading::run_reader(reader_arguments(database), opened.input,
                      [&lines](std::string_view line) { return lines(line); });
  if (!lines.messages()) reading::refuse_reader();
  on_progress(opened.size, opened.size);
  MailReading reading{{}, *lines.messages()};
  auto records = lines.take();
  std::reverse(records.begin(), records.end());
  Matcher matcher{database, clock};
  for (auto& record : records) reading.mails.push_back(matcher.match(std::move(record)));
  std::reverse(reading.mails.begin(), reading.mails.end());
  return reading;
}

}  // namespace

MailReading read_mail(store::Database& database, const Clock& clock, const MailSource& source,
                      const OnProgress& on_progress) {
  return read_opened(database, clock, open_source(source), on_progress);
}

MailImport import_mail(store::Database& database, const Clock& clock, const std::filesystem::path& file,
                       const OnProgress& on_progress) {
  const auto opened = open_source(file);
  MailImport result{read_opened(database, clock, opened, on_progress), 0};
  FileAccess bytes{std::get<Descriptor>(opened.input).number(), static_cast<std::uint64_t>(opened.size)};
  Objections objections{database, clock};
  // Oldest first, as it happened.
  const auto& mails = result.reading.mails;
  result.recorded = std::count_if(mails.rbegin(), mails.rend(), [&](const Mail& mail) {
    return record_answer(database, objections, mail, bytes, clock());
  });
  return result;
}

}  // namespace demur::history
