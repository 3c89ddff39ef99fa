#include "reading/mail/judge.hpp"

#include <algorithm>
#include <array>

#include "reading/charsets.hpp"
#include "reading/mail/alias.hpp"
#include "reading/mail/authentication.hpp"
#include "reading/mail/kind.hpp"
#include "reading/mail/links.hpp"
#include "reading/mail/mail_facts.hpp"
#include "reading/mail/message.hpp"
#include "reading/mail/seal.hpp"
#include "reading/mail/signature.hpp"
#include "reading/mail/signing_keys.hpp"
#include "reading/mail/structure.hpp"
#include "reading/sentences.hpp"
#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace demur::reading {
namespace {

/// Forwarded messages may contain forwarded messages.
constexpr int max_forward = 3;
/// So many words of a message and of all that is attached to it are looked at, some of them up to three times: twenty
/// forwarded mails of Meta's have fewer.
constexpr std::size_t max_words_in_all = 40'000;

void add_once(std::vector<std::string>& texts, const std::string& text) {
  if (!contains(texts, text)) texts.push_back(text);
}

/// "Meta Privacy Team", but not "News about Meta": every word must be Meta's own.
bool is_metas_name(const std::string& name) {
  const auto words = folded_words(name);
  const auto is_product = [](const auto& word) { return contains(mail_facts().products, word); };
  const auto is_metas_word = [&](const auto& word) {
    return is_product(word) || contains(mail_facts().companions, word);
  };
  return std::any_of(words.begin(), words.end(), is_product) && std::all_of(words.begin(), words.end(), is_metas_word);
}

/// Whether a name contains one of Meta's addresses.
bool shows_metas_address(const std::string& name) {
  const auto shown = lower_case(trimmed(name));
  return shown.find('@') != std::string::npos && find_sender(domain_of(shown)) != nullptr;
}

/// Who the message says it is from.
struct Claim {
  Mailbox mailbox;
  bool is_alone;    ///< One From: with one mailbox, as programs write it (RFC 5322).
  bool has_domain;  ///< The address is in one of Meta's domains.
  bool is_alias;    ///< A forwarding service says so.
  bool pretends;    ///< The name or a look-alike domain says Meta, but the address does not.
};

Claim read_claim(const Headers& headers) {
  const auto mailboxes = read_mailboxes(value_of(headers, "from"));
  const auto count = std::count_if(headers.begin(), headers.end(), [](const auto& one) { return one.name == "from"; });
  Claim claim{mailboxes.empty() ? Mailbox{} : mailboxes.front(), count == 1 && mailboxes.size() == 1, false, false,
              false};
  const auto domain = domain_of(claim.mailbox.address);
  const auto& name = claim.mailbox.name;
  claim.has_domain = find_sender(domain) != nullptr;
  claim.is_alias = came_through_alias(claim.mailbox);
  claim.pretends = !claim.has_domain && !claim.is_alias &&
                   (is_metas_name(name) || shows_metas_address(name) || is_lookalike(domain));
  return claim;
}

/// An address as a record has it; empty where it is too long. Replacing what is not UTF-8 makes it longer.
std::string recorded(std::string_view address) {
  auto text = valid_utf8(address);
  return text.size() <= max_address ? text : std::string{};
}

/// Notes the recipients, and whether there are more than fit in a record.
void note_recipients(MailRecord& mail, const Headers& headers) {
  constexpr std::array<std::string_view, 5> names{"to", "delivered-to", "x-original-to", "envelope-to", "cc"};
  for (const auto name : names)
    for (const auto& mailbox : read_mailboxes(value_of(headers, name))) {
      const auto address = recorded(mailbox.address);
      if (address.empty() || contains(mail.recipients, address)) continue;
      if (mail.recipients.size() == max_recipients) return add_once(mail.suspicious, "many-recipients");
      mail.recipients.push_back(address);
    }
}

/// Addresses in a text: Meta's mails end with the address they were sent to.
std::vector<std::string> addresses_in(std::string_view words) {
  constexpr std::string_view ends = " \t\r\n<>()[]\"',;:";
  std::vector<std::string> addresses;
  for (auto at = words.find('@'); at != std::string_view::npos; at = words.find('@', at + 1)) {
    const auto before = at == 0 ? std::string_view::npos : words.find_last_of(ends, at - 1);
    const auto start = before == std::string_view::npos ? 0 : before + 1;
    auto address = lower_case(words.substr(start, std::min(words.find_first_of(ends, at), words.size()) - start));
    while (address.ends_with('.')) address.pop_back();
    if (addresses.size() == max_recipients || address.size() > max_address) continue;
    if (!is_metas(domain_of(address))) add_once(addresses, address);
  }
  return addresses;
}

/// The only product that the words name; nothing where they name several or none.
std::optional<std::string> only_platform(const WordList& words) {
  std::optional<std::string> platform;
  for (const char* name : {"facebook", "instagram", "whatsapp"}) {
    if (!Stem{name}.stands_in(words)) continue;
    if (platform) return std::nullopt;
    platform = name;
  }
  return platform;
}

std::optional<std::string> platform_of(const Claim& claim, const std::string& subject,
                                       const std::optional<LinkedForm>& form) {
  if (auto named = only_platform(folded_words(claim.mailbox.name))) return named;
  if (auto named = only_platform(folded_words(subject))) return named;
  if (form && form->platform != "meta") return form->platform;
  const auto* sender = find_sender(domain_of(claim.mailbox.address));
  return sender == nullptr ? std::nullopt : std::optional{sender->platform};
}

/// Another program's copy of the header, in the words of its language: "Von: Facebook <…@facebookmail.com>".
bool is_metas_header(std::string_view line) {
  constexpr std::size_t max_label = 30;
  const auto colon = line.find(": ");
  if (colon > max_label) return false;
  const auto mailboxes = read_mailboxes(line.substr(colon + 1));
  return mailboxes.size() == 1 && find_sender(domain_of(mailboxes.front().address)) != nullptr;
}

bool quotes_metas_header(std::string_view text) {
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    if (is_metas_header(line)) return true;
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return false;
}

bool is_marked_as_forwarded(const std::string& subject) {
  const auto colon = subject.find(':');
  if (colon == std::string::npos) return false;
  const auto prefix = folded_words(subject.substr(0, colon));
  return prefix.size() == 1 && contains(mail_facts().forward_prefixes, prefix.front());
}

void note_suspicions(MailRecord& mail, const Claim& claim, const Headers& headers, const std::vector<Link>& links) {
  const auto note = [&](bool is_so, const char* code) {
    if (is_so) add_once(mail.suspicious, code);
  };
  note(claim.pretends, "sender-not-meta");
  note(!claim.is_alone, "several-senders");
  note(is_lookalike(domain_of(claim.mailbox.address)), "lookalike-domain");
  // Such a service passes the replies on as well.
  if (!claim.is_alias)
    for (const auto& reply : read_mailboxes(value_of(headers, "reply-to")))
      note(!is_metas(domain_of(reply.address)), "reply-elsewhere");
  for (const auto& link : links) {
    note(pretends_to_be_metas(link), "link-elsewhere");
    const auto url = read_url(link.target);
    note(url && is_lookalike(behind_redirectors(*url).host), "lookalike-domain");
  }
}

bool is_blank_byte(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
}

/// A link's query and fragment identify the person.
std::string_view without_query(std::string_view word) {
  const auto link = word.find("://");
  return link == std::string_view::npos ? word : word.substr(0, word.find_first_of("?#", link));
}

/// What separated two words: a space, the end of a line, or an empty line.
std::string_view separator_of(std::string_view space) {
  const auto lines = std::count(space.begin(), space.end(), '\n');
  return lines == 0 ? " " : lines == 1 ? "\n" : "\n\n";
}

/// The beginning of a mail's text, to be quoted: at most `max_bytes` in whole characters, without consecutive empty
/// lines or control characters, and with links only up to their query.
std::string beginning_of(std::string_view text, std::size_t max_bytes) {
  std::string beginning;
  while (beginning.size() < max_bytes) {
    const auto* const start = std::find_if_not(text.begin(), text.end(), is_blank_byte);
    const auto* const end = std::find_if(start, text.end(), is_blank_byte);
    if (start == end) break;
    if (!beginning.empty()) beginning += separator_of({text.begin(), start});
    beginning += without_query({start, end});
    text = {end, text.end()};
  }
  return std::string{whole_characters(beginning, max_bytes)};
}

const char* name_of(Authentication authentication) {
  switch (authentication) {
    case Authentication::provider:
      return "provider";
    case Authentication::fail:
      return "fail";
    default:
      return "none";
  }
}

/// Checks Meta's signature on the mail. If it settles nothing, returns why, in case nobody else knows more.
std::optional<std::string> note_signature(MailRecord& mail, const Claim& claim, std::string_view message) {
  if (!claim.has_domain) return std::nullopt;
  if (message.size() >= max_message) return "too-long";
  const auto counts = [&](std::string_view signer) { return may_sign(signer, domain_of(claim.mailbox.address)); };
  const auto check = check_signature(message, counts, signing_keys());
  if (check.key_name.size() <= max_key_name && needs_no_escaping(check.key_name)) mail.key_name = check.key_name;
  if (check.state == SignatureState::valid && claim.is_alone) {
    mail.authentication = "signed";
    mail.is_key_added = check.is_key_added;
    return std::nullopt;
  }
  // Most mails have none, and that a valid one is not alone is told elsewhere.
  const bool settles_nothing = check.state != SignatureState::none && check.state != SignatureState::valid;
  return settles_nothing ? std::optional<std::string>{code_of(check.state)} : std::nullopt;
}

void note_provider(MailRecord& mail, const Claim& claim, const Headers& headers, bool is_attached) {
  // Everything in an attachment was written by the sender, even a header that looks like a provider's.
  auto verdict = is_attached ? Verdict{Authentication::none, {"forwarded"}}
                             : authenticate(headers, domain_of(claim.mailbox.address));
  if (!claim.is_alone && verdict.result == Authentication::provider) verdict.result = Authentication::fail;
  mail.authentication = name_of(verdict.result);
  for (const auto& reason : verdict.reasons) add_once(mail.suspicious, reason);
}

void note_authentication(MailRecord& mail, const Claim& claim, const Entity& entity, std::string_view message,
                         bool is_attached) {
  if (claim.is_alias) {
    add_once(mail.suspicious, "alias");
    return;
  }
  const auto unsettled = note_signature(mail, claim, message);
  if (mail.authentication == "signed") {
    if (is_attached) add_once(mail.suspicious, "forwarded");
    return;
  }
  note_provider(mail, claim, entity.headers, is_attached);
  if (unsettled && mail.authentication == "none") add_once(mail.suspicious, *unsettled);
}

/// What a mail says. Where its plain text and its page say different things and one of them confirms, that alone
/// doesn't count: a program may have read what the person doesn't see.
Said said_in(const std::string& subject, const MessageContent& content, Answered answered, std::size_t& words_left) {
  const auto said = [&](const std::string& text) {
    return what_is_said(subject + "\n\n" + text, answered, words_left);
  };
  auto all = said(content.text);
  const bool has_both = !trimmed(content.plain).empty() && !trimmed(content.html).empty();
  if (!has_both || all.kind == "unrelated") return all;
  const auto plain = said(content.plain), html = said(content.html);
  const bool confirms = plain.kind == "confirmation" || html.kind == "confirmation" || all.kind == "confirmation";
  if (plain.kind == html.kind || !confirms) return all;
  const auto& other = plain.kind == "confirmation" ? html : plain;
  return {"answered", other.sentence.empty() ? all.sentence : other.sentence};
}

void note_words(MailRecord& mail, const std::string& subject, const MessageContent& content, Answered answered,
                std::size_t& words_left) {
  const auto said = said_in(subject, content, answered, words_left);
  mail.kind = said.kind;
  mail.sentence = beginning_of(said.sentence, max_sentence);
  if (const auto form = find_form(content.links)) mail.form_url = form->url;
  if (is_related(mail)) mail.words = beginning_of(content.shown, max_words);
}

MailRecord empty_record(const Claim& claim, const Headers& headers) {
  MailRecord mail;
  mail.kind = "unrelated";
  mail.from = recorded(claim.mailbox.address);
  note_recipients(mail, headers);
  for (const auto& mailbox : read_mailboxes(value_of(headers, "to")))
    mail.addressed += contains(mail.recipients, recorded(mailbox.address)) ? 1 : 0;
  mail.addressed = std::min<std::int64_t>(mail.addressed, static_cast<std::int64_t>(mail.recipients.size()));
  if (const auto date = read_date(value_of(headers, "date"))) mail.date = to_rfc3339(*date);
  mail.authentication = "none";
  return mail;
}

enum class Asked { everything, sender };

/// What is asked about a message and all that is attached to it.
struct Inquiry {
  Asked asked;
  std::size_t words_left = max_words_in_all;
};

std::vector<MailRecord> judge(std::string_view message, int depth, Inquiry& inquiry) {
  const auto entity = read_message(message);
  const auto claim = read_claim(entity.headers);
  const auto subject = decoded_words(value_of(entity.headers, "subject"));
  auto mail = empty_record(claim, entity.headers);
  const bool is_claimed = claim.has_domain || claim.is_alias || claim.pretends;
  const bool is_forwarded = !is_claimed && is_marked_as_forwarded(subject);
  // Most mails in a mailbox are not from Meta: looking no closer keeps reading fast.
  const bool may_be_seal = !is_claimed && message.find(seal_name) != std::string_view::npos;
  if (!is_claimed && !is_forwarded && !may_be_seal && message.find("message/rfc822") == std::string_view::npos)
    return {mail};
  const auto content = read_content(entity);
  std::vector<MailRecord> mails;
  if (is_claimed || (is_forwarded && quotes_metas_header(content.text))) {
    // Which records there are depends on the words only where messages are attached.
    // What a person forwards is Meta's mail; what Meta answers is the person's.
    if (inquiry.asked == Asked::everything || depth > 0 || !content.attached.empty())
      note_words(mail, subject, content, is_claimed ? Answered::left_out : Answered::kept, inquiry.words_left);
    mail.platform = platform_of(claim, subject, find_form(content.links));
    if (is_claimed) {
      note_suspicions(mail, claim, entity.headers, content.links);
      note_authentication(mail, claim, entity, message, depth > 0);
      const bool is_named = claim.mailbox.name.empty() || is_metas_name(claim.mailbox.name);
      // Whoever attaches a mail may have changed it, unless it is signed.
      const bool is_as_sent = depth == 0 || mail.authentication == "signed";
      mail.answers_form = is_as_sent && answers_forms(claim.mailbox);
      mail.is_service = is_as_sent && is_named && is_service_mail(entity.headers, claim.mailbox, content.links);
    } else {
      mail.suspicious.emplace_back("forwarded");
      if (mail.recipients.size() < max_recipients) add_once(mail.recipients, mail.from);
    }
  } else if (may_be_seal) {
    note_seal(mail, {message, entity.headers, content.text, depth > 0});
  }
  if (is_related(mail)) mails.push_back(mail);
  if (depth < max_forward)
    for (const auto& attached : content.attached)
      for (auto& inner : judge(attached, depth + 1, inquiry))
        if (is_related(inner)) mails.push_back(std::move(inner));
  if (mails.empty()) mails.push_back(std::move(mail));
  return mails;
}

}  // namespace

std::vector<MailRecord> judge_message(std::string_view message) {
  Inquiry inquiry{Asked::everything};
  return judge(message, 0, inquiry);
}

std::vector<MailRecord> judge_sender(std::string_view message) {
  Inquiry inquiry{Asked::sender};
  return judge(message, 0, inquiry);
}

MailRecord judge_words(std::string_view words) {
  const auto content = read_pasted(words);
  MailRecord mail;
  mail.authentication = "none";
  mail.recipients = addresses_in(content.text);
  auto words_left = max_words_in_all;
  note_words(mail, {}, content, quotes_metas_header(content.text) ? Answered::kept : Answered::left_out, words_left);
  const auto form = find_form(content.links);
  mail.platform = form ? std::optional{form->platform} : only_platform(folded_words(content.text));
  for (const auto& link : content.links)
    if (pretends_to_be_metas(link)) add_once(mail.suspicious, "link-elsewhere");
  if (!is_related(mail)) note_seal(mail, content.text);
  return mail;
}

}  // namespace demur::reading
