#include "history/mail_search.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <variant>

#include "embedded/protocol.hpp"
#include "platform/error.hpp"
#include "platform/folders.hpp"
#include "platform/secrets.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

namespace fs = std::filesystem;
using reading::MailRecord;

/// A mail and where it is.
struct Place {
  MailRecord record;
  MailPosition position;
};

/// What shows whether a mailbox was written to: how many files it has, how long they are, and when the last one
/// changed.
using Stamp = std::tuple<std::size_t, std::int64_t, Time>;

Stamp stamp_of(const Mailbox& mailbox) {
  const auto files = is_one_file(mailbox) ? std::vector{mailbox.path} : files_of(mailbox);
  Stamp stamp{files.size(), 0, Time{}};
  for (const auto& file : files) {
    std::get<1>(stamp) += size_of(file);
    std::get<2>(stamp) = std::max(std::get<2>(stamp), modified_at(file));
  }
  return stamp;
}

/// The same mail is in several mailboxes where a program keeps a copy, or left one when it was moved. What looks the
/// same but is not known to be Meta's must not hide one that is.
using Sameness = std::tuple<std::optional<std::string>, std::string, std::string, std::string, std::string>;

class Search {
 public:
  Search(store::Database& database, const std::vector<Mailbox>& mailboxes, const OnProgress& on_progress,
         const std::stop_token& stop)
      : database_(database), on_progress_(on_progress), stop_(stop) {
    for (const auto& mailbox : mailboxes) total_ += mailbox.bytes;
  }

  void read(const Mailbox& mailbox) {
    const auto before = stamp_of(mailbox);
    tell(0);
    try {
      take(mailbox);
      if (stamp_of(mailbox) != before) note(mailbox, MailboxFault::changed);
    } catch (const Error& error) {
      const bool is_of_mailbox = error.kind() == ErrorKind::file_unreadable || is_broken(error);
      if (!is_of_mailbox) throw;
      note(mailbox, MailboxFault::unreadable);
    }
    done_ += mailbox.bytes;
    tell(0);
  }

  MailSearch result(const Clock& clock) {
    std::stable_sort(places_.begin(), places_.end(),
                     [](const auto& a, const auto& b) { return a.record.date > b.record.date; });
    std::vector<MailRecord> records;
    for (const auto& place : places_) records.push_back(place.record);
    auto mails = match_mails(database_, clock, std::move(records));
    for (std::size_t i = 0; i < mails.size(); ++i) add(std::move(mails[i]), std::move(places_[i].position));
    return std::move(result_);
  }

 private:
  /// Because of its input, not because there is no reader.
  static bool is_broken(const Error& error) {
    const auto& details = error.details();
    return error.kind() == ErrorKind::reader_failed &&
           std::none_of(details.begin(), details.end(), [](const auto& detail) {
             return detail.second == std::variant<std::string, std::int64_t>{"missing"};
           });
  }

  void note(const Mailbox& mailbox, MailboxFault fault) { result_.unsure.push_back({mailbox.path.string(), fault}); }

  void tell(std::int64_t done) const { on_progress_(std::min(done_ + done, total_), total_); }

  void take(const Mailbox& mailbox) {
    const OnProgress within = [this](std::int64_t done, std::int64_t) { tell(done); };
    if (is_one_file(mailbox)) {
      keep(read_records(database_, mailbox.path, within, stop_), [&mailbox](const MailRecord& record) {
        return MailPosition{mailbox.path, record.start, record.bytes};
      });
      return;
    }
    Maildir folder{files_of(mailbox)};
    keep(read_records(database_, folder, within, stop_),
         [&folder](const MailRecord& record) { return whole(folder.file_at(record.start)); });
    if (folder.incomplete() > 0) note(mailbox, MailboxFault::unreadable);
  }

  /// The mail in a file that has only one.
  static MailPosition whole(const fs::path& file) {
    const auto end = size_of(file);
    constexpr std::int64_t line = 20;
    const auto beginning = mail_at({file, 0, std::min(end, line)}).value_or("");
    const auto extent = mail_in(file, beginning, end);
    return {file, extent.start, extent.bytes};
  }

  template <typename PositionOf>
  void keep(ReadRecords read, PositionOf position_of) {
    result_.messages += read.messages;
    for (auto& record : read.records) {
      // A file of one mail gets a line in any case.
      if (!reading::is_to_be_shown(record)) continue;
      if (!known_.insert({record.date, record.from, record.kind, record.words, record.authentication}).second) continue;
      auto position = position_of(record);
      places_.push_back({std::move(record), std::move(position)});
    }
    std::stable_sort(places_.begin(), places_.end(),
                     [](const auto& a, const auto& b) { return comes_before(a.record, b.record); });
    if (places_.size() > protocol::max_mails) places_.resize(protocol::max_mails);
  }

  /// What can't be read any more counts as not found.
  void add(Mail mail, MailPosition position) {
    const auto bytes = mail_at(position);
    if (!bytes) return;
    result_.mails.push_back({std::move(mail), std::move(position), to_hex(bytes_of(sha256(*bytes)))});
  }

  store::Database& database_;
  const OnProgress& on_progress_;
  const std::stop_token& stop_;
  std::int64_t total_ = 0, done_ = 0;
  std::vector<Place> places_;
  std::set<Sameness> known_;
  MailSearch result_;
};

}  // namespace

MailSearch search_mailboxes(store::Database& database, const Clock& clock, const std::vector<Mailbox>& mailboxes,
                            const OnProgress& on_progress, const std::stop_token& stop) {
  Search search{database, mailboxes, on_progress, stop};
  for (const auto& mailbox : mailboxes) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled);
    search.read(mailbox);
  }
  return search.result(clock);
}

std::optional<std::string> fetch_mail(const MailPosition& position, std::string_view digest) {
  auto bytes = mail_at(position);
  return bytes && to_hex(bytes_of(sha256(*bytes))) == digest ? std::move(bytes) : std::nullopt;
}

}  // namespace demur::history
