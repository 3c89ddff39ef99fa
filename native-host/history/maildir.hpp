#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Mailboxes that keep each mail in a separate file: https://cr.yp.to/proto/maildir.html
namespace demur::history {

/// Whether a folder is a Maildir, or contains some, as KMail's does.
bool is_maildir(const std::filesystem::path& folder);

/// Where in a file the mail is: all of it, except in Apple Mail's .emlx, where a line before it gives its length.
struct MailExtent {
  std::int64_t start, bytes;
};
MailExtent mail_in(const std::filesystem::path& file, std::string_view beginning, std::int64_t size);

/// The mails of a Maildir and the folders in it, as pieces of an mbox. Mails are quoted, so that none can contain what
/// separates them.
class Maildir {
 public:
  /// Looks for the mails. Links are not followed.
  explicit Maildir(const std::filesystem::path& folder);
  /// The same with these files, one for each mail, also as Apple Mail keeps them (.emlx).
  explicit Maildir(std::vector<std::filesystem::path> files);

  /// The next piece; empty after the last. It has only the beginning of a long mail. What can't be read is left out.
  std::string next_piece();
  /// In bytes: of all mails, and of those already in pieces.
  [[nodiscard]] std::int64_t total() const { return total_; }
  [[nodiscard]] std::int64_t done() const { return done_; }
  /// How many of the mails so far could not be read, or are only partly on this computer, according to their program.
  [[nodiscard]] std::int64_t incomplete() const { return incomplete_; }
  /// The size in bytes of all pieces before the last one.
  [[nodiscard]] std::int64_t piece_start() const { return piece_start_; }
  /// The file of the mail at this place in all pieces together.
  [[nodiscard]] std::filesystem::path file_at(std::int64_t place) const;

 private:
  struct Place {
    std::int64_t end;
    std::size_t file;
  };
  void add_maildirs_in(const std::filesystem::path& folder, int levels);
  void add_mails_in(const std::filesystem::path& folder);

  std::vector<std::filesystem::path> files_;
  std::vector<Place> places_;
  std::size_t next_ = 0;
  std::int64_t total_ = 0, done_ = 0, piece_start_ = 0, piece_end_ = 0, incomplete_ = 0;
};

}  // namespace demur::history
