#include "real_mails.hpp"

#include <array>

#include "text/encoding.hpp"

namespace demur::test {
namespace {

using Kinds = std::vector<std::string>;

const std::string facebook = "Facebook <case++aazq4xkq7vj2@support.facebook.com>";
const std::string dated = "Date: Sun, 22 Nov 2026 14:33:10 +0000\n";

std::string encoded_word(const std::string& text) {
  return "=?UTF-8?B?" + to_base64(text) + "?=";
}

std::string quoted_printable(const std::string& text) {
  std::string result;
  std::size_t column = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = c == '\n' || (byte >= ' ' && byte < 0x7F && c != '=');
    std::string piece(1, c);
    if (!is_plain) {
      const auto hex = to_hex(piece);
      piece = "=";
      for (const char digit : hex) piece += static_cast<char>(std::toupper(static_cast<unsigned char>(digit)));
    }
    if (c != '\n' && column + piece.size() > 75) {
      result += "=\n";
      column = 0;
    }
    result += piece;
    column = c == '\n' ? 0 : column + piece.size();
  }
  return result;
}

std::string base64_lines(const std::string& text) {
  const auto all = to_base64(text);
  std::string lines;
  for (std::size_t i = 0; i < all.size(); i += 76) lines += all.substr(i, 76) + "\n";
  return lines;
}

/// Paragraphs as in Meta's template, with a preheader that nobody sees and a picture that counts readers.
std::string html(const MailText& text, const std::string& before = {}) {
  std::string body = text.body;
  for (auto at = body.find('\n'); at != std::string::npos; at = body.find('\n', at + 1)) body.replace(at, 1, "<br>");
  return "<html><head><style type=\"text/css\">.mb_text{font-size:16px;line-height:21px}@media (max-width:480px)"
         "{.mb_text{display:none}}</style></head><body style=\"margin:0\">" +
         before +
         "<table width=\"100%\" border=\"0\"><tr><td style=\"font-size:0px;line-height:0\">&nbsp;</td></tr>"
         "<tr><td><span class=\"mb_text\">" +
         body +
         "</span></td></tr><tr><td><a href=\"https://www.facebook.com/help/contact/712876720715583\" "
         "style=\"color:#fff;background:#1877f2\">Facebook</a></td></tr></table><img "
         "src=\"https://www.facebook.com/email_open_log_pic.php?mid=1\" "
         "style=\"width:1px;height:1px\"></body></html>\n";
}

std::string part(const std::string& type, const std::string& transfer, const std::string& text) {
  const auto packed = transfer == "base64"             ? base64_lines(text)
                      : transfer == "quoted-printable" ? quoted_printable(text)
                                                       : text;
  return "Content-Type: " + type + "\nContent-Transfer-Encoding: " + transfer + "\n\n" + packed;
}

std::string multipart(const std::string& type, const std::string& boundary, const std::vector<std::string>& parts) {
  auto text = "Content-Type: multipart/" + type + "; boundary=\"" + boundary + "\"\n\n";
  for (const auto& one : parts) text += "--" + boundary + "\n" + one + "\n";
  return text + "--" + boundary + "--\n";
}

std::string alternative(const MailText& text) {
  return multipart("alternative", "b1_Qk3",
                   {part("text/plain; charset=\"UTF-8\"", "quoted-printable", text.body + "\n"),
                    part("text/html; charset=\"UTF-8\"", "quoted-printable", html(text))});
}

std::string headers(const MailText& text, const std::string& from = facebook, const std::string& more = {}) {
  return dated + "To: anna@example.org\nSubject: " + encoded_word(text.subject) + "\nFrom: " + from + "\n" + more +
         "MIME-Version: 1.0\n";
}

const std::string gmail =
    "Delivered-To: anna@example.org\nReceived: by 2002:a05:6a10:1234:b0:1 with SMTP id x1csp1; Sun, 22 Nov 2026 "
    "06:33:12 "
    "-0800 (PST)\nReturn-Path: <case++aazq4xkq7vj2@support.facebook.com>\nReceived: from "
    "66-220-144-1.mail-mail.facebook.com "
    "(66-220-144-1.mail-mail.facebook.com. [66.220.144.1])\n        by mx.google.com with ESMTPS id a1si2\n        for "
    "<anna@example.org>;\n        Sun, 22 Nov 2026 06:33:11 -0800 (PST)\nReceived-SPF: pass (google.com: domain)\n"
    "Authentication-Results: mx.google.com;\n       dkim=pass header.i=@support.facebook.com header.s=s1024-2013-q3 "
    "header.b=AbC;\n"
    "       spf=pass (google.com: domain) smtp.mailfrom=support.facebook.com;\n       dmarc=pass (p=REJECT) "
    "header.from=facebook.com\n";
const std::string outlook =
    "Received: from AM0PR01.eurprd01.prod.outlook.com (2603:10a6::1) by\n AM0PR02.eurprd01.prod.outlook.com with "
    "HTTPS; Sun, 22 "
    "Nov 2026 14:33:12 +0000\nAuthentication-Results: spf=pass (sender IP is 66.220.144.1)\n "
    "smtp.mailfrom=support.facebook.com; "
    "dkim=pass (signature was verified)\n header.d=support.facebook.com;dmarc=pass action=none "
    "header.from=support.facebook.com;compauth=pass "
    "reason=100\nReceived-SPF: Pass (protection.outlook.com: domain)\nReceived: from mx-out.facebook.com "
    "(66.220.144.1) by\n "
    "DB5EUR01FT.mail.protection.outlook.com (10.0.0.1) with\n Microsoft SMTP Server; Sun, 22 Nov 2026 14:33:11 +0000\n";
const std::string gmx =
    "Return-Path: <case++aazq4xkq7vj2@support.facebook.com>\nAuthentication-Results:  gmx.net; dkim=pass "
    "header.i=@support.facebook.com\nReceived: from mx-out.facebook.com ([66.220.144.1]) by mx-ha.gmx.net\n (mxgmx016 "
    "[212.227.15.9]) with "
    "ESMTPS (Nemesis) id 1MS3jh for\n <anna@example.org>; Sun, 22 Nov 2026 15:33:11 +0100\n";
const std::string yahoo =
    "X-Apparently-To: anna@example.org; Sun, 22 Nov 2026 14:33:12 +0000\nReturn-Path: "
    "<case++aazq4xkq7vj2@support.facebook.com>\nReceived: from 127.0.0.1\n by "
    "atlas-production.v2-mail-prod1-gq1.omega.yahoo.com pod-id 1 with HTTPS; Sun, 22 Nov 2026 14:33:12 "
    "+0000\nReceived-SPF: pass (domain)\n"
    "Authentication-Results: atlas-production.v2-mail-prod1-gq1.omega.yahoo.com;\n dkim=pass "
    "header.i=@support.facebook.com "
    "header.s=s1024-2013-q3;\n spf=pass smtp.mailfrom=support.facebook.com;\n dmarc=pass(p=REJECT) "
    "header.from=facebook.com;\n";

Kinds same(const std::string& kind) {
  return {kind};
}
/// A confirmation with other words beside it is asked about.
Kinds asked_where_confirmed(const std::string& kind) {
  return kind == "confirmation" ? Kinds{"answered"} : Kinds{kind, "answered"};
}
Kinds nothing(const std::string&) {
  return {"unrelated"};
}

std::string forwarded(const std::string& subject, const std::string& words) {
  return "From: Anna <anna@example.org>\nTo: helper@example.net\nSubject: " + encoded_word(subject) +
         "\nDate: Mon, 23 Nov 2026 08:00:00 +0000\nMIME-Version: 1.0\n" +
         part("text/plain; charset=UTF-8; format=flowed", "8bit", words);
}

std::string quoted(const std::string& text) {
  std::string lines = "> ";
  for (const char c : text) {
    lines += c;
    if (c == '\n') lines += "> ";
  }
  return lines + "\n";
}

std::vector<RealShape> of_providers() {
  return {
      {"Gmail", [](const auto& text) { return gmail + headers(text) + alternative(text); }, same, true},
      {"Outlook.com",
       [](const auto& text) {
         return outlook + headers(text) +
                part("text/html; charset=\"utf-8\"", "base64",
                     html(text, "<!--[if gte mso 9]><style>p{display:none}</style><![endif]-->"));
       },
       same, true},
      {"GMX",
       [](const auto& text) { return gmx + headers(text) + part("text/plain; charset=utf-8", "8bit", text.body); },
       same, true},
      {"Yahoo", [](const auto& text) { return yahoo + headers(text) + alternative(text); }, same, true},
      {"Gmail, pictures within",
       [](const auto& text) {
         return gmail + headers(text) +
                multipart("related", "rel_1",
                          {alternative(text),
                           "Content-Type: image/png\nContent-ID: <logo>\n"
                           "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"});
       },
       same, true},
      {"Gmail, with a hidden first line",
       [](const auto& text) {
         return gmail + headers(text) +
                part("text/html; charset=utf-8", "quoted-printable",
                     html(text, "<div style=\"display:none;max-height:0\">Facebook</div>"));
       },
       same, true},
      {"Gmail, a notification",
       [](const auto& text) {
         return gmail +
                headers(text, "Facebook <notification@facebookmail.com>",
                        "X-Facebook-Notify: feed_comment; mailid=1\n") +
                alternative(text);
       },
       same},
      {"Gmail, answers go to a comment",
       [](const auto& text) {
         return gmail + headers(text, facebook, "Reply-To: <reply+aaa@reply.facebook.com>\n") + alternative(text);
       },
       same},
      {"no provider, no check", [](const auto& text) { return headers(text) + alternative(text); }, same},
  };
}

std::vector<RealShape> of_programs() {
  return {
      {"Thunderbird, saved",
       [](const auto& text) {
         return "X-Mozilla-Status: 0001\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys:                      \n" + gmail +
                headers(text) + alternative(text);
       },
       same, true},
      {"Apple Mail, as it keeps it",
       [](const auto& text) {
         const auto mail = gmail + headers(text) +
                           part("text/plain; charset=utf-8; format=flowed; delsp=yes", "quoted-printable", text.body);
         return std::to_string(mail.size()) + "\n" + mail + "<?xml version=\"1.0\"?>\n<plist></plist>\n";
       },
       same, true},
      {"a virus scanner's footer",
       [](const auto& text) {
         return gmail + headers(text) +
                multipart("mixed", "mix",
                          {part("text/html; charset=utf-8", "quoted-printable", html(text)),
                           part("text/plain; charset=us-ascii", "7bit", "Checked for viruses.\nwww.example.com\n")});
       },
       asked_where_confirmed},
      {"Gmail, forwarded as a file",
       [](const auto& text) {
         return "From: Anna <anna@example.org>\nTo: helper@example.net\nSubject: Fwd: this\nDate: Mon, 23 Nov 2026 "
                "08:00:00 "
                "+0000\nMIME-Version: 1.0\n" +
                multipart("mixed", "000000000000",
                          {part("text/plain; charset=\"UTF-8\"", "7bit", "See below.\n"),
                           "Content-Type: message/rfc822; name=\"mail.eml\"\nContent-Disposition: "
                           "attachment; filename=\"mail.eml\"\n\n" +
                               gmail + headers(text) + alternative(text)});
       },
       same},
      {"Gmail, forwarded in the text",
       [](const auto& text) {
         return forwarded("Fwd: " + text.subject,
                          "Look.\n\n---------- Forwarded message ---------\nFrom: Facebook "
                          "<case++aazq4xkq7vj2@support.facebook.com>\nDate: Sun, 22 Nov 2026\nTo: "
                          "<anna@example.org>\n\n\n" +
                              text.body + "\n");
       },
       same},
      {"Outlook, forwarded in the text",
       [](const auto& text) {
         return forwarded("WG: " + text.subject,
                          "\n________________________________\nVon: Facebook "
                          "<case++aazq4xkq7vj2@support.facebook.com>\nGesendet: Sonntag\nAn: Anna\n\n" +
                              text.body + "\n");
       },
       same},
      {"a person's answer with Meta's mail below",
       [](const auto& text) {
         return forwarded("Re: " + text.subject,
                          "Is that all?\n\nOn Sun, 22 Nov 2026, Facebook "
                          "<case++aazq4xkq7vj2@support.facebook.com> wrote:\n" +
                              quoted(text.body));
       },
       nothing},
      {"signed by a company",
       [](const auto& text) {
         return gmail + headers(text) +
                multipart(
                    "signed; protocol=\"application/pkcs7-signature\"; micalg=sha-256", "sig",
                    {part("text/plain; charset=utf-8", "quoted-printable", text.body),
                     "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Transfer-Encoding: base64\n"
                     "Content-Disposition: attachment\n\nMIIB\n"});
       },
       same, true},
      {"one text to programs and another to people",
       [](const auto& text) {
         const auto other = mail_text(text.language, text.kind == "confirmation" ? "announcement" : "confirmation");
         return gmail + headers({text.language, text.kind, "x", text.body}) +
                multipart("alternative", "two",
                          {part("text/plain; charset=utf-8", "8bit", other.body),
                           part("text/html; charset=utf-8", "8bit", html(text))});
       },
       [](const std::string&) { return Kinds{"answered"}; }},
      {"a confirmation that nobody sees",
       [](const auto& text) {
         const auto hidden = "<div style=\"display:none\">" + mail_text(text.language, "confirmation").body + "</div>";
         return gmail + headers({text.language, text.kind, "x", text.body}) +
                part("text/html; charset=utf-8", "8bit", hidden + "<p>Hello.</p>");
       },
       nothing},
  };
}

}  // namespace

std::vector<RealShape> real_shapes() {
  auto shapes = of_providers();
  for (auto& shape : of_programs()) shapes.push_back(std::move(shape));
  return shapes;
}

}  // namespace demur::test
