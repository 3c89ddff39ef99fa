#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "reading/sentences.hpp"

/// What is known about Meta's mails and forms, from manifests/mail.json, recognition.json and forms.json.
namespace demur::reading {

using Stems = std::vector<Stem>;

struct Language {
  Stems objection, ai;            ///< Consecutive words.
  Stems information, may_object;  ///< Spread over one sentence, like all that follow.
  Stems granted, declined, asked_for_more;
  Stems condition;  ///< Consecutive words: the sentence says what would happen, not what did.
};

struct Sender {
  std::string domain;
  std::string platform;
  std::vector<std::string> signed_by;
};

struct Redirector {
  std::string host, path, parameter;
};

struct FormSite {
  std::string platform, domain;
  std::vector<std::string> hosts;
  bool has_locale_hosts;
  std::vector<std::string> form_paths;
};

struct Form {
  std::string id, platform, url;
  bool is_objection;
};

struct MailFacts {
  std::vector<Sender> senders;
  std::vector<std::string> products, companions, lookalikes, own_domains, app_stores, nameless_providers,
      forward_prefixes;
  std::vector<Redirector> redirectors;
  std::vector<FormSite> sites;
  std::vector<Form> forms;
  Stems meta, ai;
  std::vector<Language> languages;
};

/// Read once, from the manifests that are compiled in.
const MailFacts& mail_facts();

/// The sender whose domain is `domain` or a parent of it; nullptr where it isn't Meta's.
const Sender* find_sender(std::string_view domain);

}  // namespace demur::reading
