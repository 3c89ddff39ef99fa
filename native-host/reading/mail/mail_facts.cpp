#include "reading/mail/mail_facts.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "embedded/forms_json.hpp"
#include "embedded/mail_json.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

void read_forms(const json& forms, MailFacts& facts) {
  facts.own_domains = forms.at("ownDomains").get<Texts>();
  for (const auto& site : forms.at("sites"))
    facts.sites.push_back({site.at("platform"), site.at("domain"), site.at("hosts").get<Texts>(),
                           site.value("localeHosts", false), site.at("formPaths").get<Texts>()});
  for (const auto& form : forms.at("forms"))
    facts.forms.push_back({form.at("id"), form.at("platform"), form.at("url"), form.at("purpose") == "objection"});
}

void read_mail(const json& mail, MailFacts& facts) {
  for (const auto& sender : mail.at("senders"))
    facts.senders.push_back({sender.at("domain"), sender.at("platform"), sender.value("signedBy", Texts{})});
  for (const auto& redirector : mail.at("redirectors"))
    facts.redirectors.push_back({redirector.at("host"), redirector.at("path"), redirector.at("parameter")});
  facts.products = mail.at("senderNames").at("products").get<Texts>();
  facts.companions = mail.at("senderNames").at("companions").get<Texts>();
  facts.transport_words = mail.at("transportWords").get<Texts>();
  const auto& service = mail.at("service");
  const auto& others = service.at("othersWords");
  facts.service.local_parts = service.at("localParts").get<Texts>();
  facts.service.answering_local_parts = service.at("answersToForms").get<Texts>();
  facts.service.domains = service.at("domains").get<Texts>();
  facts.service.auto_submitted = service.at("autoSubmitted").get<Texts>();
  facts.service.type_headers = service.at("typeHeaders").get<Texts>();
  facts.service.types = service.at("types").get<Texts>();
  facts.service.others_headers = others.at("headers").get<Texts>();
  facts.service.others_reply_to = others.at("replyTo").get<Texts>();
  for (const auto& pages : others.at("links"))
    facts.service.others_links.push_back({pages.at("host"), pages.at("path")});
  facts.lookalikes = mail.at("lookalikes").get<Texts>();
  facts.app_stores = mail.at("appStores").get<Texts>();
  facts.forward_prefixes = mail.at("forwardMarks").get<Texts>();
  for (const auto& writer : mail.at("quotingWriters")) facts.quoting_writers.push_back(writer.at("address"));
}

MailFacts read_mail_facts() {
  MailFacts facts;
  read_forms(json::parse(forms_json), facts);
  read_mail(json::parse(mail_json), facts);
  return facts;
}

}  // namespace

const MailFacts& mail_facts() {
  static const MailFacts read = read_mail_facts();
  return read;
}

const Sender* find_sender(std::string_view domain) {
  const auto& senders = mail_facts().senders;
  const auto found = std::find_if(senders.begin(), senders.end(),
                                  [&](const auto& sender) { return is_within(domain, sender.domain); });
  return found == senders.end() ? nullptr : &*found;
}

}  // namespace demur::reading
