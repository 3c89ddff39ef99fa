#include "history/mailboxes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "platform/error.hpp"
#include "platform/files.hpp"
#include "platform/folders.hpp"
#include "text/characters.hpp"
#include "text/shown_text.hpp"

namespace demur::history {
namespace {

namespace fs = std::filesystem;

/// More than anybody has; a folder must not be walked through for ever.
constexpr int max_entries = 2'000'000;
constexpr int max_depth = 16;
constexpr std::size_t max_title = 200;

/// Calls `take` for each regular file below a folder, until it returns false. Links are not followed.
template <typename Take>
void for_each_file(const fs::path& folder, Take take) {
  int count = 0;
  for_each_entry(folder, max_depth, [&](const FolderEntry& entry) {
    return ++count <= max_entries && (entry.type != fs::file_type::regular || take(entry.path));
  });
}

/// The nearest folder above a file for which this is true; nothing at `root` and above.
template <typename Is>
std::optional<fs::path> folder_above(const fs::path& file, const fs::path& root, Is is) {
  for (auto folder = file.parent_path(); folder != root && folder.has_relative_path(); folder = folder.parent_path())
    if (is(folder)) return folder;
  return std::nullopt;
}

std::optional<fs::path> maildir_of(const fs::path& file, const fs::path& root) {
  const auto mails = folder_above(
      file, root, [](const auto& folder) { return folder.filename() == "cur" || folder.filename() == "new"; });
  return mails ? std::optional{mails->parent_path()} : std::nullopt;
}

/// Thunderbird keeps an index beside each mailbox, and gives extensions to all files that aren't mailboxes.
bool is_mozilla_mailbox(const fs::path& file) {
  const auto name = file.filename().string();
  if (name.find('.') == std::string::npos) return true;
  return is_file(fs::path{file} += ".msf");
}

/// The mailbox that a file belongs to: itself, or a folder; nothing where it is not an e-mail.
std::optional<fs::path> mailbox_of(const fs::path& file, MailLayout layout, const fs::path& root) {
  const auto name = file.filename().string();
  switch (layout) {
    case MailLayout::mozilla:
      if (auto maildir = maildir_of(file, root)) return maildir;
      return is_mozilla_mailbox(file) ? std::optional{file} : std::nullopt;
    case MailLayout::maildir:
      return maildir_of(file, root);
    case MailLayout::numbered:
      return std::all_of(name.begin(), name.end(), is_digit) ? std::optional{file.parent_path()} : std::nullopt;
    case MailLayout::emlx:
      if (!name.ends_with(".emlx")) return std::nullopt;
      if (auto box = folder_above(file, root, [](const auto& folder) { return folder.extension() == ".mbox"; }))
        return box;
      return file.parent_path();
  }
  return std::nullopt;
}

/// "imap.example.org / INBOX / Sent" for the place of a mailbox within its program's folder.
std::string title_of(const fs::path& mailbox, const fs::path& root) {
  std::string title;
  const auto within = mailbox.lexically_relative(root);
  for (const auto& part : within.empty() || within == "." ? root.filename() : within) {
    auto name = part.string();
    for (const std::string_view ending : {".sbd", ".mbox"})
      if (name.ends_with(ending)) name.resize(name.size() - ending.size());
    if (name.starts_with('.')) name.erase(0, 1);
    title += (title.empty() ? "" : " / ") + name;
  }
  return shown_text(title, max_title);
}

std::vector<Mailbox> mailboxes_in(const MailPlace& place, const std::stop_token& stop) {
  std::map<fs::path, Mailbox> found;
  for_each_file(place.folder, [&](const fs::path& file) {
    if (stop.stop_requested()) throw Error(ErrorKind::cancelled);
    const auto path = mailbox_of(file, place.layout, place.folder);
    const auto bytes = path ? size_of(file) : 0;
    if (bytes == 0) return true;
    const Mailbox empty{place.program, {}, *path, 0, {}, place.is_copy, place.is_open, place.layout};
    auto& mailbox = found.try_emplace(*path, empty).first->second;
    mailbox.bytes += bytes;
    mailbox.modified_at = std::max(mailbox.modified_at, modified_at(file));
    // Programs that lock a mailbox put a file beside it: https://www.rfc-editor.org/rfc/rfc4155, appendix B.
    mailbox.is_open = mailbox.is_open || (*path == file && is_there(fs::path{file} += ".lock"));
    return true;
  });
  std::vector<Mailbox> mailboxes;
  for (auto& [path, mailbox] : found) {
    mailbox.title = title_of(path, place.folder);
    mailboxes.push_back(std::move(mailbox));
  }
  return mailboxes;
}

}  // namespace

std::vector<Mailbox> find_mailboxes(const std::vector<MailPlace>& places, const std::stop_token& stop) {
  std::vector<Mailbox> found;
  std::set<fs::path> known;
  for (const auto& place : places)
    for (auto& mailbox : mailboxes_in(place, stop))
      if (known.insert(mailbox.path).second) found.push_back(std::move(mailbox));
  if (found.size() <= max_mailboxes) return found;
  const auto is_larger = [](const auto& a, const auto& b) { return a.bytes > b.bytes; };
  std::stable_sort(found.begin(), found.end(), is_larger);
  found.resize(max_mailboxes);
  return found;
}

bool is_one_file(const Mailbox& mailbox) {
  return type_of(mailbox.path) == fs::file_type::regular;
}

std::vector<fs::path> files_of(const Mailbox& mailbox) {
  std::vector<fs::path> files;
  if (type_of(mailbox.path) != fs::file_type::directory) return files;
  // The folder's own name may be what identifies its files.
  const auto root = mailbox.path.parent_path();
  for_each_file(mailbox.path, [&](const fs::path& file) {
    if (mailbox_of(file, mailbox.layout, root) == mailbox.path) files.push_back(file);
    return true;
  });
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace demur::history
