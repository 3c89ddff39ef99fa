// What a page contains but nobody sees.
#include "catch.hpp"
#include "reading/mail/message.hpp"
#include "reading/mail/own_words.hpp"

using namespace demur::reading;

namespace {

/// The words that a mail of this page shows, without spaces.
std::string shown(const std::string& page) {
  const auto mail = "Content-Type: text/html\n\n" + page;
  auto text = read_content(read_entity(mail)).text;
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return text;
}

}  // namespace

TEST_CASE("text that a page hides is not read") {
  for (const char* style :
       {"display:none", "DISPLAY : None !important", "visibility:hidden", "font-size:0", "font-size:0px",
        "font-size: 1px", "opacity:0.0", "overflow:hidden;max-height:0", "height:0;overflow:hidden",
        "color:#fff;background:#fff", "color:#FFFFFF;background-color:#fff", "color:white;background:#ffffff",
        "color: rgb(255, 255, 255); background: #FFF", "color:transparent", "text-indent:-9999px",
        "position:absolute;left:-10000px", "mso-hide:all;display:none"}) {
    INFO(style);
    CHECK(shown("a<div style=\"" + std::string(style) + "\">b<p>c</p><div>d</div><br>e</div>f") == "af");
    CHECK(shown("<style>.x{" + std::string(style) + "}</style>a<p class=\"y x\">b</p>f") == "af");
  }
  CHECK(shown("a<div hidden>b</div>f") == "af");
  CHECK(shown("a<div hidden=\"\">b</div>f") == "af");
  CHECK(shown("<style>#x, td.z { color: red; display: none }</style>a<i id=x>b</i><b class=z>c</b>f") == "af");
  CHECK(shown("<style>@media all{.x{display:none}}</style>a<i class=x>b</i>f") == "af");
  CHECK(shown("a<p hidden>b<p>f") == "af");
  CHECK(shown("a<span hidden>b<img alt=c>d</span>f") == "af");
  CHECK(shown("a<div hidden>b<a href=\"https://example.net\">c</a>") == "a");
}

TEST_CASE("text that a page shows is read") {
  for (const char* style :
       {"display:block", "font-size:16px", "opacity:0.9", "max-height:0", "overflow:hidden",
        "color:#fff;background:#1877f2", "color:#fff;background:#ff0",
        "color:rgb(255,255,255);background:rgb(255,255,254)", "left:-1px", "line-height:0", "mso-hide:all"}) {
    INFO(style);
    CHECK(shown("a<div style=\"" + std::string(style) + "\">b</div>f") == "abf");
  }
  // Only on small screens, only for Outlook, and where another rule shows it again.
  CHECK(shown("<style>@media (max-width:480px){.x{display:none}}</style>a<i class=x>b</i>f") == "abf");
  CHECK(shown("<!--[if mso]><style>.x{display:none}</style><![endif]-->a<i class=x>b</i>f") == "abf");
  CHECK(shown("<style>.x{display:none}.x{display:block}</style>a<i class=x>b</i>f") == "abf");
  CHECK(shown("<style>.x{display:none}</style>a<i class=x style=\"display:inline\">b</i>f") == "abf");
  CHECK(shown("<style>.y .x{display:none}</style>a<i class=x>b</i>f") == "abf");
  CHECK(shown("a<br hidden>b<img style=\"display:none\">f") == "abf");
  CHECK(shown("<style>.x{display") == "");
  CHECK(shown("a</div></p>f<style") == "af");
}

TEST_CASE("what a page quotes is nobody's own words") {
  CHECK(shown("a<blockquote>b<br>c<p>d</p></blockquote>f") == "a>b>c>d>f");
  CHECK(shown("a</blockquote>b<blockquote><blockquote>c</blockquote>d</blockquote>f") == "ab>>c>df");
  const auto own = [](const std::string& page) {
    const auto mail = "Content-Type: text/html\n\n" + page;
    return own_words(read_content(read_entity(mail)).text, Answered::left_out);
  };
  const auto words = own("We have read your letter.<blockquote>We have accepted<br>your objection.</blockquote>Bye");
  CHECK(words.find("We have read your letter.") != std::string::npos);
  CHECK(words.find("accepted") == std::string::npos);
  CHECK(words.find("your objection") == std::string::npos);
  CHECK(words.find("Bye") != std::string::npos);
}
