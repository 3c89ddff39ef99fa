#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "reading/mail/mail_reader.hpp"

namespace demur::test {

/// What the reader says about a file.
struct Read {
  std::vector<reading::MailRecord> mails;
  std::int64_t total = -1;
  std::string mailbox, not_mail;
};

/// What `run` writes, which must have the shape that the host accepts.
template <typename Run>
Read read_with(Run run) {
  Read read;
  run([&read](const reading::Line& line) {
    CHECK(reading::read_line(reading::to_line(line)));
    if (const auto* mail = std::get_if<reading::MailRecord>(&line)) read.mails.push_back(*mail);
    if (const auto* mailbox = std::get_if<reading::MailboxForm>(&line)) read.mailbox = mailbox->name;
    if (const auto* foreign = std::get_if<reading::NotMail>(&line)) read.not_mail = foreign->form;
    if (const auto* end = std::get_if<reading::End>(&line)) read.total = end->count;
    return true;
  });
  return read;
}

/// Reads a text as a file of mails.
inline Read read_all(std::string_view text, reading::Before before = reading::Before::nothing) {
  MemorySource source{text};
  return read_with([&](const auto& take) { reading::read_mails(source, take, before); });
}

/// Reads a text as a kept mail, for who sent it.
inline Read read_proof(std::string_view text) {
  MemorySource source{text};
  return read_with([&](const auto& take) { reading::read_proof(source, take); });
}

}  // namespace demur::test
