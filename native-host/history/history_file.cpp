#include "history/history_file.hpp"

#include <utility>

#include "embedded/protocol.hpp"
#include "reading/reader_child.hpp"

namespace demur::history {
namespace {

/// Takes the reader's lines, which are believed only in the shape and the order that they must have.
class HistoryLines {
 public:
  explicit HistoryLines(const FileTaker& taker) : taker_(taker) {}

  /// False for a line that can't be trusted.
  bool operator()(std::string_view text) {
    auto line = reading::read_history_line(text);
    if (!line || end_) return false;
    std::visit([this](auto& part) { take(part); }, *line);
    return true;
  }

  reading::HistoryFrame frame() {
    if (!end_) reading::refuse_reader();
    return std::move(*end_);
  }

 private:
  void take(const reading::HistoryEntry& entry) {
    taker_.entry(entry.object);
    last_ = name_of_entry(entry.object);
  }

  void take(const reading::HistorySealMail& element) {
    const auto mail = read_seal_evidence(element.object);
    if (!mail || ++seal_mails_ > protocol::max_seals) refuse("malformed", last_);
    taker_.seal_mail(*mail);
  }

  void take(reading::HistoryFrame& frame) { end_ = std::move(frame); }

  [[noreturn]] void take(const reading::HistoryRefusal& refusal) {
    refuse(refusal.reason, refusal.is_after_entry ? last_ : std::nullopt);
  }

  const FileTaker& taker_;
  std::optional<EntryName> last_;
  std::int64_t seal_mails_ = 0;
  std::optional<reading::HistoryFrame> end_;
};

}  // namespace

void refuse(std::string reason, std::optional<EntryName> entry) {
  // It carries no message and is caught where a file is read. NOLINTNEXTLINE(hicpp-exception-baseclass)
  throw Refused{{std::move(reason), std::move(entry)}};
}

reading::HistoryFrame read_history(ByteSource& file, const FileTaker& taker) {
  HistoryLines lines{taker};
  reading::run_reader({"history"}, &file, std::ref(lines), {}, reading::max_history_line);
  return lines.frame();
}

}  // namespace demur::history
