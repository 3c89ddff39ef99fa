#pragma once
#include <cstddef>
#include <string_view>

/// What separates the messages of an mbox, and nothing else. extension/model/mail-pieces.ts cuts mailboxes by the same
/// rule; tests/fixtures/mbox-lines.json tests both.
namespace demur::reading {

enum class Separator {
  none,
  /// Written by a program that quotes "From " in messages, by manifests/mail.json: no message can contain it.
  quoting,
  /// A message may contain it, unless the mailbox is known to quote.
  other,
};

/// How many bytes from the beginning of a line it takes to tell what it is.
inline constexpr std::size_t separator_view = 600;

/// What a line is: one that begins with "From ", perhaps an address, and a date, or is "From " alone, as Thunderbird
/// writes it today, between an empty line and a header. `text` begins with the line and has `separator_view` bytes if
/// there are that many; `is_after_blank`: after an empty line or nothing.
Separator separator_at(std::string_view text, bool is_after_blank);

}  // namespace demur::reading
