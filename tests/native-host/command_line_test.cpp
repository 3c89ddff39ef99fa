#include <fstream>
#include <set>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "command_line_support.hpp"
#include "export_support.hpp"
#include "history/merge.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
using namespace demur::test::shell;
using command_line::ExitCode;

namespace {

namespace fs = std::filesystem;

struct Command {
  std::string name;
  Arguments options;
};

const std::vector<Command>& commands() {
  static const std::vector<Command> all{{"register", {"--browser NAME", "--into DIR", "firefox"}},
                                        {"unregister", {"--browser NAME", "--into DIR"}},
                                        {"doctor", {"--json"}},
                                        {"export", {"--format json|csv|html", "--language LANGUAGE", "--out FILE"}},
                                        {"import", {"FILE", "mbox", "--preview", "--with-changes"}},
                                        {"keys", {"add", "list", "remove", "dig +short TXT NAME"}},
                                        {"verify", {"FILE", "--json", "--seal LINE"}},
                                        {"collect", {"DIR", "--out FILE", "--format jsonl|csv", "--personal"}},
                                        {"serve", {}}};
  return all;
}

}  // namespace

TEST_CASE("each command has help, which does nothing else") {
  Shell shell;
  for (const auto& command : commands()) {
    INFO(command.name);
    for (const auto& arguments : {Arguments{command.name, "--help"}, {command.name, "-h"}}) {
      const auto [code, out, err] = shell.run(arguments);
      CHECK(code == ExitCode::success);
      CHECK(err.empty());
      CHECK(contains(out, "Usage: demur-host " + command.name));
      for (const auto& option : command.options) CHECK(contains(out, option));
    }
  }
  CHECK(shell.files().empty());
}

TEST_CASE("help is in plain words, without those of the library that prints it") {
  const Shell shell;
  for (const auto& command : commands()) {
    const auto help = shell.run({command.name, "--help"}).out;
    INFO(help);
    for (const char* word : {"REQUIRED", "Excludes", "TEXT "}) {
      // It names the kind of a record in DNS.
      if (command.name == "keys") continue;
      CHECK_FALSE(contains(help, word));
    }
  }
  const auto importing = shell.run({"import", "--help"}).out;
  CHECK(contains(importing, "--preview (not with --with-changes)"));
  CHECK(contains(importing, "--with-changes (not with --preview)"));
  CHECK(contains(shell.run({"collect", "--help"}).out, "  DIR (required) "));
  CHECK(contains(shell.run({"doctor", "--help"}).out, "read the report before you send it."));
}

TEST_CASE("the program's help names each command, the data folder and the exit codes") {
  Shell shell;
  const auto [code, out, err] = shell.run({"--help"});
  CHECK(code == ExitCode::success);
  for (const auto& command : commands()) CHECK(contains(out, "\n  " + command.name + " "));
  for (const char* part : {"DEMUR_DATA_DIR", "Exit codes: 0", "--version"}) CHECK(contains(out, part));
  CHECK(shell.run({}).out == out);
  CHECK(shell.run({}).exit_code == ExitCode::success);
}

TEST_CASE("the program tells its version") {
  const auto [code, out, err] = Shell{}.run({"--version"});
  CHECK(code == ExitCode::success);
  CHECK(out.starts_with("demur-host "));
  CHECK(out.find_first_of("0123456789") != std::string::npos);
}

TEST_CASE("wrong usage is named, does nothing, and leads to the help") {
  Shell shell;
  struct Wrong {
    Arguments arguments;
    std::string named, help;
  };
  const std::vector<Wrong> wrong{{{"frobnicate"}, "frobnicate", "Try demur-host --help."},
                                 {{"--frobnicate"}, "--frobnicate", "Try demur-host --help."},
                                 {{"register", "--brwoser", "firefox"}, "--brwoser", "Try demur-host register --help."},
                                 {{"register", "--browser"}, "--browser", "Try demur-host register --help."},
                                 {{"register", "firefox"}, "firefox", "Try demur-host register --help."},
                                 {{"register", "--browser", "netscape"}, "\"netscape\"", "firefox"},
                                 {{"register", "--browser", "firefox", "chromium"}, "chromium", "register --help."},
                                 {{"doctor", "--xml"}, "--xml", "Try demur-host doctor --help."},
                                 {{"export", "--format", "xml"}, "xml", "Try demur-host export --help."},
                                 {{"import"}, "FILE", "Try demur-host import --help."},
                                 {{"import", "--fast", "a.eml"}, "--fast", "Try demur-host import --help."},
                                 {{"import", "--preview", "--with-changes", "a.json"},
                                  "--preview can't be used together with --with-changes",
                                  "import --help."},
                                 {{"keys"}, "A command is required", "Try demur-host keys --help."},
                                 {{"keys", "add", "x"}, "RECORD", "Try demur-host keys --help."},
                                 {{"verify", "--all"}, "--all", "Try demur-host verify --help."},
                                 {{"collect"}, "DIR", "Try demur-host collect --help."},
                                 {{"collect", "in"}, "--out", "Try demur-host collect --help."},
                                 {{"collect", "in", "--out", "a.txt"}, "a.txt", "Try demur-host collect --help."}};
  for (const auto& [arguments, named, help] : wrong) {
    INFO(named);
    const auto [code, out, err] = shell.run(arguments);
    CHECK(code == ExitCode::wrong_usage);
    CHECK(out.empty());
    CHECK(contains(err, named));
    CHECK(contains(err, help));
  }
  CHECK(shell.files().empty());
}

TEST_CASE("a file may have the name of a command, or begin with a hyphen") {
  Shell shell;
  for (const auto& arguments : {Arguments{"import", "verify"}, {"import", "--", "--help"}}) {
    const auto [code, out, err] = shell.run(arguments);
    CHECK(code == ExitCode::failure);
    CHECK(contains(err, arguments.back() + ": This file can't be read."));
  }
}

TEST_CASE("a key is added, listed and removed, and a wrong one is explained") {
  Shell shell;
  const auto text = read_file(test::fixture("mail/signed-key.txt"));
  const auto name = text.substr(0, text.find(' ')), record = text.substr(name.size() + 1);
  const auto unnamed = shell.run({"keys", "add", "example.org", record});
  CHECK(unnamed.exit_code == ExitCode::failure);
  CHECK(contains(unnamed.err, "not the name of a key"));
  const auto cut = shell.run({"keys", "add", name, record.substr(0, 60)});
  CHECK(cut.exit_code == ExitCode::failure);
  CHECK(contains(cut.err, "not a complete key"));
  CHECK(shell.run({"keys", "list"}).out.empty());
  CHECK(shell.run({"keys", "add", name, record}).exit_code == ExitCode::success);
  CHECK(contains(shell.run({"keys", "list"}).out, name + "\n  " + record + "\n  Added on 20"));
  const auto imported = shell.run({"import", test::fixture("mail/signed.eml")});
  CHECK(contains(imported.out, "- 1: the signature was checked with a key that you added."));
  CHECK_FALSE(contains(imported.out, "Meta's signature was checked here"));
  CHECK(shell.run({"keys", "remove", name}).exit_code == ExitCode::success);
  const auto twice = shell.run({"keys", "remove", name});
  CHECK(twice.exit_code == ExitCode::failure);
  CHECK(contains(twice.err, "no such key"));
  CHECK(contains(shell.run({"import", test::fixture("mail/signed.eml")}).out,
                 "- 1: Demur can't tell whether Meta sent them"));
}

TEST_CASE("a missing reader and a file that can't be read are told apart") {
  Shell shell;
  const auto programs = shell.folder.path() / "programs";
  const auto reader = programs / fs::path{test::reader_program()}.filename(), mail = shell.folder.path() / "mail.eml";
  fs::create_directories(programs);
  shell.program = programs / fs::path{test::host_program()}.filename();
  fs::copy_file(test::host_program(), shell.program);
  std::ofstream{mail} << "Subject: Your objection\n\nThank you.\n";
  const auto missing = shell.run({"import", mail.string()});
  CHECK(missing.exit_code == ExitCode::failure);
  CHECK(contains(missing.err, mail.string() + ": The program demur-reader is missing."));
  CHECK_FALSE(contains(missing.err, "damaged"));
  // A program that doesn't know these arguments.
  fs::copy_file(test::host_program(), reader);
  const auto broken = shell.run({"import", mail.string()});
  CHECK(broken.exit_code == ExitCode::failure);
  CHECK(contains(broken.err, mail.string() + ": This file can't be read: it is damaged"));
  CHECK_FALSE(contains(broken.err, "missing"));
}

TEST_CASE("a history is looked at, taken in without its changes, and then with them") {
  Shell shell;
  {
    store::Database mine{shell.data()};
    history::Objections{mine, [] { return test::at(test::made_at); }}.record(test::annas_objection());
  }
  const auto file = (shell.home() / "history.json").string();
  REQUIRE(shell.run({"export", "--out", file}).exit_code == ExitCode::success);
  test::Computer other;
  const auto exported = read_file(file);
  MemorySource mine{exported};
  history::merge(other.database, mine, test::at(test::made_at));
  other.confirm(test::first_id, "From: Meta");
  other.objections.record(test::annas_objection(test::second_id));
  std::ofstream{file, std::ios::binary} << test::exported(other.database);

  const auto preview = shell.run({"import", "--preview", file});
  INFO(preview.out);
  CHECK(preview.exit_code == ExitCode::success);
  CHECK(contains(preview.out,
                 "Objections it adds: 1. Objections of yours it changes: 1, and erases: 0. Entries it adds"));
  CHECK(contains(preview.out,
                 "- Your objection on Facebook, sent on 22\xC2\xA0November\xC2\xA0"
                 "2026 with anna@example.org, would change.\n"
                 "  From: No e-mail recorded after 48 hours\n  To: Confirmed by Meta\n"));
  CHECK(contains(preview.out,
                 "- The state of your account with anna@example.org on Facebook would change.\n"
                 "  From: No e-mail recorded after 48 hours\n  To: Confirmed by Meta\n"));
  for (const char* code : {test::first_id, "confirmation-late"}) CHECK_FALSE(contains(preview.out, code));
  CHECK_FALSE(contains(shell.run({"export", "--format", "csv"}).out, test::second_id));

  const auto added = shell.run({"import", file});
  CHECK(contains(added.out, "Entries added: 2. Objections added: 1."));
  CHECK(contains(added.out, "Entries that would change objections that were here before: 1."));
  CHECK(contains(shell.run({"export", "--format", "csv"}).out, "\"no\""));

  CHECK(contains(shell.run({"import", "--with-changes", file}).out,
                 "Entries that were waiting for you to agree, and count now: 1."));
  CHECK_FALSE(contains(shell.run({"export", "--format", "csv"}).out, "\"no\""));
  CHECK(contains(shell.run({"import", "--with-changes", file}).out, "Nothing new"));
  CHECK(shell.run({"import", "--preview", shell.folder.path().string()}).exit_code == ExitCode::failure);
}

TEST_CASE("histories of others are verified one after the other, and nothing of them is left") {
  Shell shell;
  const auto whole = (shell.folder.path() / "whole.json").string(),
             edited = (shell.folder.path() / "edited.json").string();
  test::Computer other;
  other.objections.record(test::annas_objection());
  auto file = test::exported(other.database);
  std::ofstream{whole, std::ios::binary} << file;
  file.replace(file.find("I object"), 8, "I accept");
  std::ofstream{edited, std::ios::binary} << file;

  const auto [code, out, err] = shell.run({"verify", whole});
  CHECK(code == ExitCode::success);
  CHECK(contains(out, whole + ": No entry was changed.\n  Entries: 1. Objections: 1."));
  const auto all = shell.run({"verify", whole, edited, "absent.json", whole});
  CHECK(all.exit_code == ExitCode::failure);
  CHECK(contains(all.out, edited +
                              ": This file did not pass the check.\n  The text of an entry was changed or removed.\n"
                              "    For someone who helps you: entry 1 of chain "));
  CHECK(contains(all.err, "absent.json: This file can't be read."));
  CHECK(shell.files().empty());

  const auto report = shell.run({"verify", "--json", edited, whole});
  CHECK(report.exit_code == ExitCode::failure);
  const auto second = report.out.find('\n') + 1;
  CHECK(contains(report.out.substr(0, second), R"("isWhole":false,"entries":1)"));
  CHECK(contains(report.out.substr(0, second), R"("faults":[{"reason":"content-changed","chain":")"));
  CHECK(contains(report.out.substr(second), R"("isWhole":true)"));
}

TEST_CASE("the report on the person's own history can be JSON, too") {
  Shell shell;
  {
    store::Database mine{shell.data()};
    history::Objections{mine, [] { return test::at(test::made_at); }}.record(test::annas_objection());
    CHECK(shell.run({"verify", "--json"}).out == "{\"isWhole\":true,\"entries\":1,\"faults\":[],\"seals\":[]}\n");
    mine.execute("UPDATE objections SET email = 'b@example.net'");
  }
  const auto broken = shell.run({"verify", "--json"});
  CHECK(broken.exit_code == ExitCode::failure);
  CHECK(contains(broken.out, R"({"isWhole":false,"entries":1,"faults":[{"reason":"content-changed")"));
  const auto told = shell.run({"verify"}).out;
  CHECK(
      told.starts_with("Something is wrong with your history. The text of an entry was changed or removed.\n"
                       "For someone who helps you: entry 1 of chain "));
  CHECK(contains(told, std::string{", objection "} + test::first_id + "\n"));
}

TEST_CASE("what a file's e-mails show is reported with the key and where that is known from") {
  Shell shell;
  test::Computer other;
  other.objections.record(test::annas_objection());
  history::Event event{random_uuid(),
                       "confirmed",
                       "2026-11-22T14:41:00.000Z",
                       {},
                       "We will.",
                       read_file(test::fixture("mail/signed.eml"))};
  event.provenance.source = history::mail_source({"signed"});
  other.objections.add_event(test::first_id, std::move(event));
  const auto file = (shell.folder.path() / "history.json").string();
  std::ofstream{file, std::ios::binary} << test::exported(other.database);
  const auto key = read_file(test::fixture("mail/signed-key.txt"));
  const auto name = key.substr(0, key.find(' '));

  const auto unknown = shell.run({"verify", file});
  CHECK(unknown.exit_code == ExitCode::success);
  CHECK(contains(unknown.out, "with a signature that can't be checked here: 1."));
  CHECK(contains(unknown.out, "It needs the key " + name + "."));
  REQUIRE(shell.run({"keys", "add", name, key.substr(name.size() + 1)}).exit_code == ExitCode::success);
  const auto known = shell.run({"verify", file});
  CHECK(contains(known.out, "E-mails with Meta's signature: 1."));
  CHECK(contains(known.out, "With the key " + name + ", which was added here on 20"));
  CHECK(contains(shell.run({"verify", "--json", file}).out, R"("mails":[{"shows":"signed","count":1,"key":")" + name));
}
