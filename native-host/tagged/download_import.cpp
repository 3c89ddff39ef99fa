#include "tagged/download_import.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <set>
#include <thread>

#include "platform/error.hpp"
#include "platform/folders.hpp"
#include "reading/reader_child.hpp"
#include "tagged/items.hpp"
#include "tagged/local_downloads.hpp"

namespace demur::tagged {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_emails = 20;
constexpr std::size_t max_skipped = 100;

/// Those of demur-reader, in their order.
constexpr std::array<std::string_view, 3> stages{"opening", "addresses", "items"};

/// What downloads contain.
struct DownloadContents {
  std::set<std::string> platforms;  ///< facebook, instagram.
  std::vector<reading::AccountEmail> emails;
  FoundItems items;
  std::vector<reading::SkippedFile> skipped;  ///< The first `max_skipped`.
  bool has_list = false, says_none = false;   ///< Of what others tagged the person in.
  Notices notices;
};

/// An archive, or a file of an unpacked folder.
struct Source {
  fs::path path;
  std::string name;  ///< Of the archive or of the folder.
  std::int64_t bytes;
  std::optional<UnpackedFile> unpacked;

  [[nodiscard]] std::vector<std::string> reader_arguments() const {
    return unpacked ? std::vector<std::string>{"download-file", unpacked->known.name}
                    : std::vector<std::string>{"download"};
  }
  /// A part of a download may hold nothing but pictures, in folders that any archive could have.
  [[nodiscard]] bool is_named_as_part() const { return !unpacked && read_download_name(path.stem().string()); }
};

[[noreturn]] void refuse(const std::string& reason, const std::string& name) {
  throw Error(ErrorKind::download_unreadable, {{"reason", reason}, {"file", name}});
}

/// Meta writes files that are empty or meaningless; these faults it does not make.
std::optional<std::string> reason_to_refuse(std::string_view skipped) {
  if (skipped == "encrypted" || skipped == "too-large") return std::string{skipped};
  if (skipped == "damaged" || skipped == "too-deep" || skipped == "unsafe-name") return "damaged";
  return std::nullopt;
}

class DownloadReading {
 public:
  DownloadReading(std::vector<Source> sources, std::set<std::string> platforms, const OnImportProgress& on_progress,
                  const std::stop_token& stop)
      : sources_(std::move(sources)), on_progress_(on_progress), stop_(stop) {
    contents_.platforms = std::move(platforms);
    for (const auto& source : sources_) total_ += source.bytes;
  }

  DownloadContents read() {
    report();
    for (const auto& source : sources_) {
      if (stop_.stop_requested()) throw Error(ErrorKind::cancelled);
      if (is_needed(source)) read(source);
      done_ += source.bytes;
    }
    if (contents_.platforms.empty()) refuse("not-a-download", sources_.front().name);
    if (fault_ && contents_.items.size() == 0 && contents_.emails.empty()) refuse(fault_->reason, fault_->file);
    drop_earlier_emails();
    return std::move(contents_);
  }

 private:
  /// What one run of the reader reports besides what the download contains.
  struct Run {
    const Source& source;
    std::int64_t needed = 0;  ///< Bytes that this run reads.
    bool has_ended = false;
    std::optional<std::string> refusal = {};
  };

  /// One part may have the earlier address and a later part today's.
  void drop_earlier_emails() {
    std::set<std::string> platforms;
    for (const auto& email : contents_.emails)
      if (!email.is_earlier) platforms.insert(email.platform);
    std::erase_if(contents_.emails,
                  [&](const auto& email) { return email.is_earlier && platforms.contains(email.platform); });
  }

  [[nodiscard]] bool is_needed(const Source& source) const {
    if (!source.unpacked || source.unpacked->known.content != reading::FileContent::earlier_addresses) return true;
    return std::none_of(contents_.emails.begin(), contents_.emails.end(),
                        [&](const auto& known) { return known.platform == source.unpacked->known.platform; });
  }

  void read(const Source& source) {
    Run run{source};
    const auto file = open(source);
    if (!file) return;
    try {
      reading::run_reader(
          source.reader_arguments(), *file, [&](std::string_view line) { return take_line(run, line); }, stop_);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::reader_failed || !run.refusal) throw;
    }
    if (run.refusal && !(*run.refusal == "not-a-download" && source.is_named_as_part()))
      refuse(*run.refusal, source.name);
    if (!run.has_ended) reading::refuse_reader();
  }

  /// Nothing where one file of a folder can't be opened.
  std::optional<ChildInput> open(const Source& source) {
    try {
      return reading::open_untrusted(source.path);
    } catch (const Error&) {
      if (!source.unpacked) throw;
      skip({source.unpacked->within, "damaged"});
      return std::nullopt;
    }
  }

  bool take_line(Run& run, std::string_view text) {
    auto line = reading::read_line(text);
    if (!line || run.has_ended) return false;
    return std::visit([&](auto& record) { return this->take(run, record); }, *line);
  }

  // What only mails have.
  static bool take(Run&, const reading::MailRecord&) { return false; }
  static bool take(Run&, const reading::NotMail&) { return false; }
  static bool take(Run&, const reading::MailboxForm&) { return false; }
  static bool take(Run&, const reading::BytesPiece&) { return false; }
  bool take(Run&, const reading::DownloadPlatform& download) {
    contents_.platforms.insert(download.platform);
    return true;
  }
  bool take(Run& run, const reading::ItemRecord& item) {
    contents_.notices.about += item.notice ? 1 : 0;
    if (contents_.items.add(item)) return true;
    run.refusal = "too-large";
    return false;
  }
  bool take(Run&, reading::AccountEmail& email) {
    auto& emails = contents_.emails;
    const auto known = std::find_if(emails.begin(), emails.end(), [&](const auto& one) {
      return one.platform == email.platform && one.email == email.email;
    });
    if (known != emails.end())
      known->is_earlier = known->is_earlier && email.is_earlier;
    else if (emails.size() < max_emails)
      emails.push_back(std::move(email));
    return true;
  }
  bool take(Run& run, reading::SkippedFile& file) {
    if (run.source.unpacked) file.path = run.source.unpacked->within;
    if (const auto reason = reason_to_refuse(file.reason); reason && !fault_) fault_ = Fault{*reason, run.source.name};
    skip(std::move(file));
    return true;
  }
  bool take(Run&, const reading::TaggedList& list) {
    (list.is_there ? contents_.has_list : contents_.says_none) = true;
    return true;
  }
  bool take(Run&, const reading::NoticesRead& notices) {
    contents_.notices.read += notices.count;
    return true;
  }
  /// Each run begins with the first stage; the import as a whole does so only once.
  bool take(Run&, const reading::Stage& stage) {
    const auto* const found = std::find(stages.begin(), stages.end(), stage.name);
    stage_ = std::max(stage_, static_cast<std::size_t>(found - stages.begin()));
    report();
    return true;
  }
  static bool take(Run& run, const reading::Total& total) {
    run.needed = total.bytes;
    return true;
  }
  bool take(Run& run, const reading::Progress& progress) {
    const auto part = static_cast<double>(progress.bytes) / static_cast<double>(std::max<std::int64_t>(run.needed, 1));
    done_in_source_ = static_cast<std::int64_t>(std::min(part, 1.0) * static_cast<double>(run.source.bytes));
    report();
    return true;
  }
  static bool take(Run& run, reading::Unreadable& unreadable) {
    run.refusal = std::move(unreadable.reason);
    run.has_ended = true;
    return true;
  }
  bool take(Run& run, const reading::End&) {
    run.has_ended = true;
    done_in_source_ = 0;
    return true;
  }

  void skip(reading::SkippedFile file) {
    if (contents_.skipped.size() < max_skipped) contents_.skipped.push_back(std::move(file));
  }

  void report() const {
    on_progress_(
        {stages.at(stage_), done_ + done_in_source_, total_, static_cast<std::int64_t>(contents_.items.size())});
  }

  /// Why a download is refused where nothing else was found in it.
  struct Fault {
    std::string reason, file;
  };

  std::vector<Source> sources_;
  std::optional<Fault> fault_;
  const OnImportProgress& on_progress_;
  const std::stop_token& stop_;
  DownloadContents contents_;
  std::size_t stage_ = 0;
  std::int64_t done_ = 0, done_in_source_ = 0, total_ = 0;
};

/// What there is to read, and the platforms of the folders.
struct Sources {
  std::vector<Source> all;
  std::set<std::string> platforms;

  /// A file that was chosen in place of the whole download. False where it is none of a download's.
  [[nodiscard]] bool add_file(const fs::path& path) {
    auto file = file_within_download(path);
    if (!file) return false;
    if (!file->known) refuse("inside-download", path.filename().string());
    platforms.insert(file->known->platform);
    Source source{path, path.filename().string(), size_of(path), std::nullopt};
    source.unpacked = UnpackedFile{path, path.filename().string(), std::move(*file->known), source.bytes};
    all.push_back(std::move(source));
    return true;
  }

  void add_folder(const fs::path& folder, const std::stop_token& stop) {
    // A trailing slash would leave it without a name.
    const auto name = (folder / "").parent_path().filename().string();
    auto unpacked = look_through(folder, stop);
    if (unpacked.platforms.empty()) refuse("not-a-download", name);
    platforms.merge(unpacked.platforms);
    for (auto& file : unpacked.files) {
      Source source{file.path, name, file.bytes, std::nullopt};
      source.unpacked = std::move(file);
      all.push_back(std::move(source));
    }
  }
};

/// Reads archives and unpacked folders as one download. Writes nothing.
DownloadContents read_downloads(const std::vector<fs::path>& paths, const OnImportProgress& on_progress,
                                const std::stop_token& stop) {
  on_progress({stages.front(), 0, 0, 0});
  Sources sources;
  for (const auto& path : with_parts(paths)) {
    // A link to a folder does not count: the person has not seen what it leads to.
    if (type_of(path) == fs::file_type::directory)
      sources.add_folder(path, stop);
    else if (is_zip(path) || !sources.add_file(path))
      sources.all.push_back({path, path.filename().string(), size_of(path), std::nullopt});
  }
  return DownloadReading{std::move(sources.all), std::move(sources.platforms), on_progress, stop}.read();
}

/// Keeps items in slices: other hosts may write between two of them.
class Keeping {
 public:
  Keeping(store::Database& database, const std::string& now, const FoundItems& items, const ImportWatch& watch)
      : database_(database), now_(now), items_(items), watch_(watch) {}

  Tally keep() {
    // Other hosts wait while this one writes: with less cache, index pages would be evicted and read again.
    database_.execute("PRAGMA cache_size = -16384");
    // The log is emptied often, so that no other host's write is the one that has to.
    database_.execute("PRAGMA wal_autocheckpoint = 200");
    report();
    if (items_.size() == 0 && !watch_.may_keep()) refuse_to_go_on();
    while (done_ < items_.size()) {
      if (watch_.stop.stop_requested()) refuse_to_go_on();
      keep_slice();
      report();
      if (done_ < items_.size()) std::this_thread::sleep_for(pause);
    }
    return tally_;
  }

 private:
  /// A host that waits looks every millisecond whether it may write.
  static constexpr std::chrono::milliseconds slice{10}, pause{4};

  void keep_slice() {
    const auto end = std::chrono::steady_clock::now() + slice;
    Recording recording{database_, now_, tally_};
    do recording.add(items_.at(done_++));
    while (done_ < items_.size() && std::chrono::steady_clock::now() < end);
    // After the last one it is too late to stop.
    if (done_ == items_.size() && !watch_.may_keep()) refuse_to_go_on();
    recording.commit();
    kept_ = tally_.added;
  }

  [[noreturn]] void refuse_to_go_on() const { throw Error(ErrorKind::cancelled, {{"kept", kept_}}); }

  void report() const {
    const auto total = static_cast<std::int64_t>(items_.size());
    watch_.on_progress({"contacts", static_cast<std::int64_t>(done_), total, total});
  }

  store::Database& database_;
  const std::string& now_;
  const FoundItems& items_;
  const ImportWatch& watch_;
  Tally tally_;
  std::int64_t kept_ = 0;
  std::size_t done_ = 0;
};

}  // namespace

namespace {

TaggedListState list_of(const DownloadContents& contents) {
  if (contents.has_list) return TaggedListState::there;
  return contents.says_none ? TaggedListState::none : TaggedListState::missing;
}

}  // namespace

ImportSummary import_downloads(store::Database& database, const std::string& now,
                               const std::vector<std::filesystem::path>& paths, const ImportWatch& watch) {
  auto contents = read_downloads(paths, watch.on_progress, watch.stop);
  const auto tally = Keeping{database, now, contents.items, watch}.keep();
  return {contents.platforms.size() == 1 ? *contents.platforms.begin() : "meta",
          std::move(contents.emails),
          contents.items.distinct(),
          tally.added,
          tally.contacts(),
          std::move(contents.skipped),
          contents.platforms.contains("facebook") ? std::optional{list_of(contents)} : std::nullopt,
          contents.notices};
}

}  // namespace demur::tagged
