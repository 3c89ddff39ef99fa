#include "reading/mail/mail_reader.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "reading/mail/headers.hpp"
#include "reading/mail/judge.hpp"

namespace demur::reading {
namespace {

constexpr std::size_t piece = 256UL * 1024UL;

bool is_one_of(std::string_view name, std::string_view names) {
  for (std::size_t i = 0; i < names.size(); i += 3)
    if (names.substr(i, 3) == name) return true;
  return false;
}

std::vector<MailRecord> judged(const std::string& text, bool is_mbox) {
  if (is_mbox || begins_like_a_message(text)) return judge_message(text);
  return {judge_words(text)};
}

}  // namespace

bool is_separator(std::string_view line) {
  constexpr std::size_t max_separator = 400;
  if (!line.starts_with("From ")) return false;
  line = line.substr(0, max_separator);
  // A weekday and a month: a sentence that begins with "From " doesn't have them.
  for (auto at = line.find(' ', 5); at != std::string_view::npos && at + 8 <= line.size(); at = line.find(' ', at + 1))
    if (line[at + 4] == ' ' && is_one_of(line.substr(at + 1, 3), "MonTueWedThuFriSatSun") &&
        is_one_of(line.substr(at + 5, 3), "JanFebMarAprMayJunJulAugSepOctNovDec"))
      return true;
  return false;
}

MailStream::MailStream(ByteSource& source) : source_(source), buffer_(piece) {
  fill();
  is_mbox_ = is_separator(rest_.substr(0, rest_.find('\n')));
}

/// Moves what is left to the front and reads on. False when the stream has ended.
bool MailStream::fill() {
  if (is_over_) return false;
  const auto left = rest_.size();
  if (left > 0) std::memmove(buffer_.data(), rest_.data(), left);
  const auto count = source_.read(std::span{buffer_}.subspan(left));
  is_over_ = count < buffer_.size() - left;
  rest_ = {buffer_.data(), left + count};
  return count > 0;
}

bool MailStream::take_line(Line& line) {
  auto end = rest_.find('\n');
  if (end == std::string_view::npos && fill()) end = rest_.find('\n');
  if (rest_.empty()) return false;
  const auto length = end == std::string_view::npos ? rest_.size() : end + 1;
  line = {rest_.substr(0, length), !is_within_line_};
  is_within_line_ = end == std::string_view::npos;
  rest_.remove_prefix(length);
  taken_ += static_cast<std::int64_t>(length);
  return true;
}

bool MailStream::next(std::string& message) {
  message.clear();
  start_ = taken_;
  bool is_any = false;
  for (Line line{}; take_line(line);) {
    is_any = true;
    if (is_mbox_ && line.is_begun && is_separator(line.text)) {
      end_ = taken_ - static_cast<std::int64_t>(line.text.size());
      if (has_begun_) return true;
      has_begun_ = true;
      start_ = taken_;
      continue;
    }
    auto text = line.text;
    const auto quotes = std::min(text.find_first_not_of('>'), text.size());
    if (is_mbox_ && line.is_begun && quotes > 0 && text.substr(quotes).starts_with("From ")) text.remove_prefix(1);
    if (message.size() < max_message) message += text.substr(0, max_message - message.size());
  }
  end_ = taken_;
  const bool is_last = has_begun_ || (!is_mbox_ && is_any);
  has_begun_ = false;
  return is_last;
}

void read_mails(ByteSource& source, const std::function<bool(const Line&)>& write) {
  MailStream mails{source};
  std::string text;
  std::int64_t count = 0, reported = 0;
  while (mails.next(text)) {
    ++count;
    for (auto& mail : judged(text, mails.is_mbox())) {
      if (!is_related(mail) && mails.is_mbox()) continue;
      mail.start = mails.start();
      mail.bytes = mails.bytes();
      if (!write(std::move(mail))) return;
    }
    if (mails.taken() - reported < progress_step) continue;
    reported = mails.taken();
    if (!write(Progress{reported})) return;
  }
  write(End{count});
}

}  // namespace demur::reading
