// What a page contains but nobody sees.
#include "catch.hpp"
#include "platform/streams.hpp"
#include "reading/html.hpp"
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

TEST_CASE("text in the colour of the background behind it is not read, whichever element that is of") {
  for (const char* page :
       {"a<div style=\"background:#fff\"><p style=\"color:white\">b</p></div>f",
        "a<table bgcolor=\"#000000\"><tr><td><font color=black>b</font></td></tr></table>f",
        "a<table bgcolor=1877f2><td style=\"color:#1877F2\"><i>b</i></table>f",
        // A page without a background is white.
        "a<span style=\"color:#FFFFFF\">b<b>c</b></span>f",
        "<style>td{background:#eee}.x{color:#eeeeee}</style>a<table><td><i class=x>b</i></td></table>f",
        "a<div style=\"color:#fff\"><i style=\"background:transparent\">b</i></div>f",
        "<style>.x{color:#fff}.y{background:#fff}</style>a<i class=\"x y\">b</i>f"}) {
    INFO(page);
    CHECK(shown(page) == "af");
  }
  for (const char* page :
       {"a<div style=\"color:#fff\"><i style=\"background:#1877f2\">b</i></div>f",
        "a<div style=\"background:#1877f2\"><i style=\"color:#fff\">b</i></div>f",
        "a<div style=\"color:#fff\"><i style=\"color:#333\">b</i></div>f", "a<div style=\"background:#000\">b</div>f",
        "a<div style=\"background:url(x.png)\"><i style=\"color:#fff\">b</i></div>f",
        "a<div style=\"background:#fff url(x.png)\"><i style=\"color:#fff\">b</i></div>f",
        "<style>a{color:#fff;background:#1877f2}</style>a<a>b</a>f", "a<font color=white></font>bf",
        "a<div style=\"color:#fff\"><p>x</div>bf"}) {
    INFO(page);
    CHECK(shown(page).ends_with("bf"));
  }
}

TEST_CASE("elements within each other without end are read as those around them") {
  std::string deep = "a<div hidden>";
  for (int i = 0; i < 5000; ++i) deep += "<i>";
  deep += "b";
  for (int i = 0; i < 5000; ++i) deep += "</i>";
  CHECK(shown(deep + "c</div>f") == "af");
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

TEST_CASE("a tag and a comment end where browsers end them") {
  for (const char* page : {"a<p title= \"b > c\">f", "a<p title =\n'b > c'>f", "a<p title=\"b\"title= \"c > d\">f",
                           "a</p title = \"b > c\">f", "a<p =b= \"c > d\">f", "a<p b/c = \"d > e\">f"}) {
    INFO(page);
    CHECK(shown(page) == "af");
  }
  // Quotation marks that are none.
  CHECK(shown("a<p title=b\"c>d\">f") == "ad\">f");
  CHECK(shown("a<p =\"c>d\">f") == "ad\">f");
  CHECK(shown("a<p title==\"c>d\">f") == "ad\">f");
  CHECK(shown("a<b=\"c>d\">f") == "ad\">f");
  CHECK(shown("a<!x y=\"c>d\">f") == "ad\">f");
  CHECK(shown("a<p\"c>d\">f") == "ad\">f");
  for (const char* comment :
       {"<!-->", "<!--->", "<!---->", "<!--b-->", "<!--b--!>", "<!-- > -- > -->", "<!--b--!c-->"}) {
    INFO(comment);
    CHECK(shown(std::string{"a"} + comment + "f") == "af");
    CHECK(shown(std::string{comment} + "<style>.x{display:none}</style>a<i class=x>b</i>f") == "af");
  }
  CHECK(shown("a<!--b->c") == "a");
  CHECK(shown("<!--<style>.x{display:none}</style>--!>a<i class=x>b</i>f") == "abf");
}

TEST_CASE("a comment is left out, however long it is") {
  struct Words final : HtmlVisitor {
    void text(std::string_view piece) override { words += piece; }
    void start_tag(const Tag& /*tag*/) override {}
    void end_tag(std::string_view /*name*/) override {}
    std::string words;
  };
  // Wherever its end is cut by the end of what is read at once.
  for (std::size_t more = 0; more < 8; ++more) {
    const auto page = "a<!--" + std::string(max_tag + 65536 - 16 + more, 'b') + "--!>f";
    demur::MemorySource source{page};
    Words visitor;
    CHECK(walk_html(source, visitor));
    CHECK(visitor.words == "af");
  }
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
