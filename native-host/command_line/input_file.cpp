#include "command_line/input_file.hpp"

#include <fmt/core.h>

#include <array>
#include <system_error>

#include "history/open_history.hpp"
#include "platform/child_process.hpp"
#include "platform/files.hpp"
#include "platform/paths.hpp"

namespace demur::command_line {
namespace {

constexpr std::array<Phrase, 7> refusals{
    {{"not-a-history", "This is not a history that Demur exported."},
     {"newer-version", "This was exported by a newer version of Demur. Install that version here too."},
     {"damaged", "The file is incomplete or damaged."},
     {"malformed", "An entry is not in the format that Demur writes."},
     {"entry-differs", "A different entry with the same id already exists."},
     {"objection-missing", "The objection that an entry belongs to is missing."},
     {"mail-differs", "An entry says that Meta signed its e-mail, but the signature on it does not show that."}}};

}  // namespace

std::optional<Descriptor> open_input(const std::filesystem::path& path) {
  try {
    return open_file(path);
  } catch (const std::system_error&) {
    return std::nullopt;
  }
}

std::vector<history::AddedKey> keys_to_check_with() {
  if (!is_there(data_directory() / "demur.sqlite3")) return {};
  return history::list_keys(*history::open_history(data_directory()));
}

std::string_view explain_refusal(std::string_view reason) {
  const auto known = phrase_for(refusals, reason);
  return known.empty() ? explain_break(reason) : known;
}

std::string shown_name(const history::EntryName& entry) {
  return fmt::format("entry {} of chain {}{}", entry.position, entry.chain_id,
                     entry.event_id ? ", id " + *entry.event_id : "");
}

}  // namespace demur::command_line
