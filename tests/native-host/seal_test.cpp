// Lines that let somebody else tell later what a history was, and e-mails that came back with one.
#include "history/seal.hpp"

#include <fstream>

#include "catch.hpp"
#include "export_support.hpp"
#include "history/check_file.hpp"
#include "history/export_entries.hpp"
#include "history/head.hpp"
#include "history/mail.hpp"
#include "history/merge.hpp"
#include "history/seal_mails.hpp"
#include "history/verify.hpp"
#include "platform/error.hpp"
#include "platform/files.hpp"
#include "text/encoding.hpp"
#include "text/seal_line.hpp"

using namespace demur;
using history::Likeness;
using test::annas_objection;
using test::exported;

namespace {

const std::string one(64, '1'), two(64, '2');
const std::string line = "Demur seal 1: 12 entries, 2026-05-03, " + one;

struct Computer : test::Computer {
  Computer() { objections.record(annas_objection(random_uuid())); }

  std::string seal() { return to_text(history::seal_of(database, history::last_sequence(database)).value()); }
  Likeness likeness(const std::string& text) { return history::compare(database, {find_seal(text).value()}).front(); }
  void take(const std::string& file, history::Agreement agreement = history::Agreement::changed) {
    MemorySource stream{file};
    REQUIRE(
        std::holds_alternative<history::Merged>(history::merge(database, stream, test::at(test::made_at), agreement)));
  }
  std::string keep(const std::string& mail) {
    const auto outcome = history::keep_seal_mail(database, mail);
    if (std::holds_alternative<history::KeptSeal>(outcome)) return "kept";
    switch (std::get<history::SealRefusal>(outcome)) {
      case history::SealRefusal::no_seal:
        return "no seal";
      case history::SealRefusal::differs:
        return "differs";
      case history::SealRefusal::too_long:
        return "too long";
      case history::SealRefusal::too_many:
        break;
    }
    return "too many";
  }
};

std::string mail_with(const std::string& text, const std::string& headers = {}) {
  return headers + "From: Anna <anna@example.org>\r\nTo: anna@example.net\r\nSubject: Demur seal\r\n" +
         "Date: Sun, 22 Nov 2026 14:33:10 +0000\r\n\r\n" + text + "\r\n";
}

history::MailReading read(Computer& computer, const std::string& mail) {
  return history::read_mail(
      computer.database, [] { return test::at(test::made_at); }, mail, [](std::int64_t, std::int64_t) {});
}

}  // namespace

TEST_CASE("the line of a seal is read as it is written") {
  for (const auto& text : {line, "Demur seal 1: 1 entry, 2026-05-03, " + one, line + " " + two,
                           line + ", without " + two, line + " " + two + ", without " + one}) {
    const auto seal = find_seal(text);
    REQUIRE(seal);
    CHECK(to_text(*seal) == text);
  }
  CHECK(find_seal(line)->entries == 12);
  CHECK(find_seal(line)->day == "2026-05-03");
  CHECK(find_seal(line)->ends == std::vector<std::string>{from_hex(one).value()});
}

TEST_CASE("a line is found among other words, broken and quoted as mail programs do it") {
  for (const auto& text : {"Hello!\n\n" + line + "\n\nAnna", "(" + line + ")", line + ".", "> > " + line,
                           "Demur seal 1: 12 entries, 2026-05-03,\r\n" + one,
                           "> Demur seal 1: 12\n> entries, 2026-05-03,\n> " + one + "\n> bye",
                           "Demur seal 1: and " + line, "\t" + line + " face", line + " 2"}) {
    INFO(text);
    const auto seal = find_seal(text);
    REQUIRE(seal);
    CHECK(to_text(*seal) == line);
  }
}

TEST_CASE("what is no line of a seal is not taken for one") {
  const auto changed = [](const char* what, const std::string& by) {
    auto text = line;
    return text.replace(text.find(what), std::string_view{what}.size(), by);
  };
  for (const auto& text :
       {std::string{}, std::string{"Demur seal 1:"}, changed("seal 1", "seal 2"), changed("12", "0"),
        changed("12", "-12"), changed("12", "99999999999999999999"), changed("12 entries", "entries"),
        changed("2026-05-03", "3 May"), changed("2026-05-03", "2026-05-033"), changed(one.c_str(), one.substr(1)),
        changed(one.c_str(), one + "1"), changed(one.c_str(), one + "z"), changed(one.c_str(), std::string(64, 'A')),
        line + " " + one, "Demur seal 1: 12 entries, 2026-05-03, " + two + " " + one}) {
    INFO(text);
    CHECK_FALSE(find_seal(text));
  }
  auto many = line;
  for (int i = 10; i < 26; ++i) many += " " + std::to_string(i) + std::string(62, 'f');
  CHECK_FALSE(find_seal(many));
}

TEST_CASE("a seal stands for all chains, and goes on doing so when more is recorded") {
  Computer computer, other;
  computer.take(exported(other.database));
  const auto seal = computer.seal();
  CHECK(find_seal(seal)->ends.size() == 2);
  CHECK(find_seal(seal)->entries == 2);
  CHECK(find_seal(seal)->day == "2026-11-23");
  CHECK(computer.likeness(seal) == Likeness::same);
  computer.objections.record(annas_objection(random_uuid()));
  Computer third;
  computer.take(exported(third.database));
  CHECK(computer.likeness(seal) == Likeness::same);
  // The other computer doesn't have all of it.
  CHECK(other.likeness(seal) == Likeness::differs);
  other.take(exported(computer.database));
  CHECK(other.likeness(seal) == Likeness::same);
  CHECK(other.seal() == computer.seal());
}

TEST_CASE("an erased objection leaves what a seal stands for") {
  Computer computer;
  computer.objections.record(annas_objection());
  const auto seal = computer.seal();
  computer.objections.remove(test::first_id);
  CHECK(computer.likeness(seal) == Likeness::same);
}

TEST_CASE("a history that was written anew, or put back, is not what its seal stands for") {
  Computer computer;
  const auto before = computer.seal();
  computer.objections.record(annas_objection(test::first_id));
  const auto seal = computer.seal();
  Computer other;
  CHECK(other.likeness(seal) == Likeness::differs);
  SECTION("the last entry is gone") {
    computer.database.execute("DELETE FROM events WHERE position = 2");
    CHECK(computer.likeness(before) == Likeness::same);
  }
  SECTION("another hash") {
    computer.database.execute("UPDATE events SET hash = x'00' WHERE position = 1");
  }
  SECTION("a later day") {
    computer.database.execute("UPDATE events SET recorded_at = '2026-11-24T00:00:00.000Z' WHERE position = 2");
  }
  CHECK(computer.likeness(seal) == Likeness::differs);
}

TEST_CASE("what waits for the person's agreement is in the seal, and may be agreed to later") {
  Computer mine;
  mine.objections.record(annas_objection());
  test::Computer hers;
  const auto mines = exported(mine.database);
  MemorySource file{mines};
  history::merge(hers.database, file, test::at(test::made_at));
  hers.note(test::first_id, "withdrawn");
  mine.take(exported(hers.database), history::Agreement::added);
  const auto seal = mine.seal();
  CHECK_FALSE(find_seal(seal)->waiting.empty());
  CHECK(mine.likeness(seal) == Likeness::same);
  mine.take(exported(hers.database), history::Agreement::changed);
  CHECK(find_seal(mine.seal())->waiting.empty());
  CHECK(mine.likeness(seal) == Likeness::agreed_since);
}

TEST_CASE("a history of too many chains, or of none, has no seal") {
  test::Computer computer;
  CHECK_FALSE(history::seal_of(computer.database, history::last_sequence(computer.database)));
  CHECK(exported(computer.database).find("Demur seal") == std::string::npos);
  for (std::size_t i = 0; i <= max_seal_ends; ++i) {
    Computer other;
    const auto others = exported(other.database);
    MemorySource file{others};
    history::merge(computer.database, file, test::at(test::made_at));
    CHECK(history::seal_of(computer.database, history::last_sequence(computer.database)).has_value() ==
          (i < max_seal_ends));
  }
}

TEST_CASE("an e-mail with a seal is read for what it is, and answers nothing") {
  Computer computer;
  const auto reading = read(computer, mail_with("My record:\r\n" + computer.seal()));
  REQUIRE(reading.mails.size() == 1);
  const auto& mail = reading.mails.front();
  CHECK(mail.record.kind == "seal");
  CHECK(mail.record.authentication == "none");
  CHECK_FALSE(mail.objection_id);
  CHECK_FALSE(mail.event_id);
  REQUIRE(mail.seal);
  CHECK(mail.seal->is_there());
  CHECK(mail.seal->record.witness == "none");
  CHECK(mail.record.suspicious == std::vector<std::string>{"not-signed"});
  Computer other;
  CHECK_FALSE(read(other, mail_with(computer.seal())).mails.front().seal->is_there());
  // Mere words can be compared, too.
  const auto pasted = read(computer, computer.seal());
  REQUIRE(pasted.mails.front().seal);
  CHECK(pasted.mails.front().seal->is_there());
}

TEST_CASE("a provider that found the sender's signature says when the mail came; nobody else's word counts") {
  Computer computer;
  const auto seal = computer.seal();
  const std::string received =
      "Received: from mail.example.org by mx.google.com with ESMTPS; Tue, 24 Nov 2026 06:33:11 -0800\r\n";
  const auto results = [](const std::string& what) {
    return "Authentication-Results: mx.google.com;\r\n       " + what + "\r\n";
  };
  const std::string good = "dkim=pass header.i=@example.org header.s=s1; dmarc=pass header.from=example.org";
  const auto witness = [&](const std::string& headers) {
    const auto record = read(computer, mail_with(seal, headers)).mails.front().seal->record;
    return record.witness == "none" ? "none" : record.witness + " " + record.signer + " " + record.at.value_or("");
  };
  const auto delivered =
      "Delivered-To: anna@example.net\r\nReceived: by 2002:a05:6402 with SMTP id x; Tue, 24 Nov 2026 06:33:12 "
      "-0800\r\n";
  CHECK(witness(delivered + received + results(good)) == "provider example.org 2026-11-24T14:33:12.000Z");
  CHECK(witness(delivered + received +
                results("dkim=pass header.i=@example.com; dmarc=pass header.from=example.org")) == "none");
  CHECK(witness(delivered + received +
                results("dkim=fail header.i=@example.org; dmarc=fail header.from=example.org")) == "none");
  CHECK(witness(results(good)) == "none");
  CHECK(witness("Received: from x by y; Tue, 24 Nov 2026 06:33:12 -0800\r\n" + results(good)) == "none");
}

TEST_CASE("a signature that isn't Meta's makes no event of Meta's, whatever is said of it") {
  Computer computer;
  computer.objections.record(annas_objection());
  const auto proof = history::prove(
      computer.database, [] { return test::at(test::made_at); }, test::first_id, mail_with(computer.seal()));
  CHECK(proof.origin.authentication == "none");
  CHECK_FALSE(proof.confirms);
}

TEST_CASE("an e-mail that came back is kept once, goes along with the history, and can be forgotten") {
  Computer mine, other;
  const auto mail = mail_with(mine.seal());
  CHECK(mine.keep(mail) == "kept");
  CHECK(mine.keep(mail) == "kept");
  mine.objections.record(annas_objection());
  CHECK(history::kept_seals(mine.database).size() == 1);
  CHECK(other.keep(mail) == "differs");
  CHECK(mine.keep(mail_with("Hello")) == "no seal");
  CHECK(mine.keep(mail_with(mine.seal()) + std::string(480'000, 'x')) == "too long");
  other.take(exported(mine.database));
  other.take(exported(mine.database));
  mine.take(exported(other.database));
  CHECK(exported(other.database) == exported(mine.database));
  const auto kept = history::kept_seals(other.database);
  REQUIRE(kept.size() == 1);
  CHECK(kept.front().mail.is_there());
  CHECK(history::remove_seal_mail(other.database, kept.front().id));
  CHECK_FALSE(history::remove_seal_mail(other.database, kept.front().id));
  CHECK(history::kept_seals(other.database).empty());
  for (const auto& file : std::filesystem::directory_iterator(other.folder.path()))
    CHECK(read_file(file.path()).find("Subject: Demur seal") == std::string::npos);
}

TEST_CASE("a file whose e-mail stands for something else is refused") {
  Computer from, to;
  CHECK(from.keep(mail_with(from.seal())) == "kept");
  const auto file = exported(from.database);
  const auto outcome = [&to](const std::string& changed) {
    MemorySource stream{changed};
    const auto result = history::merge(to.database, stream, test::at(test::made_at));
    const auto* refusal = std::get_if<history::Refusal>(&result);
    return refusal == nullptr ? "merged" : refusal->reason;
  };
  const auto with_mail = [&file](const std::string& mail) {
    const std::string begin = "\"evidence\":\"";
    const auto start = file.rfind(begin) + begin.size();
    auto changed = file;
    return changed.replace(start, changed.find('"', start) - start, to_base64(mail));
  };
  Computer third;
  CHECK(outcome(with_mail(mail_with(third.seal()))) == "seal-differs");
  CHECK(outcome(with_mail(mail_with("Hello"))) == "malformed");
  auto other_line = file;
  other_line.replace(other_line.rfind("1 entry"), 7, "2 entries");
  CHECK(outcome(other_line) == "seal-differs");
  CHECK(history::kept_seals(to.database).empty());
  CHECK(outcome(file) == "merged");
  CHECK(history::kept_seals(to.database).size() == 1);
}

TEST_CASE("fifty e-mails are kept, and one more is refused") {
  Computer computer;
  for (int i = 0; i < 50; ++i) CHECK(computer.keep(mail_with(computer.seal() + "\r\n" + std::to_string(i))) == "kept");
  CHECK(computer.keep(mail_with(computer.seal())) == "too many");
  Computer other;
  CHECK(other.keep(mail_with(other.seal())) == "kept");
  other.take(exported(computer.database));
  CHECK(history::kept_seals(other.database).size() == 50);
}

TEST_CASE("verifying finds that a history is no longer what a kept seal stands for") {
  Computer computer;
  CHECK(computer.keep(mail_with(computer.seal())) == "kept");
  const auto verdict = [&computer] {
    const auto found =
        history::verify(computer.database, history::seals_in(history::kept_seals(computer.database))).first_broken;
    return found ? found->reason + " " + std::to_string(found->position) : "intact";
  };
  CHECK(verdict() == "intact");
  // As an owner who knows the method can do: here another computer's history replaces it.
  computer.database.execute("DELETE FROM objections; DELETE FROM events; DELETE FROM objection_words;");
  store::Statement{computer.database, "UPDATE heads SET position = 0, hash = ?"}
      .bind_bytes(bytes_of(sha256(history::own_head(computer.database).chain_id)))
      .run();
  CHECK(verdict() == "seal-differs 1");
}

TEST_CASE("importing a mailbox keeps the e-mails with a seal of this history") {
  Computer computer, other;
  const auto path = computer.folder.path() / "mails.mbox";
  std::ofstream{path, std::ios::binary} << "From - Sun Nov 22 15:34:28 2026\n"
                                        << mail_with(computer.seal()) << "\nFrom - Sun Nov 22 15:34:28 2026\n"
                                        << mail_with(other.seal());
  const auto import = history::import_mail(
      computer.database, [] { return test::at(test::made_at); }, path, [](std::int64_t, std::int64_t) {});
  CHECK(import.seals == 1);
  CHECK(import.seals_left_out == 1);
  CHECK(import.about == 0);
  CHECK(history::kept_seals(computer.database).size() == 1);
}
