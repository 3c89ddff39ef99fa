#include "reading/downloads/download_reader.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "platform/streams.hpp"
#include "reading/charsets.hpp"
#include "reading/downloads/catalogue.hpp"
#include "reading/downloads/download_facts.hpp"
#include "reading/downloads/interpret.hpp"
#include "reading/downloads/limits.hpp"
#include "reading/downloads/records.hpp"
#include "reading/downloads/zip_archive.hpp"
#include "reading/output_closed.hpp"
#include "text/characters.hpp"
#include "text/shown_text.hpp"

namespace demur::reading {
namespace {

constexpr std::array<std::string_view, 3> stages{"opening", "addresses", "items"};

/// A file of the download that is needed.
struct Needed {
  KnownFile file;
  ZipEntry entry;
};

/// Why a file was not read, or not completely.
struct Fault {
  const char* reason;
  std::int64_t read = 0, unread = 0;  ///< Entries, where some were read.
};

class DownloadReader {
 public:
  explicit DownloadReader(const std::function<bool(const Line&)>& write) : write_(write) {}

  void write(const Line& line) {
    if (!write_(line)) throw OutputClosed{};
  }

  void skip(std::string_view path, const Fault& fault) {
    write(SkippedFile{shown_text(valid_utf8(path.substr(0, 2 * max_path)), max_path), fault.reason, fault.read,
                      fault.unread});
  }

  /// Reads one file, and writes what it contains or why it was skipped. `open` is called when it is read.
  template <typename Open>
  void read(const KnownFile& file, std::string_view path, Open open) {
    try {
      auto source = open();
      const auto fault = read_content(file, source);
      if (fault) skip(path, *fault);
    } catch (const FileFault& fault) {
      skip(path, {fault.reason});
    }
  }

  /// Writes that this stage has begun, after all before it.
  void begin_stage(std::string_view name) {
    while (!contains(begun_, name) && begun_.size() < stages.size()) {
      begun_.push_back(stages.at(begun_.size()));
      write(Stage{std::string(begun_.back())});
    }
  }

  /// How many of the needed bytes have been read.
  void set_done(std::uint64_t bytes) {
    done_ = bytes;
    report_progress(true);
  }

  /// Whether e-mail addresses of a platform's account were found.
  [[nodiscard]] bool has_email(const std::string& platform) const {
    return std::any_of(emails_.begin(), emails_.end(), [&](const auto& known) { return known.first == platform; });
  }

  void end() {
    begin_stage(stages.back());
    write(End{items_});
  }

 private:
  /// Counts the bytes that are read.
  class Counted final : public ByteSource {
   public:
    Counted(ByteSource& source, DownloadReader& reader) : source_(source), reader_(reader) {}
    std::size_t read(std::span<char> buffer) override {
      const auto count = source_.read(buffer);
      reader_.done_ += count;
      reader_.report_progress(false);
      return count;
    }

   private:
    ByteSource& source_;
    DownloadReader& reader_;
  };

  void report_progress(bool is_due) {
    const auto done = static_cast<std::int64_t>(done_);
    if (done - reported_ < (is_due ? 1 : progress_step)) return;
    reported_ = done;
    write(Progress{done});
  }

  /// Returns why something was skipped, if it was.
  std::optional<Fault> read_content(const KnownFile& file, ByteSource& source) {
    Counted counted{source, *this};
    if (file.content == FileContent::none) return note_list(false);
    const bool has_addresses = file.content == FileContent::addresses || file.content == FileContent::earlier_addresses;
    begin_stage(has_addresses ? "addresses" : "items");
    return has_addresses ? read_addresses(file, counted) : read_items(file, counted);
  }

  /// Returns whether the file has any content.
  static bool read_records(const KnownFile& file, ByteSource& source, RecordScope scope,
                           const std::function<void(DownloadRecord)>& take) {
    if (file.markup == Markup::html) {
      const auto is_item = [&](std::string_view text) { return is_item_url(text, file.platform); };
      // Notices have no links but the plain URL of what they are about, in a row whose label isn't known to last.
      const auto is_plain = [&](std::string_view text, std::string_view label) {
        if (file.content == FileContent::notices) return is_platform_url(text, file.platform);
        return is_label(label, download_facts().url_labels) && is_item(text);
      };
      return read_html_records(source, scope, {is_item, is_plain}, take);
    }
    const auto wants = [&](std::string_view text) { return scope == RecordScope::object || is_email(text); };
    return read_json_records(source, scope, wants, take);
  }

  /// Says whether there is a list of what others tagged the person in.
  std::optional<Fault> note_list(bool is_there) {
    write(TaggedList{is_there});
    return std::nullopt;
  }

  std::optional<Fault> read_addresses(const KnownFile& file, ByteSource& source) {
    bool is_understood = true;
    read_records(file, source, RecordScope::file, [&](const DownloadRecord& record) {
      const auto emails = account_emails(record.fields);
      is_understood = emails.has_value();
      for (const auto& email : emails.value_or(std::vector<std::string>{}))
        add_email({file.platform, email, file.content == FileContent::earlier_addresses});
    });
    return is_understood ? std::nullopt : std::optional{Fault{"unknown-shape"}};
  }

  void add_email(const AccountEmail& email) {
    const std::pair known{email.platform, email.email};
    if (contains(emails_, known) || emails_.size() == max_emails) return;
    emails_.push_back(known);
    write(email);
  }

  std::optional<Fault> read_items(const KnownFile& file, ByteSource& source) {
    if (file.content == FileContent::tagged) note_list(true);
    bool is_understood = false;
    std::int64_t notices = 0;
    Fault fault{"partly"};
    const auto now = system_now();
    const bool has_content = read_records(file, source, RecordScope::object, [&](const DownloadRecord& record) {
      const auto found = read_item(record, file, now);
      is_understood = is_understood || found.has_url;
      if (file.content == FileContent::notices && found.has_url) ++notices;
      fault.unread += found.unread;
      if (!found.item) return;
      if (items_ == max_items) throw FileFault{"too-large"};
      ++items_;
      ++fault.read;
      write(*found.item);
    });
    if (notices > 0) write(NoticesRead{notices});
    // What others only wrote has no URL in the download.
    const bool may_lack_urls = file.content == FileContent::posts;
    if (has_content && !is_understood && !may_lack_urls) return Fault{"unknown-shape"};
    return fault.unread > 0 ? std::optional{fault} : std::nullopt;
  }

  const std::function<bool(const Line&)>& write_;
  std::vector<std::pair<std::string, std::string>> emails_;
  std::vector<std::string_view> begun_;
  std::int64_t items_ = 0, reported_ = 0;
  std::uint64_t done_ = 0;
};

/// The needed files of an archive, and whose download it is.
struct ArchiveContents {
  std::vector<Needed> needed;
  std::vector<std::string> platforms;

  void add_platform(std::optional<std::string> platform) {
    if (platform && !contains(platforms, *platform)) platforms.push_back(std::move(*platform));
  }
};

ArchiveContents contents_of(ZipArchive& archive) {
  ArchiveContents contents;
  archive.list([&contents](ZipEntry entry) {
    contents.add_platform(platform_of(entry.path));
    auto file = known_file(entry.path);
    if (!file) return;
    if (file->identifies_platform) contents.add_platform(file->platform);
    if (contents.needed.size() == max_needed_files) throw ArchiveFault{"too-large"};
    // No path in a download is as long; then only its end is needed to identify the file.
    constexpr std::size_t max_known_path = 1024;
    if (entry.path.size() > max_known_path) entry.path = "/" + file->name;
    contents.needed.push_back({std::move(*file), std::move(entry)});
  });
  if (contents.platforms.empty()) throw ArchiveFault{"not-a-download"};
  std::stable_sort(contents.needed.begin(), contents.needed.end(),
                   [](const auto& a, const auto& b) { return a.file.content < b.file.content; });
  return contents;
}

std::uint64_t sum_of(const std::vector<Needed>& needed) {
  std::uint64_t sum = 0;
  for (const auto& [file, entry] : needed) sum += std::min(entry.size, max_file + 1);
  return sum;
}

/// The bytes of an archive that files have taken: two never share any.
class ByteRanges {
 public:
  void take(std::uint64_t begin, std::uint64_t end) {
    for (const auto& [from, to] : ranges_)
      if (begin < to && from < end) throw FileFault{"damaged"};
    ranges_.emplace_back(begin, end);
  }

 private:
  std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges_;
};

void read_archive(RandomAccess& file, DownloadReader& reader) {
  reader.begin_stage("opening");
  ZipArchive archive{file};
  const auto [needed, platforms] = contents_of(archive);
  const bool is_locked = !needed.empty() && std::all_of(needed.begin(), needed.end(),
                                                        [](const auto& one) { return one.entry.is_encrypted; });
  if (is_locked) throw ArchiveFault{"encrypted"};
  const auto sum = sum_of(needed);
  if (sum > max_total) throw ArchiveFault{"too-large"};
  for (const auto& platform : platforms) reader.write(DownloadPlatform{platform});
  reader.write(Total{static_cast<std::int64_t>(sum)});
  ByteRanges taken;
  std::uint64_t done = 0;
  for (const auto& one : needed) {
    const auto& entry = one.entry;
    done += std::min(entry.size, max_file + 1);
    if (one.file.content != FileContent::earlier_addresses || !reader.has_email(one.file.platform))
      reader.read(one.file, entry.path, [&] {
        if (is_unsafe(entry.path)) throw FileFault{"unsafe-name"};
        taken.take(entry.offset, archive.data_offset(entry) + entry.packed);
        return ZipEntrySource{archive, entry};
      });
    reader.set_done(done);
  }
  reader.end();
}

/// The bytes of a file, from its beginning.
class FileSource final : public ByteSource {
 public:
  explicit FileSource(RandomAccess& file) : file_(file) {
    if (file.size() > max_file) throw FileFault{"too-large"};
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
  if (known->identifies_platform) reader.write(DownloadPlatform{known->platform});
  reader.write(Total{static_cast<std::int64_t>(file.size())});
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
  } catch (const OutputClosed&) {
    // There is no one to write for.
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
