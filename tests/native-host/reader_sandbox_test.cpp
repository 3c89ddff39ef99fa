#include <sys/wait.h>

#include <algorithm>
#include <boost/process.hpp>
#include <csignal>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <thread>

#include "catch.hpp"
#include "places.hpp"
#include "reader_support.hpp"

namespace bp = boost::process;
using namespace demur;
using nlohmann::json;
using test::answer_of;
using test::confirmation;

namespace {

constexpr std::size_t megabyte = 1024UL * 1024UL;

/// How a captive ended: by which signal, or with which exit code.
struct Ending {
  int signal;
  int code;
};

Ending captive_that_tries(const std::string& attempt) {
  bp::child captive{bp::exe = test::captive_program(), bp::args = {attempt}, bp::std_in < bp::null};
  captive.wait();
  const int status = captive.native_exit_code();
  return {WIFSIGNALED(status) ? WTERMSIG(status) : 0, WIFEXITED(status) ? WEXITSTATUS(status) : -1};
}

/// As much of a text, again and again, as makes so many bytes.
std::string repeated(const std::string& text, std::size_t bytes) {
  std::string all;
  while (all.size() < bytes) all += text;
  return all.substr(0, bytes);
}

/// A mail that has to be looked at, though it isn't Meta's.
std::string pretending(const std::string& rest) {
  return "From: Meta <x@evil.example>\nTo: anna@example.org\nSubject: Hello\n" + rest;
}

std::string page(const std::string& html) {
  return pretending("Content-Type: text/html\n\n" + html);
}

std::string with_parts(const std::string& part, int count) {
  std::string mail = pretending("Content-Type: multipart/mixed; boundary=b\n\n");
  for (int i = 0; i < count; ++i) mail += "--b\n" + part + "\n";
  return mail;
}

/// Mails that anybody can send, each made to take the time or the memory that there is for a whole mailbox.
std::map<std::string, std::string> hostile_mails() {
  constexpr std::size_t text = megabyte / 16, half = megabyte / 2 - 100;
  const auto both =
      pretending("Content-Type: multipart/alternative; boundary=a\n\n--a\n\nObjection: " + repeated("AI ", text / 3) +
                 "\n--a\nContent-Type: text/html\n\nObjection: " + repeated("AI ", text / 3) + "\n--a--\n");
  const auto forwarded = with_parts("Content-Type: message/rfc822\n\n" + both, 8);
  return {
      {"links without end", pretending("\n" + repeated("http://a", half))},
      {"conditions", pretending("\nObjection " + repeated("if deny ", text))},
      {"phrases", pretending("\nObjection " + repeated("AI ", text))},
      {"short sentences", pretending("\nObjection. " + repeated("AI. ", text))},
      {"style sheets", with_parts("Content-Type: text/html\n\n" + repeated("<style></style>", half), 8)},
      {"a comment without end", page("<!--" + repeated("<style></style>", half))},
      {"style sheets within each other", page("<style>" + repeated("@media all{", half) + "</style>")},
      {"a long colour",
       page("<style>p{color:" + repeated("x", half - 10'000) + "}</style>" + repeated("<p><i>", 9'000))},
      {"forwarded mails", with_parts("Content-Type: message/rfc822\n\n" + forwarded, 8)},
  };
}

}  // namespace

TEST_CASE("a mail that was made to be slow or large costs no other mail of its mailbox") {
  for (const auto& [name, mail] : hostile_mails()) {
    INFO(name);
    const auto answer = answer_of(test::reader_program(), test::make_mbox({mail, confirmation(), mail}));
    CHECK(answer.end == ChildEnd::finished);
    const auto confirms = [](const std::string& line) {
      const auto told = json::parse(line);
      return told.contains("mail") && told.at("mail").at("kind") == "confirmation";
    };
    CHECK(std::count_if(answer.lines.begin(), answer.lines.end(), confirms) == 1);
  }
}

TEST_CASE("a captive that tries to break out of the sandbox is killed, or gets nothing") {
  const auto quiet = captive_that_tries("nothing");
  REQUIRE(quiet.signal == 0);
  REQUIRE(quiet.code == 0);
  for (const char* attempt : {"internet", "internet-6", "local-socket", "write-file", "read-file", "make-folder",
                              "remove-file", "executable-memory", "fork", "program", "signal", "move"}) {
    INFO(attempt);
    CHECK(captive_that_tries(attempt).signal == SIGSYS);
  }
  CHECK_FALSE(std::filesystem::exists("/tmp/demur-captive-was-here"));
  CHECK(captive_that_tries("memory").code == 1);
  CHECK(captive_that_tries("read-anywhere").code == 0);
  CHECK(captive_that_tries("left-open").code == 1);
  // Otherwise the reader would be killed as a violator where it only ran out of memory.
  CHECK(captive_that_tries("exception").code == 0);
  const auto busy = captive_that_tries("time").signal;
  CHECK((busy == SIGKILL || busy == SIGXCPU));
}

TEST_CASE("demur-reader has locked itself in before it reads the first byte") {
  for (const std::vector<std::string>& task : {std::vector<std::string>{}, {"history"}}) {
    bp::opstream in;
    bp::ipstream out;
    bp::child reader{bp::exe = test::reader_program(), bp::args = task, bp::std_in<in, bp::std_out> out};
    const auto status = std::filesystem::path("/proc") / std::to_string(reader.id()) / "status";
    std::string text;
    // It waits for input once it sleeps.
    for (int i = 0; i < 1000 && text.find("State:\tS") == std::string::npos; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
      std::ifstream file{status};
      text.assign(std::istreambuf_iterator<char>(file), {});
    }
    CHECK(text.find("Seccomp:\t2") != std::string::npos);
    CHECK(text.find("NoNewPrivs:\t1") != std::string::npos);
    in.pipe().close();
    reader.wait();
    CHECK(reader.exit_code() == 0);
  }
}

TEST_CASE("demur-reader gets along with the memory that it has, whatever it is given") {
  const std::string one = "From x Tue Nov 24 03:34:28 2026\n";
  std::string endless = one + std::string(48 * megabyte, 'x');
  std::string encoded = "From: Meta <x@meta.com>\nContent-Transfer-Encoding: base64\nContent-Type: text/html\n\n" +
                        std::string(32 * megabyte, 'A');
  std::string many;
  const auto mail = test::make_mbox({confirmation()});
  while (many.size() < 32 * megabyte) many += mail;
  for (const auto* input : {&endless, &encoded, &many}) {
    const auto answer = answer_of(test::reader_program(), std::string_view{*input});
    CHECK(answer.end == ChildEnd::finished);
    CHECK(json::parse(answer.lines.back()).contains("end"));
  }
}
