#include "history/mail.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>

#include "platform/secrets.hpp"
#include "reading/reader_child.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

using reading::MailRecord;

/// Two clocks may differ.
constexpr std::chrono::minutes tolerance{10};
/// Answers come within the month of GDPR Art. 12(3), or within three where Meta asks for longer; later ones are not
/// matched unasked.
constexpr std::chrono::days longest_wait{100};
constexpr std::int64_t most_candidates = 200;

struct EventKind {
  std::string_view mail, event;
};
constexpr std::array<EventKind, 3> event_kinds{
    {{"confirmation", "confirmed"}, {"declined", "declined"}, {"asked-for-more", "asked-for-more"}}};

/// The kind of event that a mail's kind makes; empty for one that answers nothing.
std::string_view event_kind(std::string_view mail_kind) {
  const auto* const found =
      std::find_if(event_kinds.begin(), event_kinds.end(), [&](const auto& kind) { return kind.mail == mail_kind; });
  return found == event_kinds.end() ? std::string_view{} : found->event;
}

/// Collects the reader's lines. What it believes of them is their schema.
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
  std::vector<MailRecord> take() {
    drop_oldest();
    return std::move(mails_);
  }

 private:
  void add(MailRecord mail) {
    mails_.push_back(std::move(mail));
    if (mails_.size() > 2 * most_mails) drop_oldest();
  }
  void drop_oldest() {
    std::stable_sort(mails_.begin(), mails_.end(), [](const auto& a, const auto& b) { return a.date > b.date; });
    if (mails_.size() > most_mails) mails_.resize(most_mails);
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
  return sent && *sent <= answered + tolerance && answered <= *sent + longest_wait;
}

std::vector<ObjectionNow> candidates(Objections& objections, const MailRecord& mail, const Filter& filter,
                                     Time answered) {
  auto found = objections.list(filter, std::nullopt, most_candidates);
  std::erase_if(found, [&](const auto& one) {
    return !fits_platform(mail, one.objection) || !fits_time(answered, one.objection);
  });
  return found;
}

bool is_unanswered(const ObjectionNow& now) {
  constexpr std::array<std::string_view, 4> unanswered{"submitted", "received", "confirmation-late", "overdue"};
  return contains(unanswered, now.status.name);
}

/// The same mail has the same event id, so that it is recorded once.
std::string event_id(const std::string& objection_id, std::string_view kind, const std::string& at) {
  return derived_uuid(objection_id + "\n" + std::string(kind) + "\n" + at);
}

bool has_event(store::Database& database, const std::string& id) {
  return store::Statement{database, "SELECT 1 FROM events WHERE id = ?"}.bind(id).step();
}

/// The mail as it stands in its file, or its beginning.
std::optional<std::string> evidence_in(std::istream& file, const MailRecord& mail) {
  std::string bytes(static_cast<std::size_t>(std::min<std::int64_t>(mail.bytes, longest_evidence)), '\0');
  file.seekg(mail.start);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return std::nullopt;
  return bytes;
}

Mail matched(store::Database& database, Objections& objections, MailRecord record, Time now) {
  Mail mail{std::move(record), {}, {}};
  mail.objection_id = find_answered(objections, mail.record, now);
  if (!mail.objection_id || !mail.record.date) return mail;
  mail.event_id = event_id(*mail.objection_id, event_kind(mail.record.kind), *mail.record.date);
  mail.is_recorded = has_event(database, *mail.event_id);
  return mail;
}

bool record_answer(store::Database& database, Objections& objections, const Mail& mail, std::istream& file) {
  const auto& record = mail.record;
  if (!mail.event_id || record.authentication != "pass") return false;
  if (has_event(database, *mail.event_id)) return false;
  objections.add_event(*mail.objection_id, {*mail.event_id,
                                            std::string(event_kind(record.kind)),
                                            *record.date,
                                            {},
                                            record.words,
                                            evidence_in(file, record)});
  return true;
}

}  // namespace

std::optional<std::string> find_answered(Objections& objections, const MailRecord& mail, Time now) {
  if (event_kind(mail.kind).empty()) return std::nullopt;
  const auto answered = mail.date ? from_rfc3339(*mail.date).value_or(now) : now;
  std::vector<ObjectionNow> found;
  for (const auto& address : mail.recipients) {
    Filter filter;
    filter.email = address;
    auto of_address = candidates(objections, mail, filter, answered);
    std::move(of_address.begin(), of_address.end(), std::back_inserter(found));
  }
  if (!found.empty()) {
    const auto newest = std::max_element(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return a.objection.submitted_at < b.objection.submitted_at;
    });
    return newest->objection.id;
  }
  if (!mail.recipients.empty()) return std::nullopt;
  found = candidates(objections, mail, {}, answered);
  std::erase_if(found, [](const auto& one) { return !is_unanswered(one); });
  return found.size() == 1 ? std::optional{found.front().objection.id} : std::nullopt;
}

MailReading read_mail(store::Database& database, const Clock& clock, const MailSource& source,
                      const OnProgress& on_progress) {
  const auto opened = open_source(source);
  LineTaker lines{opened.size, on_progress};
  reading::run_reader({}, opened.input, [&lines](std::string_view line) { return lines(line); });
  if (!lines.messages()) reading::refuse_reader();
  on_progress(opened.size, opened.size);
  MailReading reading{{}, *lines.messages()};
  Objections objections{database, clock};
  for (auto& record : lines.take()) reading.mails.push_back(matched(database, objections, std::move(record), clock()));
  return reading;
}

MailImport import_mail(store::Database& database, const Clock& clock, const std::filesystem::path& file,
                       const OnProgress& on_progress) {
  MailImport result{read_mail(database, clock, file, on_progress), 0};
  Objections objections{database, clock};
  std::ifstream mails{file, std::ios::binary};
  for (const auto& mail : result.reading.mails)
    result.recorded += record_answer(database, objections, mail, mails) ? 1 : 0;
  return result;
}

}  // namespace demur::history
