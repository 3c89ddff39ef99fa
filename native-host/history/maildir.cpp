#include "history/maildir.hpp"

#include <algorithm>
#include <system_error>

#include "platform/child_process.hpp"
#include "platform/folders.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur::history {
namespace {

namespace fs = std::filesystem;

/// More than anybody has; a folder must not be walked through for ever.
constexpr std::size_t max_files = 2'000'000;
constexpr int max_folder_depth = 12;
/// No more of a mail is looked at.
constexpr std::int64_t max_mail = 4L * 1024L * 1024L;
constexpr std::size_t piece_size = 16UL * 1024UL * 1024UL;
/// The line before each mail, in a form that tells the reader that the mails are quoted.
constexpr std::string_view separator = "From 0@xxx Thu Jan  1 00:00:00 1970\n";

bool has_mails(const fs::path& folder) {
  return is_folder(folder / "cur") && is_folder(folder / "new");
}

/// Appends a mail with ">" before each line that begins with "From ", or with ">" and then that.
void append_quoted(std::string& mbox, std::string_view mail) {
  while (!mail.empty()) {
    const auto line = mail.substr(0, std::min(mail.find('\n'), mail.size() - 1) + 1);
    const auto quotes = std::min(line.find_first_not_of('>'), line.size());
    if (line.substr(quotes).starts_with("From ")) mbox += '>';
    mbox += line;
    mail.remove_prefix(line.size());
  }
  mbox += mbox.ends_with('\n') ? "\n" : "\n\n";
}

/// The mail in a file, or its beginning; nothing where it can't be read.
std::optional<std::string> beginning_of(const fs::path& path) {
  try {
    const auto file = open_file(path);
    const auto size = size_of(file);
    std::string bytes(static_cast<std::size_t>(std::min(size, max_mail)), '\0');
    FileAccess access{file.number(), bytes.size()};
    if (!access.read_at(0, bytes)) return std::nullopt;
    const auto [start, count] = mail_in(path, bytes, size);
    return bytes.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(count));
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

/// Whether Apple Mail has fetched only its words and not what is attached.
bool is_partial(const fs::path& path) {
  return path.extension() == ".emlx" && path.stem().extension() == ".partial";
}

}  // namespace

bool is_maildir(const fs::path& folder) {
  if (has_mails(folder)) return true;
  bool is_found = false;
  for_each_entry(folder, 0, [&is_found](const FolderEntry& entry) {
    is_found = has_mails(entry.path);
    return !is_found;
  });
  return is_found;
}

MailExtent mail_in(const fs::path& file, std::string_view beginning, std::int64_t size) {
  const auto end = beginning.find('\n');
  if (file.extension() != ".emlx" || end == std::string_view::npos) return {0, size};
  const auto start = static_cast<std::int64_t>(end) + 1;
  const auto length = read_number<std::int64_t>(trimmed(beginning.substr(0, end)));
  return length ? MailExtent{start, std::min(*length, size - start)} : MailExtent{0, size};
}

Maildir::Maildir(std::vector<fs::path> files) : files_(std::move(files)) {
  if (files_.size() > max_files) files_.resize(max_files);
  for (const auto& file : files_) total_ += size_of(file);
}

Maildir::Maildir(const fs::path& folder) {
  add_maildirs_in(folder, max_folder_depth);
  std::sort(files_.begin(), files_.end());
}

void Maildir::add_maildirs_in(const fs::path& folder, int levels) {
  for_each_entry(folder, 0, [&](const FolderEntry& entry) {
    if (entry.type != fs::file_type::directory) return true;
    const auto name = entry.path.filename();
    if (name == "cur" || name == "new")
      add_mails_in(entry.path);
    else if (name != "tmp" && levels > 0)
      add_maildirs_in(entry.path, levels - 1);
    return true;
  });
}

void Maildir::add_mails_in(const fs::path& folder) {
  for_each_entry(folder, 0, [this](const FolderEntry& entry) {
    if (files_.size() == max_files) return false;
    if (entry.type != fs::file_type::regular) return true;
    files_.push_back(entry.path);
    total_ += size_of(entry.path);
    return true;
  });
}

std::string Maildir::next_piece() {
  piece_start_ = piece_end_;
  std::string piece;
  for (; next_ < files_.size() && piece.size() < piece_size; ++next_) {
    const auto mail = beginning_of(files_[next_]);
    if (!mail || is_partial(files_[next_])) ++incomplete_;
    if (!mail) continue;
    done_ += static_cast<std::int64_t>(mail->size());
    piece += separator;
    append_quoted(piece, *mail);
    places_.push_back({piece_start_ + static_cast<std::int64_t>(piece.size()), next_});
  }
  piece_end_ += static_cast<std::int64_t>(piece.size());
  return piece;
}

fs::path Maildir::file_at(std::int64_t place) const {
  const auto found = std::find_if(places_.begin(), places_.end(), [&](const Place& one) { return place < one.end; });
  return found == places_.end() ? fs::path{} : files_[found->file];
}

}  // namespace demur::history
