#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// What demur-reader prints and the host reads: one JSON object on each line.
namespace demur::reading {

/// The line of a seal in a mail, and who says since when it was there. That is somebody else's word and never Meta's,
/// so it stands apart from `authentication`.
struct SealRecord {
  std::string line;                    ///< As text/seal_line.hpp writes it.
  std::string witness = "none";        ///< signed, provider or none.
  std::string signer = {};             ///< Whose signature it is; empty for none.
  std::optional<std::string> at = {};  ///< When it was made, or came in: RFC 3339; nothing for none.
  std::string key_name = {};           ///< Of the key that the signature needs; empty where there is none.
  bool is_key_added = false;           ///< It is signed, by a key that the person has added.
};

/// What one mail is.
struct MailRecord {
  std::string kind;  ///< By its words alone, as in manifests/protocol.json.
  std::optional<std::string> platform;
  std::string from;                     ///< The sender's address in lower case; empty where there is none.
  std::vector<std::string> recipients;  ///< To whom the mail was sent, in lower case.
  std::int64_t addressed = 0;           ///< So many of them, the first, stand in To.
  std::optional<std::string> date;      ///< RFC 3339 with milliseconds.
  std::string authentication;           ///< signed, provider, fail or none, as in manifests/protocol.json.
  std::string key_name;                 ///< Of the key that its signature needs; empty where it has none of Meta's.
  bool is_key_added = false;            ///< It is signed, by a key that the person has added.
  bool is_service = false;              ///< Its structure is a service mail's, not a notification's.
  bool answers_form = false;            ///< Its sender is one that answers what people write in Meta's forms.
  std::vector<std::string> suspicious;  ///< Codes.
  std::optional<std::string> form_url;
  /// The beginning of what it says, without what follows the ? or # of a link; empty where it is unrelated.
  std::string words;
  std::string sentence;                           ///< The words of Meta's that decided; empty where none did.
  std::optional<SealRecord> seal = std::nullopt;  ///< Of the kind `seal`.
  std::int64_t start = 0;  ///< Where it begins in the input, in bytes. A mail within another is where that one is.
  std::int64_t bytes = 0;
};

/// Whether a mail that was judged so is known to be Meta's.
inline bool proves_meta(std::string_view authentication) {
  return authentication == "signed" || authentication == "provider";
}

/// Whether it is known that Meta sent it.
inline bool is_metas(const MailRecord& mail) {
  return proves_meta(mail.authentication);
}

/// Whether a mail has to be shown: it says something about an objection, or Meta sent it as an answer to a form, which
/// is only not understood.
inline bool is_to_be_shown(const MailRecord& mail) {
  return mail.kind != "unrelated" || (mail.answers_form && is_metas(mail));
}

/// The platform of the download that is read: facebook or instagram. Written once for each that is in it.
struct DownloadPlatform {
  std::string platform;
};

/// An item in a download that includes the person.
struct ItemRecord {
  std::string platform;                    ///< facebook or instagram.
  std::string url;                         ///< https, on a host of the platform's.
  std::string kind;                        ///< photo, tag or mention.
  std::optional<std::string> name;         ///< Who shared it, as it may be shown.
  std::optional<std::string> profile;      ///< Where their profile is, like `url`.
  std::optional<std::string> at;           ///< RFC 3339 with milliseconds; noon in UTC where only the day is known.
  std::optional<std::string> notice = {};  ///< What Meta's notice of it says, as it may be shown.
};

/// An e-mail address of the account that a download belongs to.
struct AccountEmail {
  std::string platform;
  std::string email;  ///< In lower case.
  bool is_earlier;    ///< It was one once, but may not be any more.
};

/// A file within a download that is needed but was not understood, or not completely.
struct SkippedFile {
  std::string path;    ///< Within the download.
  std::string reason;  ///< As for SkippedFile in manifests/protocol.json.
  /// Where it was read in part: how many of its entries were read, and how many were not.
  std::int64_t read = 0, unread = 0;
};

/// The list of what others tagged the person in, in a download that is read.
struct TaggedList {
  bool is_there;  ///< False where Meta says in its place that there is nothing to list.
};

/// How many of Meta's notices to the person a file within a download holds, whatever they say.
struct NoticesRead {
  std::int64_t count;
};

/// What is being done with a download.
struct Stage {
  std::string name;  ///< opening, addresses or items.
};

/// How many bytes of a download will be read: `Progress` counts up to it.
struct Total {
  std::int64_t bytes;
};

/// The last line where a download can't be read; what came before it does not count.
struct Unreadable {
  std::string reason;  ///< not-a-download, encrypted, damaged, incomplete or too-large.
};

/// The input is no mail, and of what kind it is.
struct NotMail {
  std::string form;  ///< outlook, pdf or other.
};

/// The input is a mailbox: whether it was written by a program that quotes "From " within messages.
struct MailboxForm {
  std::string name;  ///< quoting or other.
};

/// Bytes of the input, unpacked.
struct BytesPiece {
  std::string hex;
};

/// How many bytes of the input have been read; of a download, how many of the needed ones.
struct Progress {
  std::int64_t bytes;
};

/// The last line: everything was read.
struct End {
  std::int64_t count;  ///< Mails that were read, or items that were found.
};

using Line = std::variant<MailRecord, DownloadPlatform, ItemRecord, AccountEmail, SkippedFile, TaggedList, NoticesRead,
                          Stage, Total, Unreadable, NotMail, MailboxForm, BytesPiece, Progress, End>;

/// How often progress is reported, in bytes of input.
inline constexpr std::int64_t progress_step = 4L * 1024L * 1024L;
/// Only the beginning of a longer message is read, where the words are; attachments follow.
inline constexpr std::size_t max_message = 4UL * 1024UL * 1024UL;
/// The longest line, in bytes.
inline constexpr std::size_t max_line = 64UL * 1024UL;
/// Of the input, in bytes, in one `BytesPiece`, so that it fits in a line.
inline constexpr std::int64_t max_bytes_piece = 30'000;
inline constexpr std::size_t max_recipients = 20;
inline constexpr std::size_t max_address = 320;
/// Of a name in DNS, such as a key's: RFC 1035, section 2.3.4.
inline constexpr std::size_t max_key_name = 253;
/// Of a copy of a mail that is made to be shared, in bytes.
inline constexpr std::size_t max_copy = 400'000;
/// Of a mail's words, in bytes.
inline constexpr std::size_t max_words = 4000;
/// Of the sentence that decided, in bytes.
inline constexpr std::size_t max_sentence = 1000;
/// In characters.
inline constexpr std::size_t max_name = 200;
inline constexpr std::size_t max_path = 300, max_notice = 300;

/// Whether a text is wholly an e-mail address, of plain ASCII.
bool is_email(std::string_view text);

std::string to_line(const Line& line);

/// Trusts nothing: returns nothing for a line that isn't exactly what `to_line` can make.
std::optional<Line> read_line(std::string_view text);

}  // namespace demur::reading
