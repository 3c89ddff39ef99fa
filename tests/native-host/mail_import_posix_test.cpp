#include <sys/stat.h>

#include <boost/process.hpp>
#include <filesystem>
#include <fstream>

#include "catch.hpp"
#include "command_line/commands.hpp"
#include "history/mail.hpp"
#include "history/objections.hpp"
#include "mail_fixtures.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "support.hpp"

using namespace demur;
namespace bp = boost::process;
namespace fs = std::filesystem;

TEST_CASE("a pipe or a device is refused at once") {
  const test::TemporaryFolder folder;
  const auto pipe = folder.path() / "pipe", err = folder.path() / "err.txt";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  for (const fs::path& path : {pipe, fs::path{"/dev/zero"}, fs::path{"/dev/null"}}) {
    CHECK(bp::system(bp::exe = test::host_program(), bp::args = {"import", path.string()},
                     bp::env["DEMUR_DATA_DIR"] = folder.path().string(), bp::std_out > bp::null,
                     bp::std_err > err.string()) == command_line::failure);
    CHECK(read_file(err).find("This file can't be read.") != std::string::npos);
  }
}

TEST_CASE("a link in a Maildir is not followed, and a mail in it contains no other") {
  const test::TemporaryFolder folder;
  store::Database database{folder.path()};
  history::Objections objections{database, system_now};
  objections.record(test::annas_objection());
  const auto maildir = folder.path() / "Maildir", outside = folder.path() / "mail";
  const auto confirmation = test::make_plain_mail(test::mail_text("en", "confirmation"));
  fs::create_directories(maildir / "cur");
  fs::create_directories(maildir / "new");
  std::ofstream(maildir / "cur/1") << "From: Eve <eve@example.net>\nSubject: x\n\nHi\n\n"
                                      "From 1@xxx Tue Nov 24 03:34:28 +0000 2026\n"
                                   << confirmation;
  std::ofstream(outside) << confirmation;
  fs::create_symlink(outside, maildir / "cur/2");
  const auto imported = history::import_mail(database, system_now, maildir, [](auto, auto) {});
  CHECK(imported.reading.messages == 1);
  CHECK(imported.about == 0);
  CHECK(objections.find(test::first_id).status.name != "confirmed");
}
