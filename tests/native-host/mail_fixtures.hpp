#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A small generator of mails: what Meta says in each language (tests/fixtures/mail/texts.json), in the shapes that
/// mail programs give it. Character sets are made by the system's iconv, not by the tables under test.
namespace demur::test {

struct MailText {
  std::string language, kind, subject, body;
};

/// announcement, confirmation, declined, asked-for-more and received in 25 languages.
std::vector<MailText> mail_texts();
/// One of them.
MailText mail_text(const std::string& language, const std::string& kind);

enum class Packing { plain, html, html_references, alternative, nested, attached };
enum class Transfer { eight_bit, base64, quoted_printable };

/// How a mail is packed.
struct Shape {
  std::string charset;
  Transfer transfer;
  Packing packing;
  std::string line_end = "\r\n";
};

std::vector<Shape> mail_shapes();

/// What surrounds the words.
struct Envelope {
  std::string provider = "Authentication-Results: gmx.net; dkim=pass header.i=@facebookmail.com\n";
  std::string from = "Facebook <case++aazq4xkq7vj2@support.facebook.com>";
  std::string to = "Anna <anna@example.org>";
  std::string more = {};  ///< Further headers, each with its line end.
  std::string link = "https://www.facebook.com/help/contact/712876720715583";
  std::string link_text = "Privacy Centre";
};

/// Nothing where the character set lacks letters of the text.
std::optional<std::string> make_mail(const MailText& text, const Shape& shape, const Envelope& envelope = {});

/// In the simplest shape.
std::string make_plain_mail(const MailText& text, const Envelope& envelope = {});
/// With only HTML, so that links have a text.
std::string make_html_mail(const MailText& text, const Envelope& envelope = {});

/// An mbox, with "From " at the beginning of a line quoted.
std::string make_mbox(const std::vector<std::string>& mails, const std::string& line_end = "\n");

}  // namespace demur::test
