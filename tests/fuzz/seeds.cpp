// Writes the inputs that fuzzing starts from: a folder for each of zip, json, html, mail, signature, line and history.
#include <filesystem>
#include <fstream>
#include <functional>

#include "download_fixtures.hpp"
#include "export_support.hpp"
#include "kinds.hpp"
#include "mail_fixtures.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "reading/record.hpp"

using namespace demur::test;

namespace {

const std::string photo = "https://www.facebook.com/photo.php?fbid=1001";
const std::string profile =
    R"({"profile_v2":{"emails":{"emails":["anna@example.org"],"previous_emails":["old@example.org"]}}})";
const std::string notices =
    R"({"notifications_v2":[{"timestamp":1700000000,"unread":false,"href":"https://www.facebook.com/anna/posts/5",)"
    R"("text":"Anna tagged you in a post."},{"timestamp":1700000001,"href":"https://www.facebook.com/x/posts/6",)"
    R"("text":"Anna mentioned you in a comment."}]})";
const std::string posts =
    R"({"wall_posts_sent_to_you":{"activity_log_data":[{"timestamp":1600000000,"title":"Zoe wrote on your timeline.",)"
    R"("data":[{"post":"Hello"}],"attachments":[{"data":[{"external_context":{"url":)"
    R"("https://www.facebook.com/zoe/posts/7"}}]}]}]}})";
const std::string personal =
    R"({"profile_user":[{"title":"User","media_map_data":{},"string_map_data":{"Bio":{"value":"me@work.example"},)"
    R"("Correo electr\u00c3\u00b3nico":{"href":"","value":"anna@example.org","timestamp":0}}}]})";

class Seeds {
 public:
  Seeds(const std::filesystem::path& parent, const char* name) : folder_(parent / name) {
    std::filesystem::create_directories(folder_);
  }
  void add(const std::string& content) {
    std::ofstream file{folder_ / std::to_string(++count_), std::ios::binary};
    file << content;
    if (!file.flush()) throw std::runtime_error("can't write " + folder_.string());
  }

 private:
  std::filesystem::path folder_;
  int count_ = 0;
};

std::vector<Tagged> some_tagged() {
  return {{photo, "Jörg Müller"}, {"https://www.facebook.com/anna/videos/1002/", "Anna", 0, "Adresse", "Όνομα"}};
}

void add_archives(Seeds seeds) {
  const auto list = tagged_list(some_tagged());
  const std::vector<Packed> all{{tagged_path, list},
                                {"personal_information/profile_information/profile_information.json", profile, false},
                                {"logged_information/notifications/notifications.json", notices},
                                {"personal_information/personal_information/personal_information.json", personal},
                                {tagged_page_path, tagged_page(some_tagged(), Layout::one_cell)},
                                {"your_facebook_activity/posts/media/1.jpg", "x", false}};
  seeds.add(make_zip(all));
  seeds.add(make_zip(all, {true}));
  for (const auto& one : all) {
    seeds.add(make_zip({one}));
    auto large = one;
    large.is_large = true;
    large.is_deflated = false;
    seeds.add(make_zip({large}, {true}));
  }
}

void add_json(Seeds seeds) {
  seeds.add("0" + tagged_list(some_tagged()));
  seeds.add("0" + tagged_record(some_tagged().front()));
  seeds.add("0{\"photos\":" + tagged_list(some_tagged()) + "}");
  seeds.add(
      "0[{\"label_values\":[{\"title\":\"Owner\",\"dict\":[{\"dict\":[{\"label\":\"Name\",\"vec\":[{\"value\":"
      "\"Anna\"}]},{\"label\":\"URL\",\"href\":\"" +
      photo + "\"}]}]}],\"timestamp_value\":1e9}]");
  seeds.add("1" + posts);
  seeds.add("2" + notices);
  seeds.add("3" + profile);
  seeds.add("4" + personal);
}

void add_pages(Seeds seeds) {
  for (const auto layout : {Layout::two_cells, Layout::one_cell, Layout::no_table})
    for (const char* kind : {"0", "1", "2"}) seeds.add(kind + tagged_page(some_tagged(), layout));
  for (const char* kind : {"3", "4"})
    seeds.add(kind + download_page("<table><tr><td>Email</td><td>anna&#064;example.org</td></tr></table>"));
}

void add_mails(Seeds seeds) {
  const auto text = mail_text("de", "confirmation");
  for (const auto& shape : mail_shapes())
    if (const auto mail = make_mail(text, shape)) seeds.add(*mail);
  for (const auto& one : mail_texts())
    if (one.language == "en") seeds.add(make_plain_mail(one));
  seeds.add(make_mbox({make_plain_mail(text), make_html_mail(text)}));
  seeds.add(text.subject + "\n" + text.body);
}

void add_signatures(Seeds seeds) {
  const auto mail = demur::read_file(demur::test::fixture("mail/signed.eml"));
  const auto key = demur::read_file(demur::test::fixture("mail/signed-key.txt"));
  seeds.add(mail);
  seeds.add(key);
  seeds.add(key.substr(key.find(' ') + 1));
}

void add_lines(Seeds seeds) {
  using namespace demur::reading;
  const std::string time = "2026-11-22T14:33:10.000Z", form = "https://www.facebook.com/help/contact/712876720715583";
  const std::vector<Line> lines{MailRecord{.kind = "confirmation",
                                           .platform = "facebook",
                                           .from = "a@meta.com",
                                           .recipients = {"anna@example.org"},
                                           .addressed = 1,
                                           .date = time,
                                           .authentication = "signed",
                                           .key_name = "s._domainkey.meta.com",
                                           .is_key_added = true,
                                           .is_service = true,
                                           .suspicious = {"forwarded"},
                                           .form_url = form,
                                           .words = "We honour it.",
                                           .sentence = "We honour it.",
                                           .start = 0,
                                           .bytes = 100},
                                DownloadPlatform{"instagram"},
                                ItemRecord{"facebook", photo, "photo", "Jörg", "https://www.facebook.com/joerg", time},
                                AccountEmail{"facebook", "anna@example.org", true},
                                SkippedFile{"posts/x.json", "unknown-shape"},
                                Stage{"items"},
                                Total{7},
                                Progress{6},
                                Unreadable{"damaged"},
                                End{3}};
  for (const auto& line : lines) seeds.add(to_line(line));
}

void add_histories(Seeds seeds) {
  Computer one;
  seeds.add(exported(one.database));
  one.objections.record(annas_objection());
  seeds.add(exported(one.database));
  one.correct(first_id, one.confirm(first_id, "From: Facebook\n\nWe will."));
  one.objections.record(annas_objection(second_id));
  one.objections.remove(second_id);
  seeds.add(exported(one.database));
}

}  // namespace

int main(int count, char** values) {
  if (count != 2) return 2;
  const std::filesystem::path folder{values[1]};
  add_archives({folder, "zip"});
  add_json({folder, "json"});
  add_pages({folder, "html"});
  add_mails({folder, "mail"});
  add_signatures({folder, "signature"});
  add_lines({folder, "line"});
  add_histories({folder, "history"});
}
