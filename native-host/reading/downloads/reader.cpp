#include "reading/downloads/reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "platform/streams.hpp"
#include "reading/charsets.hpp"
#include "reading/downloads/archive.hpp"
#include "reading/downloads/catalogue.hpp"
#include "reading/downloads/emails.hpp"
#include "reading/downloads/html.hpp"
#include "reading/downloads/items.hpp"
#include "reading/downloads/json.hpp"
#include "reading/downloads/limits.hpp"
#include "reading/reader.hpp"
#include "reading/shown_text.hpp"

namespace demur::reading {
namespace {

constexpr std::array<std::string_view, 3> stages{"opening", "addresses", "items"};

/// Nobody reads any more.
struct Unheard {};

/// A file of the download that is needed.
struct Needed {
  KnownFile file;
  Entry entry;
};

class DownloadReader {
 public:
  explicit DownloadReader(const std::function<bool(const Line&)>& write) : write_(write) {}

  void say(const Line& line) {
    if (!write_(line)) throw Unheard{};
  }

  void skip(std::string_view path, const char* reason) {
    say(SkippedFile{shown_text(valid_utf8(path.substr(0, 2 * longest_path)), longest_path), reason});
  }

  /// Reads one file, and says what it tells, or why it was skipped. `source` is opened when it is read.
  template <typename Open>
  void read(const KnownFile& file, std::string_view path, Open open) {
    try {
      auto source = open();
      const auto* reason = read_content(file, source);
      if (reason != nullptr) skip(path, reason);
    } catch (const FileFault& fault) {
      skip(path, fault.reason);
    }
  }

  /// Says that this stage has begun, after all before it.
  void begin_stage(std::string_view name) {
    const auto known = std::find(begun_.begin(), begun_.end(), name) != begun_.end();
    while (!known && begun_.size() < stages.size()) {
      begun_.push_back(stages.at(begun_.size()));
      say(Stage{std::string(begun_.back())});
      if (begun_.back() == name) return;
    }
  }

  /// How many bytes of those that are needed have been read.
  void set_done(std::uint64_t bytes) {
    done_ = bytes;
    tell_progress(true);
  }

  /// Whether addresses of a platform's account were found.
  [[nodiscard]] bool has_email(const std::string& platform) const {
    return std::any_of(emails_.begin(), emails_.end(), [&](const auto& known) { return known.first == platform; });
  }

  void end() {
    begin_stage(stages.back());
    say(End{items_});
  }

 private:
  /// Counts the bytes that come through, and checks what a file may have.
  class Counted final : public ByteSource {
   public:
    Counted(ByteSource& source, DownloadReader& reader) : source_(source), reader_(reader) {}
    std::size_t read(std::span<char> buffer) override {
      const auto count = source_.read(buffer);
      reader_.done_ += count;
      reader_.tell_progress(false);
      return count;
    }

   private:
    ByteSource& source_;
    DownloadReader& reader_;
  };

  void tell_progress(bool is_due) {
    const auto done = static_cast<std::int64_t>(done_);
    if (done - told_ < (is_due ? 1 : progress_step)) return;
    told_ = done;
    say(Progress{done});
  }

  /// Gives the reason where something was skipped.
  const char* read_content(const KnownFile& file, ByteSource& source) {
    Counted counted{source, *this};
    const bool tells_addresses = file.tells == Tells::addresses || file.tells == Tells::earlier_addresses;
    begin_stage(tells_addresses ? "addresses" : "items");
    return tells_addresses ? read_addresses(file, counted) : read_items(file, counted);
  }

  static Reading read_findings(const KnownFile& file, ByteSource& source, Grain grain,
                               const std::function<void(Finding)>& take) {
    if (file.markup == Markup::html) {
      const auto is_item = [&](std::string_view text) { return is_item_address(text, file.platform); };
      return read_download_html(source, grain, is_item, take);
    }
    const auto wants = [&](std::string_view text) { return grain == Grain::record || is_email(text); };
    return read_download_json(source, grain, wants, take);
  }

  const char* read_addresses(const KnownFile& file, ByteSource& source) {
    std::vector<Statement> statements;
    const auto reading = read_findings(file, source, Grain::file, [&](Finding finding) {
      std::move(finding.statements.begin(), finding.statements.end(), std::back_inserter(statements));
    });
    const auto emails = account_emails(statements);
    if (emails)
      for (const auto& email : *emails) add_email({file.platform, email, file.tells == Tells::earlier_addresses});
    if (reading.fault != nullptr) return reading.fault;
    return emails ? nullptr : "unknown-shape";
  }

  void add_email(const AccountEmail& email) {
    const std::pair known{email.platform, email.email};
    if (std::find(emails_.begin(), emails_.end(), known) != emails_.end() || emails_.size() == most_emails) return;
    emails_.push_back(known);
    say(email);
  }

  const char* read_items(const KnownFile& file, ByteSource& source) {
    bool is_understood = false;
    const auto now = system_now();
    const auto reading = read_findings(file, source, Grain::record, [&](const Finding& finding) {
      const auto found = read_item(finding, file, now);
      is_understood = is_understood || found.has_address;
      if (!found.item) return;
      if (items_ == most_items) throw FileFault{"too-large"};
      ++items_;
      say(*found.item);
    });
    if (reading.fault != nullptr) return reading.fault;
    // What others only wrote has no address in the download.
    const bool may_lack_addresses = file.tells == Tells::posts;
    return reading.has_content && !is_understood && !may_lack_addresses ? "unknown-shape" : nullptr;
  }

  const std::function<bool(const Line&)>& write_;
  std::vector<std::pair<std::string, std::string>> emails_;
  std::vector<std::string_view> begun_;
  std::int64_t items_ = 0, told_ = 0;
  std::uint64_t done_ = 0;
};

/// What an archive has of what is needed.
struct Contents {
  std::vector<Needed> needed;
  std::vector<std::string> platforms;

  void note(std::optional<std::string> platform) {
    if (platform && std::find(platforms.begin(), platforms.end(), *platform) == platforms.end())
      platforms.push_back(std::move(*platform));
  }
};

Contents contents_of(Archive& archive) {
  Contents contents;
  archive.list([&contents](Entry entry) {
    contents.note(platform_of(entry.path));
    auto file = known_file(entry.path);
    if (!file) return;
    if (file->is_mark) contents.note(file->platform);
    if (contents.needed.size() == most_needed_entries) throw ArchiveFault{"too-large"};
    // No path of a download's is as long; only its end is needed then to say which it is.
    constexpr std::size_t longest_known = 1024;
    if (entry.path.size() > longest_known) entry.path = "/" + file->name;
    contents.needed.push_back({std::move(*file), std::move(entry)});
  });
  if (contents.platforms.empty()) throw ArchiveFault{"not-a-download"};
  std::stable_sort(contents.needed.begin(), contents.needed.end(),
                   [](const auto& a, const auto& b) { return a.file.tells < b.file.tells; });
  return contents;
}

std::uint64_t sum_of(const std::vector<Needed>& needed) {
  std::uint64_t sum = 0;
  for (const auto& [file, entry] : needed) sum += std::min(entry.size, largest_file + 1);
  return sum;
}

/// Two files of an archive never share bytes.
class Places {
 public:
  void take(std::uint64_t begin, std::uint64_t end) {
    for (const auto& [from, to] : taken_)
      if (begin < to && from < end) throw FileFault{"damaged"};
    taken_.emplace_back(begin, end);
  }

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> taken_;
};

void read_archive(RandomAccess& file, DownloadReader& reader) {
  reader.begin_stage("opening");
  Archive archive{file};
  const auto [needed, platforms] = contents_of(archive);
  const bool is_locked = !needed.empty() && std::all_of(needed.begin(), needed.end(),
                                                        [](const auto& one) { return one.entry.is_encrypted; });
  if (is_locked) throw ArchiveFault{"encrypted"};
  const auto sum = sum_of(needed);
  if (sum > largest_sum) throw ArchiveFault{"too-large"};
  for (const auto& platform : platforms) reader.say(DownloadOf{platform});
  reader.say(Total{static_cast<std::int64_t>(sum)});
  Places places;
  std::uint64_t done = 0;
  for (const auto& one : needed) {
    const auto& entry = one.entry;
    done += std::min(entry.size, largest_file + 1);
    if (one.file.tells != Tells::earlier_addresses || !reader.has_email(one.file.platform))
      reader.read(one.file, entry.path, [&] {
        if (is_unsafe(entry.path)) throw FileFault{"unsafe-name"};
        places.take(entry.offset, archive.data_offset(entry) + entry.packed);
        return EntrySource{archive, entry};
      });
    reader.set_done(done);
  }
  reader.end();
}

/// The bytes of a file from its beginning.
class FileSource final : public ByteSource {
 public:
  explicit FileSource(RandomAccess& file) : file_(file) {
    if (file.size() > largest_file) throw FileFault{"too-large"};
  }
  std::size_t read(std::span<char> buffer) override {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(buffer.size(), file_.size() - at_));
    if (!file_.read_at(at_, buffer.first(count))) throw FileFault{"damaged"};
    at_ += count;
    return count;
  }

 private:
  RandomAccess& file_;
  std::uint64_t at_ = 0;
};

void read_one(RandomAccess& file, std::string_view name, DownloadReader& reader) {
  reader.begin_stage("opening");
  const auto known = known_file(name);
  if (!known) throw ArchiveFault{"not-a-download"};
  if (known->is_mark) reader.say(DownloadOf{known->platform});
  reader.say(Total{static_cast<std::int64_t>(file.size())});
  reader.read(*known, name, [&] { return FileSource{file}; });
  reader.set_done(file.size());
  reader.end();
}

template <typename Read>
void read_with(const std::function<bool(const Line&)>& write, Read read) {
  DownloadReader reader{write};
  try {
    read(reader);
  } catch (const ArchiveFault& fault) {
    write(Unreadable{fault.reason});
  } catch (const Unheard&) {
    // There is no one to tell.
  }
}

}  // namespace

void read_download(RandomAccess& archive, const std::function<bool(const Line&)>& write) {
  read_with(write, [&](DownloadReader& reader) { read_archive(archive, reader); });
}

void read_download_file(RandomAccess& file, std::string_view name, const std::function<bool(const Line&)>& write) {
  read_with(write, [&](DownloadReader& reader) { read_one(file, name, reader); });
}

}  // namespace demur::reading
