// Measures demur-host beside other native messaging hosts, one after the other in the same rounds, and says what each
// does with frames that no browser would send: bench-peers NAME COMMAND REQUEST…, three arguments for each host.
#include <algorithm>
#include <cstdio>
#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "host_child.hpp"

namespace {

using namespace demur::bench;
using std::chrono::milliseconds;

struct Peer {
  std::string name;
  std::vector<std::string> command;
  std::string request;
  std::vector<double> cold, warm;  ///< In milliseconds.
  std::int64_t peak = 0;           ///< In KiB; the most in any round.
  bool is_there = true;
};

constexpr milliseconds patience{30'000};

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t start = 0; start < text.size();) {
    const auto end = std::min(text.find(' ', start), text.size());
    if (end > start) words.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return words;
}

double since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// One start, its first answer, and further ones as long as there are any: at most a hundred, in half a second.
void measure(Peer& peer) {
  HostChild host{peer.command};
  host.send(frame(peer.request));
  if (!host.receive(patience)) {
    peer.is_there = false;
    return;
  }
  peer.cold.push_back(since(host.start()));
  const auto start = Clock::now();
  int further = 0;
  while (further < 100 && since(start) < 500) {
    if (!host.send(frame(peer.request)) || !host.receive(patience)) break;
    ++further;
  }
  if (further > 0) peer.warm.push_back(since(start) / further);
  host.close_input();
  if (const auto end = host.wait(patience)) peer.peak = std::max(peer.peak, end->peak);
}

/// What is sent to a host that has just started.
struct Probe {
  const char* name;
  std::string bytes;
  enum class Then { good_request, end_of_input, nothing } then;
};

std::vector<Probe> probes() {
  constexpr std::uint32_t mebibyte = 1024 * 1024, two_gibibytes = 0x80000000U, most = 0xFFFFFFFFU;
  using Then = Probe::Then;
  return {{"nothing, and the end of its input", "", Then::end_of_input},
          {"an empty frame", frame(""), Then::good_request},
          {"words that are no JSON", frame("nonsense"), Then::good_request},
          {"JSON that breaks off", frame(R"({"action":)"), Then::good_request},
          {"a number", frame("42"), Then::good_request},
          {"an empty list", frame("[]"), Then::good_request},
          {"an empty object", frame("{}"), Then::good_request},
          {"bytes that are no UTF-8", frame("{\"action\":\"\xff\xfe\"}"), Then::good_request},
          {"100 000 nested brackets", frame(std::string(100000, '[')), Then::good_request},
          {"64 zero bytes", frame(std::string(64, '\0')), Then::good_request},
          {"a frame of 1 MiB and 1 byte", frame(std::string(mebibyte + 1, 'x')), Then::good_request},
          {"half a frame, and the end of its input", header(100) + "{", Then::end_of_input},
          {"a header of 2 GiB", header(two_gibibytes) + "{}", Then::nothing},
          {"a header of 4 GiB less one byte", header(most) + "{}", Then::nothing}};
}

std::string told(const std::optional<End>& end) {
  if (!end) return "hangs";
  if (WIFSIGNALED(end->status)) return "crashes (signal " + std::to_string(WTERMSIG(end->status)) + ")";
  return "ends (" + std::to_string(WEXITSTATUS(end->status)) + ")";
}

/// How long to wait for an answer: many times what the host usually takes, as the machine may be busy.
milliseconds patience_with(const Peer& peer) {
  constexpr milliseconds least{3000};
  return std::max(least, milliseconds{static_cast<std::int64_t>(30 * median(peer.cold))});
}

/// In a few words.
std::string outcome(const Peer& peer, const Probe& probe) {
  HostChild host{peer.command};
  host.send(probe.bytes);
  if (probe.then == Probe::Then::good_request) host.send(frame(peer.request));
  if (probe.then == Probe::Then::end_of_input) host.close_input();
  const auto first = host.receive(patience_with(peer));
  const bool is_echo = first && frame(*first) == probe.bytes;
  const auto second = first ? host.receive(patience_with(peer) / 2) : std::nullopt;
  if (is_echo && second) return "gives it back, answers the next";
  if (second) return "**says so, answers the next**";
  const auto end = host.wait(patience_with(peer) / 2);
  if (first && !end && probe.then == Probe::Then::good_request) return "ignores it, answers the next";
  if (first) return "says so, " + told(end);
  return told(end);
}

void print_row(const std::vector<std::string>& cells) {
  for (const auto& cell : cells) std::printf("| %s ", cell.c_str());
  std::printf("|\n");
}

std::string number(double value, const char* unit) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), value < 1 ? "%.3f %s" : "%.2f %s", value, unit);
  return text.data();
}

void print_costs(const std::vector<Peer>& peers, int rounds) {
  const auto floor = std::find_if(peers.begin(), peers.end(), [](const Peer& one) { return one.name == "C echo"; });
  std::printf("| median of %d | cold start to the first answer | to the C echo's | a further answer | most memory |\n",
              rounds);
  std::printf("|---|---:|---:|---:|---:|\n");
  for (const auto& peer : peers) {
    if (!peer.is_there) {
      print_row({peer.name, "no answer here", "", "", ""});
      continue;
    }
    std::string ratio = "–";
    if (floor != peers.end()) ratio = number(median(peer.cold) / median(floor->cold), "×");
    print_row({peer.name, number(median(peer.cold), "ms"), ratio,
               peer.warm.empty() ? "one a process" : number(median(peer.warm), "ms"),
               number(static_cast<double>(peer.peak) / 1024, "MiB")});
  }
}

void print_outcomes(const std::vector<Peer>& peers) {
  std::vector<std::string> names{"what is sent"}, line{"---"};
  for (const auto& peer : peers) {
    if (!peer.is_there) continue;
    names.push_back(peer.name);
    line.emplace_back("---");
  }
  print_row(names);
  print_row(line);
  for (const auto& probe : probes()) {
    std::vector<std::string> cells{probe.name};
    for (const auto& peer : peers)
      if (peer.is_there) cells.push_back(outcome(peer, probe));
    print_row(cells);
    std::fflush(stdout);
  }
}

}  // namespace

int main(int count, char** values) {
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<Peer> peers;
  for (int i = 1; i + 2 < count; i += 3) peers.push_back({values[i], words_of(values[i + 1]), values[i + 2], {}, {}});
  if (peers.empty() || !stay_on_one_processor()) return 2;
  constexpr int rounds = 20;
  for (auto& peer : peers) measure(peer);  // Makes the database, and has every file in memory.
  for (auto& peer : peers) {
    peer.cold.clear();
    peer.warm.clear();
  }
  for (int i = 0; i < rounds; ++i)
    for (auto& peer : peers)
      if (peer.is_there) measure(peer);
  print_costs(peers, rounds);
  std::printf("\n");
  print_outcomes(peers);
}
