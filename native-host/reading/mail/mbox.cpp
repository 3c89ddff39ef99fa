#include "reading/mail/mbox.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "reading/mail/headers.hpp"
#include "reading/mail/mail_facts.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

constexpr std::string_view beginning = "From ";
constexpr std::size_t longest_line = 400;

constexpr std::array<std::string_view, 7> days{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// Takes pieces of a date off the front of a text.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : rest_(text) {}

  bool name(const auto& names) {
    if (!contains(names, rest_.substr(0, 3))) return false;
    rest_.remove_prefix(3);
    return true;
  }
  bool digits(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < most && count < rest_.size() && is_digit(rest_[count])) ++count;
    if (count < least) return false;
    rest_.remove_prefix(count);
    return true;
  }
  bool mark(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool spaces() {
    if (!mark(" ")) return false;
    while (mark(" ")) continue;
    return true;
  }
  bool clock() { return digits(1, 2) && mark(":") && digits(2, 2); }
  /// Seconds, a zone and a year may follow, but no words, as they would in a sentence.
  [[nodiscard]] bool ends() const {
    return std::none_of(rest_.begin(), rest_.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  }

 private:
  std::string_view rest_;
};

/// "Tue Nov 24 03:34"
bool is_ctime(DateScanner date) {
  return date.name(days) && date.spaces() && date.name(months) && date.spaces() && date.digits(1, 2) && date.spaces() &&
         date.clock() && date.ends();
}

/// "Tue, 24 Nov 2026 03:34"
bool is_mail_date(DateScanner date) {
  return date.name(days) && date.mark(",") && date.spaces() && date.digits(1, 2) && date.spaces() &&
         date.name(months) && date.spaces() && date.digits(4, 4) && date.spaces() && date.clock() && date.ends();
}

/// "2026-11-24 03:34"
bool is_iso_date(DateScanner date) {
  return date.digits(4, 4) && date.mark("-") && date.digits(2, 2) && date.mark("-") && date.digits(2, 2) &&
         date.mark(" T") && date.clock() && date.ends();
}

bool is_date(std::string_view text) {
  const DateScanner date{text};
  return is_ctime(date) || is_mail_date(date) || is_iso_date(date);
}

/// The end of the address that a line may begin with: one word, though it may contain spaces in quotation marks.
std::size_t end_of_address(std::string_view line) {
  const auto closed = line.starts_with('"') ? line.find('"', 1) : 0;
  return std::min(line.find_first_of(" \t", std::min(closed, line.size())), line.size());
}

/// Where in the line after "From " a date begins: at its beginning or after an address.
std::size_t date_in(std::string_view line) {
  if (is_date(line)) return 0;
  const auto at = line.find_first_not_of(" \t", end_of_address(line));
  return at != std::string_view::npos && is_date(line.substr(at)) ? at : std::string_view::npos;
}

/// Whether programs that quote write such an address in the line; "" is none at all.
bool is_quoting(std::string_view address) {
  const auto& known = mail_facts().quoting_writers;
  return std::any_of(known.begin(), known.end(), [&](const std::string& pattern) {
    if (!pattern.starts_with('#')) return address == pattern;
    const auto digits = std::min(address.find_first_not_of("0123456789"), address.size());
    return digits > 0 && address.substr(digits) == std::string_view(pattern).substr(1);
  });
}

}  // namespace

Separator separator_at(std::string_view text, bool is_after_blank) {
  if (!text.starts_with(beginning)) return Separator::none;
  text = text.substr(0, separator_view);
  const auto end = text.find('\n');
  const auto line = text.substr(0, end).substr(0, longest_line).substr(beginning.size());
  if (trimmed(line).empty()) {
    const bool is_separator =
        is_after_blank && end != std::string_view::npos && begins_with_header(text.substr(end + 1));
    if (!is_separator) return Separator::none;
    return is_quoting("") ? Separator::quoting : Separator::other;
  }
  const auto date = date_in(line);
  if (date == std::string_view::npos) return Separator::none;
  const auto address = trimmed(line.substr(0, date));
  return !address.empty() && is_quoting(address) ? Separator::quoting : Separator::other;
}

}  // namespace demur::reading
