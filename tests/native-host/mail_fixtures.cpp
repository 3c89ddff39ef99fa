#include "mail_fixtures.hpp"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sstream>

#include "charset.hpp"
#include "places.hpp"
#include "platform/files.hpp"
#include "platform/secrets.hpp"
#include "text/encoding.hpp"

namespace demur::test {
namespace {

constexpr std::array<std::string_view, 5> kinds{"announcement", "confirmation", "declined", "asked-for-more",
                                                "received"};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

/// As mail programs do: what a character set lacks is written more plainly.
std::optional<std::string> encoded(const std::string& text, const std::string& charset) {
  if (auto exact = converted(text, charset)) return exact;
  auto plain = text;
  for (const auto& [sign, other] :
       std::map<std::string, std::string>{{"’", "'"}, {"„", "\""}, {"“", "\""}, {"ș", "ş"}, {"ț", "ţ"}, {"Ș", "Ş"}})
    plain = replaced(plain, sign, other);
  return converted(plain, charset);
}

std::string encode_quoted_printable(std::string_view bytes) {
  std::string text;
  std::size_t column = 0;
  for (const char c : bytes) {
    std::string piece(1, c);
    if (c == '=' || static_cast<unsigned char>(c) > 126) {
      std::array<char, 4> hex{};
      std::snprintf(hex.data(), hex.size(), "=%02X", static_cast<unsigned char>(c));
      piece = hex.data();
    }
    column = c == '\n' ? 0 : column + piece.size();
    if (column > 72) {
      text += "=\n";
      column = piece.size();
    }
    text += piece;
  }
  return text;
}

std::string packed(const std::string& bytes, Transfer transfer) {
  if (transfer == Transfer::quoted_printable) return encode_quoted_printable(bytes);
  if (transfer == Transfer::eight_bit) return bytes;
  const auto all = to_base64(bytes);
  std::string lines;
  for (std::size_t i = 0; i < all.size(); i += 76) lines += all.substr(i, 76) + "\n";
  return lines;
}

const char* name_of(Transfer transfer) {
  if (transfer == Transfer::base64) return "base64";
  return transfer == Transfer::quoted_printable ? "quoted-printable" : "8bit";
}

std::string html_of(const std::string& words, const Envelope& envelope) {
  auto paragraphs = replaced(replaced(words, "&", "&amp;"), "\n", "</p>\n<p style=\"margin:0\">");
  return "<!DOCTYPE html><html><head><title>Meta</title><style>p > a { color: blue "
         "}</style></head><body>\n<table><tr><td>"
         "<!-- a comment > with a bracket --><p>" +
         paragraphs + "</p><p><a href=\"" + replaced(envelope.link, "&", "&amp;") + "\"><span>" + envelope.link_text +
         "</span></a></p></td></tr></table></body></html>\n";
}

/// Letters beyond ASCII as numbers, as some programs write them.
std::string with_references(const std::string& html) {
  std::string result;
  for (std::size_t i = 0; i < html.size();) {
    const auto lead = static_cast<unsigned char>(html[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 1) {
      result += html[i++];
      continue;
    }
    std::uint32_t letter = lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k)
      letter = (letter << 6U) | (static_cast<unsigned char>(html[i + k]) & 0x3FU);
    result += "&#" + std::to_string(letter) + ";";
    i += length;
  }
  return result;
}

std::optional<std::string> text_part(const std::string& type, const std::string& words, const Shape& shape) {
  const auto bytes = encoded(words, shape.charset);
  if (!bytes) return std::nullopt;
  return "Content-Type: " + type + "; charset=\"" + shape.charset +
         "\"\nContent-Transfer-Encoding: " + name_of(shape.transfer) + "\n\n" + packed(*bytes, shape.transfer) + "\n";
}

std::string multipart(const std::string& type, const std::vector<std::string>& parts) {
  const auto boundary = "=_" + type + "_b0undary";
  auto text = "Content-Type: multipart/" + type + ";\n\tboundary=\"" + boundary + "\"\n\nNot for MIME.\n";
  for (const auto& part : parts) text += "\n--" + boundary + "\n" + part;
  return text + "\n--" + boundary + "--\n";
}

std::optional<std::string> pack(const std::string& words, const Shape& shape, const Envelope& envelope) {
  const auto linked = words + "\n\n" + envelope.link + "\n";
  const auto html = html_of(words, envelope);
  const auto plain_part = text_part("text/plain", linked, shape), html_part = text_part("text/html", html, shape);
  if (!plain_part || !html_part) return std::nullopt;
  switch (shape.packing) {
    case Packing::plain:
    case Packing::attached:
      return plain_part;
    case Packing::html:
      return html_part;
    case Packing::html_references:
      return text_part("text/html", with_references(html), shape);
    case Packing::alternative:
      return multipart("alternative", {*plain_part, *html_part});
    default:
      return multipart(
          "mixed",
          {multipart("related", {multipart("alternative", {*plain_part, *html_part}),
                                 "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"}),
           "Content-Type: application/pdf\nContent-Disposition: attachment\n\nWe cannot honour your "
           "objection to AI at Meta.\n"});
  }
}

/// Encoded in words that are short enough, folded; a character may be split between two of them.
std::string encoded_subject(const std::string& subject, const Shape& shape) {
  const auto bytes = encoded(subject, shape.charset).value_or("?");
  std::string value;
  for (std::size_t i = 0; i < bytes.size(); i += 15)
    value += (i == 0 ? "" : "\n ") + std::string("=?") + shape.charset + "?B?" + to_base64(bytes.substr(i, 15)) + "?=";
  return value;
}

std::string with_line_ends(const std::string& text, const std::string& line_end) {
  return line_end == "\n" ? text : replaced(text, "\n", line_end);
}

std::string in_forward(const std::string& mail) {
  return "From: Anna <anna@example.org>\nTo: helper@example.net\nSubject: Fwd: see this\nDate: Mon, 23 Nov 2026 "
         "08:00:00 "
         "+0000\nMIME-Version: 1.0\n" +
         multipart("mixed",
                   {"Content-Type: text/plain\n\nWhat does that mean?\n", "Content-Type: message/rfc822\n\n" + mail});
}

}  // namespace

std::vector<MailText> mail_texts() {
  const auto file = nlohmann::json::parse(read_file(test::fixture("mail/texts.json")));
  std::vector<MailText> texts;
  for (const auto& [language, own] : file.items())
    for (const auto kind : kinds) {
      const auto& text = own.at(std::string(kind));
      texts.push_back({language, std::string(kind), text.at("subject"), text.at("body")});
    }
  return texts;
}

MailText mail_text(const std::string& language, const std::string& kind) {
  for (auto& text : mail_texts())
    if (text.language == language && text.kind == kind) return text;
  throw std::runtime_error("no such text");
}

std::vector<Shape> mail_shapes() {
  std::vector<Shape> shapes{{"utf-8", Transfer::base64, Packing::plain},
                            {"utf-8", Transfer::quoted_printable, Packing::html},
                            {"UTF-8", Transfer::eight_bit, Packing::alternative, "\n"},
                            {"utf-8", Transfer::quoted_printable, Packing::html_references, "\n"},
                            {"utf-8", Transfer::base64, Packing::nested},
                            {"utf-8", Transfer::eight_bit, Packing::attached}};
  const std::array<Transfer, 3> transfers{Transfer::eight_bit, Transfer::base64, Transfer::quoted_printable};
  const std::array<Packing, 3> packings{Packing::plain, Packing::html, Packing::nested};
  std::size_t i = 0;
  for (const char* charset :
       {"ISO-8859-1",   "ISO-8859-2",   "ISO-8859-3",   "ISO-8859-4",   "ISO-8859-5",  "ISO-8859-7",   "ISO-8859-9",
        "ISO-8859-10",  "ISO-8859-13",  "ISO-8859-14",  "ISO-8859-15",  "ISO-8859-16", "windows-1250", "windows-1251",
        "windows-1252", "windows-1253", "windows-1254", "windows-1257", "KOI8-R",      "KOI8-U"}) {
    shapes.push_back({charset, transfers.at(i % 3), packings.at(i / 3 % 3), i % 2 == 0 ? "\n" : "\r\n"});
    ++i;
  }
  return shapes;
}

std::optional<std::string> make_mail(const MailText& text, const Shape& shape, const Envelope& envelope) {
  const auto content = pack(text.body, shape, envelope);
  if (!content) return std::nullopt;
  auto mail = envelope.provider +
              "Received: from out.facebook.com (out.facebook.com [66.220.144.1])\n\tby mx-ha.gmx.net "
              "(mxgmx116 [212.227.17.5]) with ESMTPS (Nemesis) id 1;\n\tSun, 22 Nov 2026 14:33:11 "
              "+0000\nDKIM-Signature: v=1; d=facebookmail.com; s=s1; "
              "b=AAAA\nDate: Sun, 22 Nov 2026 15:33:10 +0100 (CET)\n" +
              (envelope.from.empty() ? "" : "From: " + envelope.from + "\n") + "To: " + envelope.to +
              "\nSubject: " + encoded_subject(text.subject, shape) + "\n" + envelope.more + "MIME-Version: 1.0\n" +
              *content;
  if (shape.packing == Packing::attached) mail = in_forward(mail);
  return with_line_ends(mail, shape.line_end);
}

std::string make_plain_mail(const MailText& text, const Envelope& envelope) {
  return make_mail(text, {"utf-8", Transfer::eight_bit, Packing::plain}, envelope).value();
}

std::string make_html_mail(const MailText& text, const Envelope& envelope) {
  return make_mail(text, {"utf-8", Transfer::quoted_printable, Packing::html}, envelope).value();
}

std::string make_mbox(const std::vector<std::string>& mails, const std::string& line_end) {
  std::string mbox;
  for (const auto& mail : mails) {
    mbox += "From 1849@xxx Tue Nov 24 03:34:28 +0000 2026\n";
    std::istringstream lines{replaced(mail, "\r\n", "\n")};
    for (std::string line; std::getline(lines, line);) {
      const auto text = line.find_first_not_of('>');
      if (text != std::string::npos && line.substr(text).starts_with("From ")) mbox += '>';
      mbox += line + "\n";
    }
    mbox += "\n";
  }
  return with_line_ends(mbox, line_end);
}

}  // namespace demur::test
