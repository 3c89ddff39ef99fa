#include "reading/mail/mail_reader.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <span>

#include "reading/mail/foreign_form.hpp"
#include "reading/mail/headers.hpp"
#include "reading/mail/judge.hpp"
#include "reading/mail/plain_source.hpp"
#include "reading/mail/redact.hpp"
#include "text/encoding.hpp"
#include "text/utf8.hpp"

namespace demur::reading {
namespace {

constexpr std::size_t bytes_at_once = 256UL * 1024UL;

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

/// The length of an empty line at the beginning; 0 where there is none.
std::size_t empty_line(std::string_view text) {
  return text.starts_with('\n') ? 1 : text.starts_with("\r\n") ? 2 : 0;
}

std::vector<MailRecord> judged(const std::string& text, bool is_mbox) {
  if (is_mbox || begins_like_a_message(text)) return judge_message(text);
  return {judge_words(text)};
}

std::vector<MailRecord> judged_for_sender(const std::string& text, bool is_mbox) {
  return !is_mbox && begins_like_a_message(text) ? judge_sender(text) : judged(text, is_mbox);
}

/// In a mailbox that may not quote, a mail may be part of the one before it, and then that one's sender wrote all of
/// it, even what looks like the provider's verdict.
void doubt(MailRecord& mail) {
  if (mail.seal && mail.seal->witness == "provider") mail.seal = SealRecord{mail.seal->line};
  if (mail.authentication != "provider") return;
  mail.authentication = "none";
  mail.suspicious.emplace_back("within-mailbox");
}

}  // namespace

MailStream::MailStream(ByteSource& source, Before before)
    : source_(source), buffer_(bytes_at_once), quotes_(before != Before::other), is_first_(before == Before::nothing) {
  fill();
  begin();
}

/// Takes what may come before the first message.
void MailStream::begin() {
  if (rest_.starts_with(utf8_mark)) drop(utf8_mark.size());
  while (empty_line(rest_) > 0 || (rest_.empty() && fill())) drop(empty_line(rest_));
  is_mbox_ = separator_at(rest_, true) != Separator::none;
  const auto digits = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
  const auto number_end = std::min(rest_.find_first_not_of(" \t", digits), rest_.size());
  const auto line_end = empty_line(rest_.substr(number_end));
  const auto number = read_number<std::uint32_t>(rest_.substr(0, digits));
  if (!number || line_end == 0 || !begins_with_header(rest_.substr(number_end + line_end))) return;
  emlx_length_ = *number;
  drop(number_end + line_end);
}

void MailStream::drop(std::size_t count) {
  rest_.remove_prefix(count);
  taken_ += static_cast<std::int64_t>(count);
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
  // What a line is depends on what follows it.
  if (rest_.size() < separator_view) fill();
  auto end = rest_.find('\n');
  if (end == std::string_view::npos && fill()) end = rest_.find('\n');
  if (rest_.empty()) return false;
  const auto length = end == std::string_view::npos ? rest_.size() : end + 1;
  const bool is_begun = !is_within_line_;
  line = {rest_.substr(0, length), is_begun,
          is_mbox_ && is_begun ? separator_at(rest_, is_after_blank_) : Separator::none};
  is_within_line_ = end == std::string_view::npos;
  is_after_blank_ = is_begun && empty_line(line.text) > 0;
  drop(length);
  return true;
}

void MailStream::begin_message(Separator separator) {
  quotes_ = quotes_ && separator == Separator::quoting;
  will_stand_alone_ = quotes_ || is_first_;
  is_first_ = false;
}

bool MailStream::next(std::string& message) {
  message.clear();
  start_ = taken_;
  stands_alone_ = will_stand_alone_;
  bool is_any = false;
  for (Line line{}; take_line(line);) {
    is_any = true;
    if (line.separator != Separator::none) {
      end_ = taken_ - static_cast<std::int64_t>(line.text.size());
      begin_message(line.separator);
      if (has_begun_) return true;
      has_begun_ = true;
      stands_alone_ = will_stand_alone_;
      start_ = taken_;
      continue;
    }
    auto text = line.text;
    const auto quotes = std::min(text.find_first_not_of('>'), text.size());
    if (is_mbox_ && line.is_begun && quotes > 0 && text.substr(quotes).starts_with("From ")) text.remove_prefix(1);
    if (message.size() < max_message) message += text.substr(0, max_message - message.size());
  }
  end_ = taken_;
  if (emlx_length_ > 0) cut_emlx(message);
  const bool is_last = has_begun_ || (!is_mbox_ && is_any);
  has_begun_ = false;
  return is_last;
}

/// Apple Mail keeps a list of its own after the message.
void MailStream::cut_emlx(std::string& message) {
  if (emlx_length_ >= message.size() || !std::string_view(message).substr(emlx_length_).starts_with("<?xml")) return;
  message.resize(emlx_length_);
  end_ = start_ + static_cast<std::int64_t>(emlx_length_);
}

namespace {

/// Has `judge` judge each mail of the stream.
template <typename Judge>
void read_mails_with(ByteSource& source, const std::function<bool(const Line&)>& write, Before before, Judge judge) {
  PlainSource plain{source};
  if (const auto form = foreign_form(plain.head()); !form.empty() && !plain.is_converted()) {
    if (write(NotMail{std::string(form)})) write(End{0});
    return;
  }
  MailStream mails{plain, before};
  std::string text;
  std::int64_t count = 0, reported = 0;
  while (mails.next(text)) {
    ++count;
    for (auto& mail : judge(text, mails.is_mbox())) {
      // In a converted file places are not known; it is kept whole.
      mail.start = plain.is_converted() ? 0 : mails.start();
      mail.bytes = plain.is_converted() ? plain.taken() : mails.bytes();
      if (!mails.stands_alone()) doubt(mail);
      if (!is_to_be_shown(mail) && mails.is_mbox()) continue;
      if (!write(std::move(mail))) return;
    }
    if (mails.taken() - reported < progress_step) continue;
    reported = mails.taken();
    if (!write(Progress{plain.taken()})) return;
  }
  if (mails.is_mbox() && !write(MailboxForm{mails.quotes() ? "quoting" : "other"})) return;
  write(End{count});
}

}  // namespace

void read_mails(ByteSource& source, const std::function<bool(const Line&)>& write, Before before) {
  read_mails_with(source, write, before, judged);
}

void read_proof(ByteSource& source, const std::function<bool(const Line&)>& write) {
  read_mails_with(source, write, Before::nothing, judged_for_sender);
}

void redact_mail(ByteSource& source, const std::vector<std::string>& known,
                 const std::function<bool(const Line&)>& write) {
  PlainSource plain{source};
  if (const auto form = foreign_form(plain.head()); !form.empty() && !plain.is_converted()) {
    if (write(NotMail{std::string(form)})) write(End{0});
    return;
  }
  std::string text;
  static_cast<void>(MailStream{plain}.next(text));
  const auto copy = redact(text, known);
  auto rest = whole_characters(copy, max_copy);
  while (!rest.empty()) {
    const auto piece_of_copy = rest.substr(0, static_cast<std::size_t>(max_bytes_piece));
    if (!write(BytesPiece{to_hex(piece_of_copy)})) return;
    rest.remove_prefix(piece_of_copy.size());
  }
  write(End{1});
}

void read_bytes(ByteSource& source, std::int64_t start, std::int64_t count,
                const std::function<bool(const Line&)>& write) {
  PlainSource plain{source};
  std::vector<char> buffer(bytes_at_once);
  const auto end = start + std::min(count, std::numeric_limits<std::int64_t>::max() - start);
  std::int64_t at = 0;
  while (at < end) {
    const auto wanted = std::min<std::int64_t>(max_bytes_piece, (at < start ? start : end) - at);
    const auto bytes = plain.read(std::span{buffer}.first(static_cast<std::size_t>(wanted)));
    if (bytes == 0) break;
    if (at >= start && !write(BytesPiece{to_hex({buffer.data(), bytes})})) return;
    at += static_cast<std::int64_t>(bytes);
  }
  write(End{at});
}

}  // namespace demur::reading
