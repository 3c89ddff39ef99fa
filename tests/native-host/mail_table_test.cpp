// How whole mails are read: files that were collected, or made to mislead, and the shapes of providers and programs.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "history/mail.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "read_mails.hpp"
#include "reading/mail/mail_reader.hpp"
#include "real_mails.hpp"

using namespace demur;
using namespace demur::reading;
using demur::test::read_all;
using Kinds = std::vector<std::string>;

namespace {

struct Row {
  int mails = 0, right = 0, asked = 0, wrong = 0, dangerous = 0;
  void add(const Row& more) {
    mails += more.mails;
    right += more.right;
    asked += more.asked;
    wrong += more.wrong;
    dangerous += more.dangerous;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::string row = "| " + name;
    for (const auto figure : {mails, right, asked, wrong, dangerous}) row += " | " + std::to_string(figure);
    return row + " |\n";
  }
};

/// Writes a table where `./check` finds it.
void write_table(const std::string& name, const std::string& title, const std::string& rows) {
  const std::filesystem::path folder{test::tables()};
  std::filesystem::create_directories(folder);
  std::ofstream{folder / name} << title << "\n\n"
                               << "| mails | read | right | asked about | otherwise | dangerous |\n"
                               << "| --- | ---: | ---: | ---: | ---: | ---: |\n"
                               << rows;
}

/// Who sent each of the mails, and how that is known.
Kinds senders(const test::Read& read) {
  Kinds senders;
  for (const auto& mail : read.mails) {
    const auto witness = mail.seal ? mail.seal->line + mail.seal->witness : "";
    senders.push_back(mail.from + " " + mail.authentication + " " + mail.key_name +
                      (mail.is_key_added ? " added " : " ") + witness);
  }
  return senders;
}

}  // namespace

TEST_CASE("collected mails, genuine and forged, are read as what they are, and none is dangerous") {
  const auto file = nlohmann::json::parse(read_file(test::fixture("mail-cases.json")));
  Row genuine, forged;
  for (const auto& one : file.at("cases")) {
    const auto name = one.at("file").get<std::string>();
    INFO(name);
    const auto read = read_all(read_file(test::fixture("mail-cases/") + name));
    Kinds kinds;
    for (const auto& mail : read.mails) {
      kinds.push_back(mail.kind);
      CHECK(mail.authentication == one.at("authentication"));
    }
    CHECK(read.total == one.at("mails"));
    CHECK(kinds == one.at("kinds").get<Kinds>());
    const bool is_forged = one.value("forged", false);
    auto& row = is_forged ? forged : genuine;
    ++row.mails;
    const bool is_right = kinds == one.at("kinds").get<Kinds>();
    row.right += is_right ? 1 : 0;
    row.wrong += is_right ? 0 : 1;
    const bool may_confirm = !is_forged && one.value("mayConfirm", true);
    const bool is_dangerous =
        !may_confirm && std::any_of(read.mails.begin(), read.mails.end(), history::may_be_certain);
    CHECK_FALSE(is_dangerous);
    row.dangerous += is_dangerous ? 1 : 0;
  }
  CHECK(genuine.mails + forged.mails > 90);
  write_table("mail-cases.md", "Mails that were collected or made to mislead, and how they are read.",
              genuine.text("genuine, or nobody’s") + forged.text("forged, or with another person’s words"));
}

TEST_CASE("who sent a kept mail is read without its words, and is the same") {
  const auto file = nlohmann::json::parse(read_file(test::fixture("mail-cases.json")));
  int with_words = 0, without_words = 0;
  for (const auto& one : file.at("cases")) {
    const auto name = one.at("file").get<std::string>();
    INFO(name);
    const auto text = read_file(test::fixture("mail-cases/") + name);
    const auto whole = read_all(text), proof = test::read_proof(text);
    CHECK(senders(proof) == senders(whole));
    for (const auto& mail : whole.mails) with_words += mail.kind == "unrelated" ? 0 : 1;
    for (const auto& mail : proof.mails) without_words += mail.kind == "unrelated" ? 1 : 0;
  }
  CHECK(with_words > 50);
  CHECK(without_words > with_words / 2);
}

TEST_CASE("where a mail is attached to a kept one, the words tell which of them count") {
  const std::string header = "From: Facebook <privacy@facebookmail.com>\nTo: anna@example.org\nSubject: Facebook\n";
  const auto mail = [&](const std::string& words) {
    return header + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + words +
           "\n--b\nContent-Type: message/rfc822\n\n" + header + "\nWe've accepted your objection.\n--b--\n";
  };
  for (const char* words : {"We've accepted your objection.", "Somebody likes your photo."}) {
    INFO(words);
    const auto whole = read_all(mail(words)), proof = test::read_proof(mail(words));
    CHECK(senders(proof) == senders(whole));
    CHECK(whole.mails.size() == (std::string_view{words}.starts_with("We") ? 2 : 1));
  }
}

TEST_CASE("mails in the shapes of providers and programs are read in each language, and none is dangerous") {
  const auto texts = test::mail_texts();
  Row all;
  std::string rows;
  for (const auto& shape : test::real_shapes()) {
    Row row;
    for (const auto& text : texts) {
      INFO(shape.name + " " + text.language + " " + text.kind);
      const auto read = read_all(shape.make(text));
      REQUIRE(read.mails.size() == 1);
      const auto& mail = read.mails[0];
      const auto right = shape.right(text.kind);
      const bool is_right = std::find(right.begin(), right.end(), mail.kind) != right.end();
      const bool is_confirmation = mail.kind == "confirmation" && text.kind != "confirmation";
      const bool is_dangerous = is_confirmation || (history::may_be_certain(mail) && !shape.may_be_certain);
      CHECK(is_right);
      CHECK_FALSE(is_dangerous);
      if (shape.may_be_certain && text.kind == "confirmation") CHECK(history::may_be_certain(mail));
      ++row.mails;
      row.right += is_right ? 1 : 0;
      row.asked += mail.kind == "answered" ? 1 : 0;
      row.wrong += is_right ? 0 : 1;
      row.dangerous += is_dangerous ? 1 : 0;
    }
    rows += row.text(shape.name);
    all.add(row);
  }
  CHECK(all.mails >= 1900);
  write_table("mail-shapes.md", "What Meta says in 25 languages, in the shapes of providers and programs.",
              rows + all.text("all"));
}
