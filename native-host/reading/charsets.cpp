#include "reading/charsets.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace demur::reading {
namespace {

/// A character set with one byte for each character.
struct Charset {
  std::string_view name;
  /// The characters of the highest bytes, up to 0xFF; those below, from 0x80, are control characters.
  std::u16string_view upper;
};

// https://encoding.spec.whatwg.org/#legacy-single-byte-encodings, whose names for mail are
// https://www.iana.org/assignments/character-sets
constexpr std::array<Charset, 18> charsets{{
    {"windows-1250",
     u"€\uFFFD‚\uFFFD„…†‡\uFFFD‰Š‹ŚŤŽŹ"
     u"\uFFFD‘’“”•–—\uFFFD™š›śťžź"
     u"\u00A0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00AD®Ż"
     u"°±˛ł´µ¶·¸ąş»Ľ˝ľż"
     u"ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ"
     u"ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
     u"ŕáâăäĺćçčéęëěíîď"
     u"đńňóôőö÷řůúűüýţ˙"},
    {"windows-1251",
     u"ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏ"
     u"ђ‘’“”•–—\uFFFD™љ›њќћџ"
     u"\u00A0ЎўЈ¤Ґ¦§Ё©Є«¬\u00AD®Ї"
     u"°±Ііґµ¶·ё№є»јЅѕї"
     u"АБВГДЕЖЗИЙКЛМНОП"
     u"РСТУФХЦЧШЩЪЫЬЭЮЯ"
     u"абвгдежзийклмноп"
     u"рстуфхцчшщъыьэюя"},
    {"windows-1252",
     u"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD"
     u"\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ"
     u"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯"
     u"°±²³´µ¶·¸¹º»¼½¾¿"
     u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
     u"ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
     u"àáâãäåæçèéêëìíîï"
     u"ðñòóôõö÷øùúûüýþÿ"},
    {"windows-1253",
     u"€\uFFFD‚ƒ„…†‡\uFFFD‰\uFFFD‹\uFFFD\uFFFD\uFFFD\uFFFD"
     u"\uFFFD‘’“”•–—\uFFFD™\uFFFD›\uFFFD\uFFFD\uFFFD\uFFFD"
     u"\u00A0΅Ά£¤¥¦§¨©\uFFFD«¬\u00AD®―"
     u"°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ"
     u"ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ"
     u"ΠΡ\uFFFDΣΤΥΦΧΨΩΪΫάέήί"
     u"ΰαβγδεζηθικλμνξο"
     u"πρςστυφχψωϊϋόύώ\uFFFD"},
    {"windows-1254",
     u"€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFD\uFFFD\uFFFD"
     u"\uFFFD‘’“”•–—˜™š›œ\uFFFD\uFFFDŸ"
     u"\u00A0¡¢£¤¥¦§¨©ª«¬\u00AD®¯"
     u"°±²³´µ¶·¸¹º»¼½¾¿"
     u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
     u"ĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
     u"àáâãäåæçèéêëìíîï"
     u"ğñòóôõö÷øùúûüışÿ"},
    {"windows-1257",
     u"€\uFFFD‚\uFFFD„…†‡\uFFFD‰\uFFFD‹\uFFFD¨ˇ¸"
     u"\uFFFD‘’“”•–—\uFFFD™\uFFFD›\uFFFD¯˛\uFFFD"
     u"\u00A0\uFFFD¢£¤\uFFFD¦§Ø©Ŗ«¬\u00AD®Æ"
     u"°±²³´µ¶·ø¹ŗ»¼½¾æ"
     u"ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻ"
     u"ŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß"
     u"ąįāćäåęēčéźėģķīļ"
     u"šńņóōõö÷ųłśūüżž˙"},
    {"iso-8859-2",
     u"\u00A0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00ADŽŻ"
     u"°ą˛ł´ľśˇ¸šşťź˝žż"
     u"ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎ"
     u"ĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
     u"ŕáâăäĺćçčéęëěíîď"
     u"đńňóôőö÷řůúűüýţ˙"},
    {"iso-8859-3",
     u"\u00A0Ħ˘£¤\uFFFDĤ§¨İŞĞĴ\u00AD\uFFFDŻ"
     u"°ħ²³´µĥ·¸ışğĵ½\uFFFDż"
     u"ÀÁÂ\uFFFDÄĊĈÇÈÉÊËÌÍÎÏ"
     u"\uFFFDÑÒÓÔĠÖ×ĜÙÚÛÜŬŜß"
     u"àáâ\uFFFDäċĉçèéêëìíîï"
     u"\uFFFDñòóôġö÷ĝùúûüŭŝ˙"},
    {"iso-8859-4",
     u"\u00A0ĄĸŖ¤ĨĻ§¨ŠĒĢŦ\u00ADŽ¯"
     u"°ą˛ŗ´ĩļˇ¸šēģŧŊžŋ"
     u"ĀÁÂÃÄÅÆĮČÉĘËĖÍÎĪ"
     u"ĐŅŌĶÔÕÖ×ØŲÚÛÜŨŪß"
     u"āáâãäåæįčéęëėíîī"
     u"đņōķôõö÷øųúûüũū˙"},
    {"iso-8859-5",
     u"\u00A0ЁЂЃЄЅІЇЈЉЊЋЌ\u00ADЎЏ"
     u"АБВГДЕЖЗИЙКЛМНОП"
     u"РСТУФХЦЧШЩЪЫЬЭЮЯ"
     u"абвгдежзийклмноп"
     u"рстуфхцчшщъыьэюя"
     u"№ёђѓєѕіїјљњћќ§ўџ"},
    {"iso-8859-7",
     u"\u00A0‘’£€₯¦§¨©ͺ«¬\u00AD\uFFFD―"
     u"°±²³΄΅Ά·ΈΉΊ»Ό½ΎΏ"
     u"ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟ"
     u"ΠΡ\uFFFDΣΤΥΦΧΨΩΪΫάέήί"
     u"ΰαβγδεζηθικλμνξο"
     u"πρςστυφχψωϊϋόύώ\uFFFD"},
    {"iso-8859-10",
     u"\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ"
     u"°ąēģīĩķ·ļđšŧž―ūŋ"
     u"ĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏ"
     u"ÐŅŌÓÔÕÖŨØŲÚÛÜÝÞß"
     u"āáâãäåæįčéęëėíîï"
     u"ðņōóôõöũøųúûüýþĸ"},
    {"iso-8859-13",
     u"\u00A0”¢£¤„¦§Ø©Ŗ«¬\u00AD®Æ"
     u"°±²³“µ¶·ø¹ŗ»¼½¾æ"
     u"ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻ"
     u"ŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß"
     u"ąįāćäåęēčéźėģķīļ"
     u"šńņóōõö÷ųłśūüżž’"},
    {"iso-8859-14",
     u"\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®Ÿ"
     u"ḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡ"
     u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
     u"ŴÑÒÓÔÕÖṪØÙÚÛÜÝŶß"
     u"àáâãäåæçèéêëìíîï"
     u"ŵñòóôõöṫøùúûüýŷÿ"},
    {"iso-8859-15",
     u"\u00A0¡¢£€¥Š§š©ª«¬\u00AD®¯"
     u"°±²³Žµ¶·ž¹º»ŒœŸ¿"
     u"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
     u"ÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
     u"àáâãäåæçèéêëìíîï"
     u"ðñòóôõö÷øùúûüýþÿ"},
    {"iso-8859-16",
     u"\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ"
     u"°±ČłŽ”¶·žčș»ŒœŸż"
     u"ÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏ"
     u"ĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚß"
     u"àáâăäćæçèéêëìíîï"
     u"đńòóôőöśűùúûüęțÿ"},
    {"koi8-r",
     u"─│┌┐└┘├┤┬┴┼▀▄█▌▐"
     u"░▒▓⌠■∙√≈≤≥\u00A0⌡°²·÷"
     u"═║╒ё╓╔╕╖╗╘╙╚╛╜╝╞"
     u"╟╠╡Ё╢╣╤╥╦╧╨╩╪╫╬©"
     u"юабцдефгхийклмно"
     u"пярстужвьызшэщчъ"
     u"ЮАБЦДЕФГХИЙКЛМНО"
     u"ПЯРСТУЖВЬЫЗШЭЩЧЪ"},
    {"koi8-u",
     u"─│┌┐└┘├┤┬┴┼▀▄█▌▐"
     u"░▒▓⌠■∙√≈≤≥\u00A0⌡°²·÷"
     u"═║╒ёє╔ії╗╘╙╚╛ґ╝╞"
     u"╟╠╡ЁЄ╣ІЇ╦╧╨╩╪Ґ╬©"
     u"юабцдефгхийклмно"
     u"пярстужвьызшэщчъ"
     u"ЮАБЦДЕФГХИЙКЛМНО"
     u"ПЯРСТУЖВЬЫЗШЭЩЧЪ"},
}};

struct Alias {
  std::string_view name, charset;
};

/// Programs that say ISO-8859-1 mean its superset windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
constexpr std::array<Alias, 11> aliases{{
    {"us-ascii", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"latin1", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin2", "iso-8859-2"},
    {"cp1250", "windows-1250"},
    {"cp1251", "windows-1251"},
    {"cp1253", "windows-1253"},
    {"cp1257", "windows-1257"},
}};
constexpr std::string_view usual_charset = "windows-1252";

const Charset* find_charset(std::string_view name) {
  const auto* const alias = std::find_if(aliases.begin(), aliases.end(), [&](const auto& a) { return a.name == name; });
  const auto wanted = alias == aliases.end() ? name : alias->charset;
  const auto* const found =
      std::find_if(charsets.begin(), charsets.end(), [&](const auto& charset) { return charset.name == wanted; });
  return found == charsets.end() ? nullptr : found;
}

char16_t meaning(const Charset& charset, unsigned char byte) {
  const std::size_t first = 256 - charset.upper.size();
  return byte < first ? char16_t{0xFFFD} : charset.upper[byte - first];
}

std::string from_single_bytes(std::string_view bytes, const Charset& charset) {
  std::string text;
  text.reserve(bytes.size());
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80)
      text += c;
    else
      append_utf8(text, meaning(charset, byte));
  }
  return text;
}

char32_t unit_at(std::string_view bytes, std::size_t at, bool is_big_endian) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  return is_big_endian ? static_cast<char32_t>(byte(at) << 8U | byte(at + 1))
                       : static_cast<char32_t>(byte(at + 1) << 8U | byte(at));
}

/// Without a byte order mark, plain letters show the order of the bytes: their upper byte is zero.
/// https://www.rfc-editor.org/rfc/rfc2781#section-4.3
bool is_big_endian(std::string_view bytes, std::string_view name) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return bytes.front() == '\xFE';
  if (name != "utf-16") return name == "utf-16be";
  std::ptrdiff_t balance = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    if (bytes[i] == '\0') balance += i % 2 == 0 ? 1 : -1;
  return balance >= 0;
}

std::string from_utf16(std::string_view bytes, std::string_view name) {
  const bool is_big = is_big_endian(bytes, name);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) bytes.remove_prefix(2);
  std::string text;
  char32_t half = 0;
  append_utf16(text, bytes.substr(0, bytes.size() - bytes.size() % 2), is_big, half);
  return text;
}

}  // namespace

void append_utf16(std::string& text, std::string_view bytes, bool is_big_endian, char32_t& half) {
  constexpr char32_t unknown = 0xFFFD;
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    const auto unit = unit_at(bytes, at, is_big_endian);
    const bool is_first = unit >= 0xD800 && unit < 0xDC00, is_second = unit >= 0xDC00 && unit < 0xE000;
    if (half != 0) append_utf8(text, is_second ? 0x10000 + ((half - 0xD800) << 10U) + (unit - 0xDC00) : unknown);
    if (is_second && half == 0) append_utf8(text, unknown);
    half = is_first ? unit : 0;
    if (!is_first && !is_second) append_utf8(text, unit);
  }
}

std::string valid_utf8(std::string_view bytes) {
  if (is_utf8(bytes)) return std::string(bytes);
  std::string text;
  for (std::size_t i = 0; i < bytes.size();) {
    char32_t character = 0;
    const auto length = next_character(bytes.substr(i), character);
    append_utf8(text, length == 0 ? char32_t{0xFFFD} : character);
    i += std::max<std::size_t>(length, 1);
  }
  return text;
}

std::string to_utf8(std::string_view bytes, std::string_view charset_name) {
  const auto name = lower_case(charset_name);
  if (const auto* charset = find_charset(name)) {
    // Some programs say US-ASCII and send UTF-8.
    if (name == "us-ascii" && is_utf8(bytes)) return std::string(bytes);
    return from_single_bytes(bytes, *charset);
  }
  const bool is_utf16 = name == "utf-16" || name == "utf-16le" || name == "utf-16be";
  if (is_utf16 && (bytes.find('\0') != std::string_view::npos || !is_utf8(bytes))) return from_utf16(bytes, name);
  const bool is_declared = name == "utf-8" || name == "utf8";
  if (is_declared || is_utf8(bytes)) return valid_utf8(bytes);
  return from_single_bytes(bytes, *find_charset(usual_charset));
}

void append_utf8(std::string& text, char32_t character) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes.data());
  text.append(bytes.begin(), bytes.begin() + length);
}

std::size_t next_character(std::string_view text, char32_t& character) {
  utf8proc_int32_t found = 0;
  // char may be read as unsigned bytes.
  const auto* bytes =
      reinterpret_cast<const utf8proc_uint8_t*>(text.data());  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &found);
  if (length <= 0) return 0;
  character = static_cast<char32_t>(found);
  return static_cast<std::size_t>(length);
}

}  // namespace demur::reading
