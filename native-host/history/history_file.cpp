#include "history/history_file.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>
#include <vector>

#include "embedded/protocol.hpp"
#include "history/bounded_buffer.hpp"
#include "text/characters.hpp"

namespace demur::history {
namespace {

using nlohmann::json;

/// Versions of the file's format (docs/history-format.md).
constexpr std::array<int, 3> known_versions{1, 2, 3};
/// An account's address is within four brackets, and no part of a source within more.
constexpr int max_nesting = 4;
/// In bytes. An entry with the longest evidence in base64 takes a third of it. There are few accounts and ends.
constexpr std::size_t max_held = std::size_t{2} * 1024 * 1024;

class FileReader {
 public:
  FileReader(std::istream& file, const FileTaker& taker)
      : taker_(taker), bytes_(*file.rdbuf(), max_held, [this] { refuse_shape(); }) {}

  FileFrame read() {
    std::istream file{&bytes_};
    auto whole = json::parse(
        file, [this](int depth, json::parse_event_t event, json& value) { return is_kept(depth, event, value); },
        false);
    if (!has_begun()) refuse("not-a-history");
    if (whole.is_discarded()) refuse("damaged", last_);
    if (has_unknown_) refuse("malformed");
    for (const char* list : {"accounts", "entries", "ends"})
      if (!whole.is_object() || !whole.contains(list) || !whole.at(list).is_array()) refuse("damaged");
    return {std::move(whole.at("accounts")), std::move(whole.at("ends")), seal_in(whole)};
  }

 private:
  static std::optional<std::string> seal_in(const json& whole) {
    const auto seal = whole.find("seal");
    if (seal == whole.end()) return std::nullopt;
    if (!seal->is_string()) refuse("malformed");
    return seal->get<std::string>();
  }

  [[nodiscard]] bool has_begun() const { return is_history_ && is_known_version_; }

  [[noreturn]] void refuse_shape() const { refuse(has_begun() ? "malformed" : "not-a-history", last_); }

  bool is_kept(int depth, json::parse_event_t event, json& value) {
    using Event = json::parse_event_t;
    if (depth > max_nesting) refuse_shape();
    note_names(event, value);
    if (depth == 1 && event == Event::key) begin_member(value.get<std::string>());
    if (depth == 1 && event == Event::value) note_member(value);
    if (depth != 2 || (member_ != "entries" && member_ != "seals")) return true;
    if (event == Event::value || event == Event::array_start) refuse_shape();
    if (event != Event::object_end) return true;
    take(value);
    bytes_.begin_anew();
    return false;
  }

  void take(const json& object) {
    if (member_ == "entries") {
      taker_.entry(object);
      last_ = name_of_entry(object);
      return;
    }
    const auto mail = read_seal_evidence(object);
    if (!mail || ++seal_mails_ > protocol::max_seals) refuse_shape();
    taker_.seal_mail(*mail);
  }

  /// Nobody would know what an unknown member means.
  void begin_member(std::string name) {
    constexpr std::array<std::string_view, 7> known{"format", "version", "accounts", "entries",
                                                    "ends",   "seals",   "seal"};
    member_ = std::move(name);
    has_unknown_ = has_unknown_ || !contains(known, member_);
  }

  /// Where a member appears twice, programs may differ in which one they believe.
  void note_names(json::parse_event_t event, const json& value) {
    using Event = json::parse_event_t;
    if (event == Event::object_start) names_.emplace_back();
    if (event == Event::object_end) names_.pop_back();
    if (event == Event::key && !names_.back().insert(value.get<std::string>()).second) refuse_shape();
  }

  void note_member(const json& value) {
    if (member_ == "format") is_history_ = value == "demur-history";
    if (member_ == "version") {
      has_version_ = true;
      is_known_version_ = std::find(known_versions.begin(), known_versions.end(), value) != known_versions.end();
    }
    if (is_history_ && has_version_ && !is_known_version_) refuse("newer-version");
  }

  const FileTaker& taker_;
  BoundedBuffer bytes_;
  std::vector<std::set<std::string>> names_;  ///< The member names of each open object.
  std::string member_;
  bool is_history_ = false;
  bool has_version_ = false;
  bool has_unknown_ = false;
  bool is_known_version_ = false;
  std::optional<EntryName> last_;
  std::int64_t seal_mails_ = 0;
};

}  // namespace

void refuse(std::string reason, std::optional<EntryName> entry) {
  // It carries no message and is caught where a file is read. NOLINTNEXTLINE(hicpp-exception-baseclass)
  throw Refused{{std::move(reason), std::move(entry)}};
}

FileFrame read_history(std::istream& file, const FileTaker& taker) {
  return FileReader{file, taker}.read();
}

}  // namespace demur::history
