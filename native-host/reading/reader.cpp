#include "reading/reader.hpp"

#include "reading/mail/headers.hpp"
#include "reading/mail/judge.hpp"
#include "reading/mail/mailbox.hpp"

namespace demur::reading {
namespace {

std::vector<MailRecord> judged(const std::string& text, bool is_mbox) {
  if (is_mbox || begins_like_a_message(text)) return judge_message(text);
  return {judge_words(text)};
}

}  // namespace

void read_mails(ByteSource& source, const std::function<bool(const Line&)>& write) {
  MailStream mails{source};
  std::string text;
  std::int64_t count = 0, told = 0;
  while (mails.next(text)) {
    ++count;
    for (auto& mail : judged(text, mails.is_mbox())) {
      if (!is_related(mail) && mails.is_mbox()) continue;
      mail.start = mails.start();
      mail.bytes = mails.bytes();
      if (!write(std::move(mail))) return;
    }
    if (mails.taken() - told < progress_step) continue;
    told = mails.taken();
    if (!write(Progress{told})) return;
  }
  write(End{count});
}

}  // namespace demur::reading
