#pragma once
#include <string>
#include <string_view>
#include <vector>

/// What is known about Meta's mails and forms, from manifests/mail.json and forms.json.
namespace demur::reading {

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

/// Pages on a host, by the beginning of their path.
struct Pages {
  std::string host, path;
};

/// What distinguishes a service mail from a notification.
struct ServiceMarks {
  std::vector<std::string> local_parts, answering_local_parts, domains, auto_submitted, type_headers, types,
      others_headers, others_reply_to;
  std::vector<Pages> others_links;
};

struct MailFacts {
  std::vector<Sender> senders;
  std::vector<std::string> products, companions, lookalikes, own_domains, app_stores, forward_prefixes;
  /// What programs that quote "From " within messages write as the address between them; "#" stands for digits.
  std::vector<std::string> quoting_writers;
  /// What programs write in headers about a mail's route.
  std::vector<std::string> transport_words;
  ServiceMarks service;
  std::vector<Redirector> redirectors;
  std::vector<FormSite> sites;
  std::vector<Form> forms;
};

/// Read once, from the manifests that are compiled in.
const MailFacts& mail_facts();

/// The sender whose domain is `domain` or a parent of it; nullptr where it isn't Meta's.
const Sender* find_sender(std::string_view domain);

}  // namespace demur::reading
