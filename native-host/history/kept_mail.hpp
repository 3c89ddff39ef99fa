#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/added_keys.hpp"
#include "reading/record.hpp"

/// What an e-mail kept with an entry proves to somebody else: by its own bytes, whatever was noted about it.
namespace demur::history {

enum class MailCheck : std::uint8_t {
  signature,  ///< Its signature is Meta's.
  provider,   ///< It contains a provider's word. Whoever kept the e-mail could have written that too.
  unchecked,  ///< It is signed, but the key isn't known here, or only its beginning was kept.
  none,
};

/// signed, provider, unchecked or none.
const char* name_of(MailCheck shown);

struct KeptMail {
  MailCheck shown = MailCheck::none;
  std::string key_name;       ///< The key that its signature was checked with, or needs; empty where it has none.
  bool is_key_added = false;  ///< Whether the person who checks has added that key.
  bool is_checked = true;     ///< If it is said to be signed, whether that can be checked here.
  // What the compiler makes of the flags is no conversion. NOLINTNEXTLINE(*-use-nullptr,*-bool-conversion)
  auto operator<=>(const KeptMail&) const = default;
};

/// What demur-reader says about who sent a kept e-mail, with the keys of the manifest and these; nothing where it can't
/// be read.
/// Throws demur::Error: reader-failed, where there is no reader, or it took too long.
std::vector<reading::MailRecord> read_kept(std::string_view mail, const std::vector<AddedKey>& added);

/// Has demur-reader judge it. Throws demur::Error: reader-failed, where there is no reader.
KeptMail judge_kept(std::string_view mail, const std::vector<AddedKey>& added);

/// Where a key is known from.
struct KeyOrigin {
  std::string source;  ///< What the manifest says; empty where the person added it.
  std::string day;     ///< When it was seen last, or added.
};

/// Where the key that an e-mail's signature was checked with is known from. Nothing where there is none.
std::optional<KeyOrigin> origin_of_key(const KeptMail& mail, const std::vector<AddedKey>& added);

}  // namespace demur::history
