#include "reading/histories/history_reader.hpp"

#include <algorithm>
#include <array>
#include <istream>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reading/histories/bounded_buffer.hpp"
#include "reading/histories/history_record.hpp"
#include "reading/output_closed.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

/// Versions of the file's format (docs/history-format.md).
constexpr std::array<int, 3> known_versions{1, 2, 3};
/// That are held at once: each takes memory, and the parser's time for its neighbours, however short it is in the file.
/// Of accounts and ends there are fewer.
constexpr int max_values = 100'000;

/// Carries a refusal out of the parser.
struct Refused {
  HistoryRefusal refusal;
};

class HistoryReader {
 public:
  HistoryReader(ByteSource& file, const std::function<bool(std::string_view)>& write)
      : write_(write), bytes_(file, max_held, [this] { refuse_shape(); }) {}

  /// Writes all but a refusal, which it throws.
  void read() {
    std::istream file{&bytes_};
    auto whole = json::parse(
        file, [this](int depth, json::parse_event_t event, json& value) { return is_kept(depth, event, value); },
        false);
    if (!has_begun()) refuse("not-a-history");
    if (whole.is_discarded()) refuse("damaged", has_entries_);
    if (has_unknown_) refuse("malformed");
    for (const char* list : {"accounts", "entries", "ends"})
      if (!whole.is_object() || !whole.contains(list) || !whole.at(list).is_array()) refuse("damaged");
    auto seal = seal_in(whole);
    write(HistoryFrame{std::move(whole.at("accounts")), std::move(whole.at("ends")), std::move(seal)});
  }

  void write_refusal(const HistoryRefusal& refusal) const { write_(to_line(refusal)); }

 private:
  [[noreturn]] static void refuse(const char* reason, bool is_after_entry = false) {
    // It carries no message and is caught where a file is read. NOLINTNEXTLINE(hicpp-exception-baseclass)
    throw Refused{{reason, is_after_entry}};
  }

  [[noreturn]] void refuse_shape() const { refuse(has_begun() ? "malformed" : "not-a-history", has_entries_); }

  static std::optional<std::string> seal_in(const json& whole) {
    const auto seal = whole.find("seal");
    if (seal == whole.end()) return std::nullopt;
    if (!seal->is_string()) refuse("malformed");
    return seal->get<std::string>();
  }

  [[nodiscard]] bool has_begun() const { return is_history_ && is_known_version_; }

  /// A number may be longer as Demur writes it than as the file does.
  void write(const HistoryLine& line) const {
    const auto text = to_line(line);
    if (text.size() > max_history_line) refuse_shape();
    if (!write_(text)) throw OutputClosed{};  // NOLINT(hicpp-exception-baseclass)
  }

  bool is_kept(int depth, json::parse_event_t event, json& value) {
    using Event = json::parse_event_t;
    if (depth > max_history_nesting) refuse_shape();
    count(event);
    note_names(event, value);
    if (depth == 1 && event == Event::key) begin_member(value.get<std::string>());
    if (depth == 1 && event == Event::value) note_member(value);
    if (depth != 2 || (member_ != "entries" && member_ != "seals")) return true;
    if (event == Event::value || event == Event::array_start) refuse_shape();
    if (event == Event::object_start) kept_values_ = values_ - 1;
    if (event != Event::object_end) return true;
    take(value);
    bytes_.begin_anew();
    values_ = kept_values_;
    return false;
  }

  void count(json::parse_event_t event) {
    using Event = json::parse_event_t;
    const bool is_new = event == Event::value || event == Event::object_start || event == Event::array_start;
    values_ += is_new ? 1 : 0;
    if (values_ > max_values) refuse_shape();
  }

  void take(json& object) {
    if (member_ == "seals") return write(HistorySealMail{std::move(object)});
    write(HistoryEntry{std::move(object)});
    has_entries_ = true;
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

  const std::function<bool(std::string_view)>& write_;
  BoundedBuffer bytes_;
  std::vector<std::set<std::string>> names_;  ///< The member names of each open object.
  std::string member_;
  int values_ = 0, kept_values_ = 0;  ///< Those that are held; those of them that stay.
  bool is_history_ = false;
  bool has_version_ = false;
  bool has_unknown_ = false;
  bool is_known_version_ = false;
  bool has_entries_ = false;
};

}  // namespace

void read_history(ByteSource& file, const std::function<bool(std::string_view line)>& write) {
  HistoryReader reader{file, write};
  try {
    reader.read();
  } catch (const Refused& refused) {
    reader.write_refusal(refused.refusal);
  } catch (const OutputClosed&) {
    // There is no one to write for.
  }
}

}  // namespace demur::reading
