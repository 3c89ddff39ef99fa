#include "history/corrections.hpp"

#include <optional>
#include <unordered_map>

namespace demur::history {
namespace {

/// Each correction names one event, so that corrections form chains, each with one circle at most.
class Corrections {
 public:
  explicit Corrections(const std::vector<Fact>& events) : events_(events), named_by_(events.size()) {
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = 0; i < events.size(); ++i) places.emplace(events[i].id, i);
    target_.resize(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (events[i].kind != "corrected" || events[i].is_set_aside) continue;
      const auto found = places.find(events[i].corrects);
      if (found == places.end()) continue;
      target_[i] = found->second;
      named_by_[found->second].push_back(i);
    }
  }

  std::vector<Counts> result() {
    mark_circles();
    standing_.assign(events_.size(), std::nullopt);
    std::vector<Counts> counts;
    for (std::size_t i = 0; i < events_.size(); ++i)
      counts.push_back(events_[i].is_set_aside ? Counts::not_agreed : stands(i) ? Counts::yes : Counts::corrected);
    return counts;
  }

 private:
  /// A path along the corrections ends, or comes back to where it has been.
  void mark_circles() {
    enum class Seen : std::uint8_t { no, now, before };
    is_on_circle_.assign(events_.size(), false);
    std::vector<Seen> seen(events_.size(), Seen::no);
    for (std::size_t begin = 0; begin < events_.size(); ++begin) {
      std::vector<std::size_t> way;
      std::optional<std::size_t> at = begin;
      for (; at && seen[*at] == Seen::no; at = target_[*at]) {
        seen[*at] = Seen::now;
        way.push_back(*at);
      }
      if (at && seen[*at] == Seen::now)
        for (auto on = *at; !is_on_circle_[on]; on = *target_[on]) is_on_circle_[on] = true;
      for (const auto one : way) seen[one] = Seen::before;
    }
  }

  /// An event stands where no correction that stands names it. Without recursion: a chain may be as long as a history.
  bool stands(std::size_t event) {
    std::vector<std::size_t> open{event};
    while (!open.empty()) {
      const auto one = open.back();
      if (standing_[one] || settle(one, open)) open.pop_back();
    }
    return *standing_[event];
  }

  /// False where corrections must be settled before; then they are put on `open`.
  bool settle(std::size_t event, std::vector<std::size_t>& open) {
    if (is_on_circle_[event]) {
      standing_[event] = false;
      return true;
    }
    const auto before = open.size();
    bool stands = true;
    for (const auto correction : named_by_[event]) {
      if (!standing_[correction])
        open.push_back(correction);
      else if (*standing_[correction])
        stands = false;
    }
    if (open.size() == before) standing_[event] = stands;
    return open.size() == before;
  }

  const std::vector<Fact>& events_;
  std::vector<std::vector<std::size_t>> named_by_;
  std::vector<std::optional<std::size_t>> target_;
  std::vector<bool> is_on_circle_;
  std::vector<std::optional<bool>> standing_;
};

}  // namespace

std::vector<Counts> counts_of(const std::vector<Fact>& events) {
  return Corrections{events}.result();
}

}  // namespace demur::history
