#include "download_reader_support.hpp"
#include "host_process.hpp"

using namespace demur::test;

namespace {

Told read_page(const std::string& page) {
  return read_zip({{tagged_page_path, page, false}});
}

std::string link_to(const std::string& url, const std::string& text) {
  return "<a target=\"_blank\" href=\"" + url + "\">" + text + "</a>";
}

std::vector<std::string> emails_of(const std::string& path, const std::string& content) {
  std::vector<std::string> found;
  for (const auto& email : read_zip({{path, content}}).emails) found.push_back(email.email);
  return found;
}

}  // namespace

TEST_CASE("a page of a download is read by its structure, whatever its classes and its language") {
  for (const auto layout : {Layout::two_cells, Layout::one_cell, Layout::no_table}) {
    INFO(static_cast<int>(layout));
    const Tagged one{photo, "J&ouml;rg &#039;Jo&#039; M.", 0, "Adresse", "Κάτι"};
    const auto told =
        read_page(tagged_page({one, {"https://www.facebook.com/photo.php?fbid=1002&amp;set=a.1", "Zoë"}}, layout));
    REQUIRE(told.items.size() == 2);
    CHECK(told.items[0].url == photo);
    CHECK(told.items[0].name == "Jörg 'Jo' M.");
    CHECK(told.items[0].kind == "photo");
    CHECK(told.items[0].at == "2024-07-09T12:00:00.000Z");
    CHECK(told.items[1].url == "https://www.facebook.com/photo.php?fbid=1002&set=a.1");
    CHECK(told.items[1].name == "Zoë");
    CHECK(told.skipped.empty());
    const auto alone = read_page(tagged_page({one}, layout));
    REQUIRE(alone.items.size() == 1);
    CHECK(alone.items[0].name == "Jörg 'Jo' M.");
  }
}

TEST_CASE("on a page no name is taken from a link, and none where several could be it") {
  const auto read_one = [](const std::string& record) {
    const auto told = read_page(download_page("<div>" + record + "</div>"));
    REQUIRE(told.items.size() == 1);
    CHECK(told.items[0].url == photo);
    return told.items[0].name.value_or("");
  };
  CHECK(read_one("<div>" + link_to(photo, "See the photo") + "</div><div>Zoë</div>") == "Zoë");
  CHECK(read_one("<div>" + link_to(photo, photo.substr(0, 40)) + "</div><div>Zoë</div>") == "Zoë");
  CHECK(read_one("<div>Sommer</div><div>" + link_to(photo, photo) + "</div><div>Zoë</div>").empty());
}

TEST_CASE("a day on a page is no name, and two days are no time") {
  const auto read_one = [](const std::string& record) {
    const auto told = read_page(download_page("<div>" + record + "</div>"));
    REQUIRE(told.items.size() == 1);
    return told.items[0];
  };
  const auto dated = read_one("<div>" + link_to(photo, photo) + "</div><div>9. Juli 2024</div>");
  CHECK_FALSE(dated.name);
  CHECK(dated.at == "2024-07-09T12:00:00.000Z");
  const auto twice =
      read_one("<div>" + link_to(photo, photo) + "</div><div>9. Juli 2024</div><div>10. Juli 2024</div>");
  CHECK_FALSE(twice.at);
  CHECK_FALSE(read_one("<div>" + link_to(photo, photo) + "</div><div>9. Juli 2300</div>").at);
}

TEST_CASE("tables within a table belong to one record") {
  const auto row = [](const std::string& label, const std::string& value) {
    return "<tr><td>" + label + "</td><td>" + value + "</td></tr>";
  };
  const auto profile = link_to("https://www.facebook.com/zoe", "https://www.facebook.com/zoe");
  const auto owner = "<h2>Owner</h2><table>" + row("URL", profile) + row("Name", "Zoë") + "</table>";
  const auto record = "<section><table>" + row("URL", link_to(photo, photo)) + row("Caption", "Sommer in Wien") +
                      "<tr><td colspan=\"2\"><div>" + owner + "</div></td></tr></table></section>";
  const auto other = tagged_page({{"https://www.facebook.com/photo.php?fbid=2", "Bea"}}, Layout::two_cells);
  for (const auto& page : {download_page(record), download_page(record + other)}) {
    const auto told = read_page(page);
    REQUIRE_FALSE(told.items.empty());
    CHECK(told.items[0].url == photo);
    CHECK(told.items[0].name == "Zoë");
    CHECK(told.items[0].profile == "https://www.facebook.com/zoe");
  }
}

TEST_CASE("on a page the text beside a profile's URL is its name, too") {
  const auto row = [](const std::string& label, const std::string& value) {
    return "<tr><td>" + label + "</td><td>" + value + "</td></tr>";
  };
  const auto profile = link_to("https://www.facebook.com/zoe", "https://www.facebook.com/zoe");
  const auto owner = "<table>" + row("URL", profile) + row("Tên", "Zoë") + "</table>";
  const auto told =
      read_page(download_page("<section><table>" + row("URL", link_to(photo, photo)) + row("Mô tả", "Sommer in Wien") +
                              "<tr><td colspan=\"2\">Chủ<div>" + owner + "</div></td></tr></table></section>"));
  REQUIRE(told.items.size() == 1);
  CHECK(told.items[0].name == "Zoë");
  CHECK(told.items[0].profile == "https://www.facebook.com/zoe");
}

TEST_CASE("tables of two shapes in one download are both read") {
  const std::string post = "https://www.facebook.com/anna/posts/5";
  const auto row = [](const std::string& label, const std::string& value) {
    return "<tr><th>" + label + "</th><td>" + value + "</td></tr>";
  };
  const auto told =
      read_zip({{tagged_page_path, tagged_page({{photo, "Zoë"}}, Layout::two_cells)},
                {"logged_information/notifications/notifications.html",
                 download_page("<div class=\"_a6-g\"><div>Anna tagged you in a post.</div><table>" + row("href", post) +
                               row("time", "Jul 09, 2024 10:46:03 am") + "</table></div>")}});
  REQUIRE(told.items.size() == 2);
  CHECK(told.items[0].name == "Zoë");
  CHECK(told.items[1].url == post);
  CHECK(told.items[1].kind == "tag");
  CHECK(told.items[1].at == "2024-07-09T12:00:00.000Z");
  const auto both = read_page(tagged_page({{photo, "Zoë"}}, Layout::two_cells) + "<table>" +
                              row("URL", link_to("https://www.facebook.com/photo.php?fbid=2", "x")) +
                              row("Name", "Bea") + "</table>");
  REQUIRE(both.items.size() == 2);
  CHECK(both.items[1].name == "Bea");
}

TEST_CASE("notices on a page tell tags and mentions, also where the notice is the link") {
  const auto told = read_zip(
      {{"logged_information/notifications/notifications.html",
        download_page("<div><div>" + link_to("https://www.facebook.com/anna/posts/5", "Anna hat dich markiert.") +
                      "</div><div>9. Juli 2024</div></div><div><div>Žofie vás zmínila v komentáři.</div><div>" +
                      link_to("https://www.facebook.com/zofie/posts/6", "https://www.facebook.com/zofie/posts/6") +
                      "</div></div><div><div>" + link_to("https://www.facebook.com/x/posts/7", "X likes your photo.") +
                      "</div></div>")}});
  REQUIRE(told.items.size() == 2);
  CHECK(told.items[0].kind == "tag");
  CHECK(told.items[0].url == "https://www.facebook.com/anna/posts/5");
  CHECK(told.items[1].kind == "mention");
  CHECK_FALSE(told.items[0].name);
  CHECK_FALSE(told.items[1].name);
  CHECK(told.skipped.empty());
}

TEST_CASE("a record without a URL is counted as one that can't be read, wherever it stands in the list") {
  const auto photo_of = [](const std::string& content) {
    return "<div class=\"pam _a6-g\"><p>" + content + "</p></div>";
  };
  const std::vector<std::string> readable{photo_of("Zoë " + link_to(photo, photo)),
                                          photo_of("Bea " + link_to("https://www.facebook.com/photo.php?fbid=2", "x"))};
  for (std::size_t at = 0; at <= readable.size(); ++at) {
    INFO(at);
    auto list = readable;
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(at), photo_of("Jörg. Sommer in Wien"));
    std::string page = "<div class=\"head\">Fotos</div>";
    for (const auto& record : list) page += record;
    const auto told = read_page(download_page(page));
    CHECK(told.items.size() == 2);
    REQUIRE(told.skipped.size() == 1);
    CHECK(told.skipped[0].reason == "partly");
    CHECK(told.skipped[0].read == 2);
    CHECK(told.skipped[0].unread == 1);
  }
}

TEST_CASE("of very many records without a URL before the first one with one only some are remembered") {
  constexpr int blanks = 5000, least = 100;
  std::string page = "<div class=\"head\">Fotos</div>";
  for (int i = 0; i < blanks; ++i) page += "<div class=\"pam _a6-g\"><p>" + std::string(200, 'x') + "</p></div>";
  for (const std::string number : {"1", "2"})
    page += "<div class=\"pam _a6-g\"><p>Zoë " + link_to(photo + number, "x") + "</p></div>";
  const auto told = read_page(download_page(page));
  CHECK(told.items.size() == 2);
  REQUIRE(told.skipped.size() == 1);
  CHECK(told.skipped[0].unread > least);
  CHECK(told.skipped[0].unread < blanks);
}

TEST_CASE("a notice without a URL is counted where it says that the person was tagged") {
  const auto notice = [](const std::string& text, const std::string& url) {
    return "<div class=\"_a6-g\"><div>" + text + "</div>" + (url.empty() ? "" : link_to(url, url)) + "</div>";
  };
  const auto told =
      read_zip({{"logged_information/notifications/notifications.html",
                 download_page(notice("Anna tagged you in a photo.", "https://www.facebook.com/a/posts/5") +
                               notice("Bea tagged you in a photo.", "") + notice("Bea likes your photo.", "") +
                               notice("X likes it.", "https://www.facebook.com/x/posts/7"))}});
  CHECK(told.items.size() == 1);
  REQUIRE(told.skipped.size() == 1);
  CHECK(told.skipped[0].unread == 1);
}

TEST_CASE("a page that can't be understood is skipped with its reason") {
  check_skipped(read_page(download_page("<p>Etwas ganz anderes</p>")), "unknown-shape");
  check_skipped(read_page(std::string(100000, ' ')), "empty");
  std::string nested;
  for (int i = 0; i < 100000; ++i) nested += "<div>";
  check_skipped(read_page(nested), "too-deep");
  check_skipped(read_page("<a href=\"" + std::string(3UL * 1024 * 1024, 'x')), "too-large");
}

TEST_CASE("a page that ends anywhere gives what it has") {
  for (const std::string end : {"<", "</", "<!--", "<a href='", "<script>var a = '</div>'", "&", "&#"}) {
    INFO(end);
    CHECK(read_page(download_page(link_to(photo, "x")) + end).items.size() == 1);
  }
}

TEST_CASE("tags without a name and ends without a beginning harm nothing") {
  for (const std::string odd : {"</>", "</></div></body></html>", "<>", "< >", "</ div>", "<!>", "<?>", "</tr></td>"}) {
    INFO(odd);
    const auto told = read_page(odd + tagged_page({{photo, "Zoë"}}, Layout::two_cells) + odd);
    REQUIRE(told.items.size() == 1);
    CHECK(told.items[0].name == "Zoë");
  }
}

TEST_CASE("the addresses of an account are read from pages, too") {
  using Emails = std::vector<std::string>;
  CHECK(
      emails_of("personal_information/profile_information/profile_information.html",
                "<table><tr><td>Name</td><td>Anna</td></tr><tr><td>E-Mail-Adressen<div><div>anna@example.org</div><div>"
                "b&#064;example.org</div></div></td></tr><tr><td>Frühere Adressen<div>old@example.org</div></td></tr>"
                "</table>") == Emails{"anna@example.org", "b@example.org"});
  CHECK(emails_of("personal_information/personal_information/personal_information.html",
                  "<table><tr><td>Bio</td><td>me@work.example</td></tr><tr><td>Xyz</td><td>anna@example.org</td></tr>"
                  "</table>") == Emails{"anna@example.org"});
}

TEST_CASE("a download in HTML is imported as one in JSON is, with days instead of times") {
  TemporaryFolder data, downloads;
  const auto archive = downloads.path() / "facebook-anna-2026-11-20-UXHPhjRr.zip";
  std::ofstream(archive, std::ios::binary) << make_zip(
      {{tagged_page_path,
        tagged_page({{photo, "Zo&euml;"}, {"https://www.facebook.com/photo.php?fbid=2", "Bea"}}, Layout::two_cells)},
       {"personal_information/profile_information/profile_information.html",
        download_page("<table><tr><td>E-Mail<div>anna&#064;example.org</div></td></tr></table>")},
       {"start_here.html", download_page("<p>Anna Beispiel</p>")}});
  HostProcess host{data.path()};
  host.send(request("downloads.import", {{"paths", {archive.string()}}}));
  auto answer = host.receive();
  while (answer.contains("method")) answer = host.receive();
  const json email{{"platform", "facebook"}, {"email", "anna@example.org"}};
  CHECK(answer.at("result").at("summary") == json{{"platform", "facebook"},
                                                  {"accountEmails", {email}},
                                                  {"taggedItems", 2},
                                                  {"new", 2},
                                                  {"contacts", 2},
                                                  {"skipped", json::array()},
                                                  {"taggedList", "there"}});
  const auto items = host.call("tagged.list", json::object()).at("result").at("items");
  REQUIRE(items.size() == 2);
  for (const auto& item : items) CHECK(item.at("at") == "2024-07-09T12:00:00.000Z");
}
