#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/streams.hpp"
#include "reading/record.hpp"

namespace demur::reading {

/// A stream of mails: one message, or an mbox as Thunderbird and Takeout write them (RFC 4155, with ">From " for a
/// "From " that begins a line of a message). Memory does not grow with the stream.
class MailStream {
 public:
  explicit MailStream(ByteSource& source);

  /// Whether it begins as an mbox does.
  [[nodiscard]] bool is_mbox() const { return is_mbox_; }
  /// Reads the next message. False when there is none.
  bool next(std::string& message);
  /// Where in the stream the message that was read last begins, and how many bytes it has.
  [[nodiscard]] std::int64_t start() const { return start_; }
  [[nodiscard]] std::int64_t bytes() const { return end_ - start_; }
  /// How many bytes of the stream have been taken.
  [[nodiscard]] std::int64_t taken() const { return taken_; }

 private:
  struct Line {
    std::string_view text;
    bool is_begun;  ///< False for the rest of a line that was too long for one piece.
  };
  bool fill();
  bool take_line(Line& line);

  ByteSource& source_;
  std::vector<char> buffer_;
  std::string_view rest_;
  std::int64_t taken_ = 0, start_ = 0, end_ = 0;
  bool is_over_ = false;
  bool is_within_line_ = false;
  bool is_mbox_ = false;
  bool has_begun_ = false;
};

/// Whether a line stands between the messages of an mbox: "From - Tue Nov 24 03:34:28 2026".
bool is_separator(std::string_view line);

/// Reads a message, an mbox or pasted words, and writes a line for each mail that says something about an objection,
/// and always one for a single mail. The last line is the end. `write` returns false when nobody reads any more.
void read_mails(ByteSource& source, const std::function<bool(const Line&)>& write);

}  // namespace demur::reading
