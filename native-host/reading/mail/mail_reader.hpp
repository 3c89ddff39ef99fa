#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/streams.hpp"
#include "reading/mail/mbox.hpp"
#include "reading/record.hpp"

namespace demur::reading {

/// What comes before a stream that is a piece of a mailbox: nothing, mails that were all separated as by a program that
/// quotes, or others.
enum class Before { nothing, quoting, other };

/// A stream of mails: one message, also as Apple Mail keeps it (.emlx: its length in a line before it), or an mbox as
/// Thunderbird and Takeout write them (RFC 4155, with ">From " for a "From " that begins a line of a message). A UTF-8
/// byte order mark and empty lines may come first. Memory does not grow with the stream.
class MailStream {
 public:
  explicit MailStream(ByteSource& source, Before before = Before::nothing);

  /// Whether it begins as an mbox does.
  [[nodiscard]] bool is_mbox() const { return is_mbox_; }
  /// Reads the next message. False when there is none.
  bool next(std::string& message);
  /// Whether the message that was read last can't be part of the one before it.
  [[nodiscard]] bool stands_alone() const { return stands_alone_; }
  /// Whether all of the mbox so far was written by a program that quotes.
  [[nodiscard]] bool quotes() const { return quotes_; }
  /// Where in the stream the message that was read last begins, and how many bytes it has.
  [[nodiscard]] std::int64_t start() const { return start_; }
  [[nodiscard]] std::int64_t bytes() const { return end_ - start_; }
  /// How many bytes of the stream have been taken.
  [[nodiscard]] std::int64_t taken() const { return taken_; }

 private:
  struct Line {
    std::string_view text;
    bool is_begun;  ///< False for the rest of a line that was too long for one piece.
    Separator separator;
  };
  void begin();
  bool fill();
  void drop(std::size_t count);
  void begin_message(Separator separator);
  void cut_emlx(std::string& message);
  bool take_line(Line& line);

  ByteSource& source_;
  std::vector<char> buffer_;
  std::string_view rest_;
  std::int64_t taken_ = 0, start_ = 0, end_ = 0;
  bool is_over_ = false;
  bool is_within_line_ = false;
  bool is_mbox_ = false;
  bool has_begun_ = false;
  bool is_after_blank_ = true;
  bool quotes_, is_first_;
  bool stands_alone_ = true, will_stand_alone_ = true;
  std::size_t emlx_length_ = 0;
};

/// Reads a message, an mbox or pasted words, gzipped or not, and writes a line for each mail to be shown, and always
/// one for a single mail; for a file of another kind, one that says so. The last line is the end. `write` returns false
/// once nobody reads any more.
void read_mails(ByteSource& source, const std::function<bool(const Line&)>& write, Before before = Before::nothing);

/// As read_mails, but reads a message that is one for who sent it alone, as judge_sender does.
void read_proof(ByteSource& source, const std::function<bool(const Line&)>& write);

/// Writes a shareable copy of the first mail in such a stream, in pieces, and the end. `known` are the person's names
/// and addresses.
void redact_mail(ByteSource& source, const std::vector<std::string>& known,
                 const std::function<bool(const Line&)>& write);

/// Writes `count` bytes of the same stream from `start` on, or those that there are, in pieces, and the end. Neither
/// number is negative.
void read_bytes(ByteSource& source, std::int64_t start, std::int64_t count,
                const std::function<bool(const Line&)>& write);

}  // namespace demur::reading
