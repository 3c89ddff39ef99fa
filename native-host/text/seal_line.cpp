#include "text/seal_line.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/encoding.hpp"

namespace demur {
namespace {

constexpr std::size_t hash_digits = 64;

/// Reads a line piece by piece from the beginning of a text.
class SealReader {
 public:
  explicit SealReader(std::string_view text) : rest_(text) {}

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  /// Takes what may separate two words. False where nothing does.
  bool take_space() {
    const auto count = std::min(rest_.find_first_not_of(" \t\r\n>"), rest_.size());
    rest_.remove_prefix(count);
    return count > 0;
  }

  template <typename IsPart>
  std::string_view take_while(IsPart is_part) {
    const auto* const end = std::find_if_not(rest_.begin(), rest_.end(), is_part);
    const auto taken = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(taken.size());
    return taken;
  }

  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// "2026-05-03".
bool is_day(std::string_view text) {
  constexpr std::string_view form = "0000-00-00";
  return text.size() == form.size() && std::equal(text.begin(), text.end(), form.begin(), [](char c, char like) {
           return like == '0' ? is_digit(c) : c == like;
         });
}

/// 32 bytes as hexadecimal digits, followed by no further digit.
std::optional<std::string> read_hash(SealReader& line) {
  auto ahead = line;
  const auto digits = ahead.take_while(is_hex_digit);
  const bool is_over = ahead.rest().empty() || !is_letter(ahead.rest().front());
  if (digits.size() != hash_digits || !is_over) return std::nullopt;
  line = ahead;
  return from_hex(digits);
}

/// The hashes, at least one.
std::optional<std::vector<std::string>> read_ends(SealReader& line) {
  std::vector<std::string> ends;
  while (ends.size() <= max_seal_ends) {
    auto ahead = line;
    ahead.take_space();
    auto hash = read_hash(ahead);
    if (!hash) break;
    ends.push_back(std::move(*hash));
    line = ahead;
  }
  const bool is_right = !ends.empty() && ends.size() <= max_seal_ends && std::is_sorted(ends.begin(), ends.end()) &&
                        std::adjacent_find(ends.begin(), ends.end()) == ends.end();
  return is_right ? std::optional{std::move(ends)} : std::nullopt;
}

/// The digest of what waits, if anything does.
std::string read_waiting(SealReader& line) {
  auto ahead = line;
  const bool is_named = ahead.take(",") && ahead.take_space() && ahead.take("without") && ahead.take_space();
  return is_named ? read_hash(ahead).value_or("") : std::string{};
}

/// The line at the beginning of a text.
std::optional<SealLine> read_seal(std::string_view text) {
  SealReader line{text};
  const auto is_word = [](std::string_view of) {
    return [of](char c) { return of.find(c) != std::string_view::npos; };
  };
  if (!line.take(seal_mark) || !line.take_space()) return std::nullopt;
  const auto count = read_number<std::int64_t>(line.take_while(is_digit));
  if (!count || *count < 1 || !line.take_space() || !(line.take("entries,") || line.take("entry,")))
    return std::nullopt;
  if (!line.take_space()) return std::nullopt;
  const auto day = line.take_while(is_word("0123456789-"));
  if (!is_day(day) || !line.take(",") || !line.take_space()) return std::nullopt;
  auto ends = read_ends(line);
  if (!ends) return std::nullopt;
  return SealLine{*count, std::string(day), std::move(*ends), read_waiting(line)};
}

}  // namespace

std::string to_text(const SealLine& seal) {
  auto text = std::string(seal_mark) + " " + std::to_string(seal.entries) +
              (seal.entries == 1 ? " entry, " : " entries, ") + seal.day + ",";
  for (const auto& end : seal.ends) text += " " + to_hex(end);
  return seal.waiting.empty() ? text : text + ", without " + to_hex(seal.waiting);
}

std::optional<SealLine> find_seal(std::string_view text) {
  for (auto at = text.find(seal_mark); at != std::string_view::npos; at = text.find(seal_mark, at + 1))
    if (auto seal = read_seal(text.substr(at))) return seal;
  return std::nullopt;
}

}  // namespace demur
