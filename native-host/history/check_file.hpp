#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "history/added_keys.hpp"
#include "history/history_file.hpp"
#include "history/kept_mail.hpp"
#include "history/seal_mails.hpp"

namespace demur::history {

/// What was found out about a file.
struct FileCheck {
  std::int64_t entries = 0, objections = 0;
  std::int64_t waiting = 0;     ///< Entries that the person has not agreed to: they decide nothing.
  std::vector<Refusal> faults;  ///< The first ones, at most `max_faults`.
  std::int64_t fault_count = 0;
  /// How many of the kept e-mails show what, by which key; of very many keys the last ones together, without a name.
  std::map<KeptMail, std::int64_t> mails;
  std::optional<SealLine> seal;  ///< Of the whole file.
  std::vector<SealMail> seals;   ///< In its e-mails, and those that were given.

  /// Why it could not be read to its end; this is also the last fault.
  std::optional<Refusal> refusal;

  [[nodiscard]] bool is_whole() const { return fault_count == 0; }
};

inline constexpr std::size_t max_faults = 100;

/// Learns what is in a file while it is checked. Its members may throw Refused.
class CheckListener {
 public:
  CheckListener() = default;
  CheckListener(const CheckListener&) = delete;
  CheckListener& operator=(const CheckListener&) = delete;
  virtual ~CheckListener() = default;
  /// An entry that can be read, whether or not it is what was recorded, and what the e-mail kept with it shows.
  virtual void take(const FileEntry& entry, const std::optional<KeptMail>& mail) = 0;
  /// When all entries were taken.
  virtual void finish(const reading::HistoryFrame& frame) = 0;
};

/// Checks a history exported as JSON, without importing it, and the e-mails kept in it, with the keys of the manifest
/// and these. Finds all faults that are not hidden by others. Besides the reasons of `Refusal` there is `mail-differs`:
/// an entry says that an e-mail is signed by Meta, and it isn't. `seals` are lines that somebody kept from earlier: the
/// file must still be what they stand for. Holds one entry at a time. Throws demur::Error: reader-failed, where there
/// is no reader.
FileCheck check_file(ByteSource& file, const std::vector<AddedKey>& added, const std::vector<SealLine>& seals = {},
                     CheckListener* listener = nullptr);

}  // namespace demur::history
