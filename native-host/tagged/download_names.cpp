#include "tagged/download_names.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <vector>

#include "embedded/download_names_json.hpp"

namespace demur::tagged {
namespace {

using nlohmann::json;

constexpr std::size_t most_digits = 3;

struct Shape {
  std::string platform;
  std::string text;
};

struct Naming {
  std::vector<Shape> shapes;
  std::vector<std::string> parts;
  std::vector<std::string> copies;
};

const Naming& naming() {
  // Read when first needed: most hosts never look for a download.
  static const auto read = [] {
    const auto facts = json::parse(download_names_json);
    Naming names{{}, facts.at("parts"), facts.at("copies")};
    for (const auto& name : facts.at("names")) names.shapes.push_back({name.at("platform"), name.at("shape")});
    return names;
  }();
  return read;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool fits(char mark, char c) {
  return mark == '#' ? is_digit(c) : mark == '@' ? is_letter(c) : mark == c;
}

/// How much of the name the shape takes, at least; nothing where it does not fit.
std::optional<std::size_t> length_of(std::string_view shape, std::string_view name) {
  std::size_t taken = 0;
  for (; !shape.empty() && shape.front() != '*'; shape.remove_prefix(1), ++taken)
    if (taken == name.size() || !fits(shape.front(), name[taken])) return std::nullopt;
  const bool goes_on_alike = taken < name.size() && (is_digit(name[taken]) || is_letter(name[taken]));
  if (shape.empty()) return goes_on_alike ? std::nullopt : std::optional{taken};
  for (auto rest = taken + 1; rest < name.size(); ++rest)
    if (const auto more = length_of(shape.substr(1), name.substr(rest))) return rest + *more;
  return std::nullopt;
}

/// How many digits a text ends with.
std::size_t digits_at_end(std::string_view text) {
  const auto end = std::find_if_not(text.rbegin(), text.rend(), is_digit);
  return static_cast<std::size_t>(end - text.rbegin());
}

/// The name that a browser has numbered.
std::optional<std::string> original_of(std::string_view name) {
  for (const std::string_view copy : naming().copies) {
    const auto number = copy.find('#');
    const auto before = copy.substr(0, number), after = copy.substr(number + 1);
    if (!name.ends_with(after)) continue;
    auto start = name.substr(0, name.size() - after.size());
    const auto digits = digits_at_end(start);
    start.remove_suffix(digits);
    if (digits > 0 && start.ends_with(before)) return std::string{start.substr(0, start.size() - before.size())};
  }
  return std::nullopt;
}

/// `tail` is the end of the name behind the batch.
std::optional<DownloadName::Part> part_of(std::string_view name, std::string_view tail) {
  const auto digits = digits_at_end(tail);
  if (digits == 0 || digits > most_digits) return std::nullopt;
  const auto before = tail.substr(0, tail.size() - digits);
  const auto& parts = naming().parts;
  if (std::none_of(parts.begin(), parts.end(), [before](const auto& mark) { return before.ends_with(mark); }))
    return std::nullopt;
  int number = 0;
  std::from_chars(tail.data() + before.size(), tail.data() + tail.size(), number);
  return DownloadName::Part{std::string{name.substr(0, name.size() - digits)}, number};
}

}  // namespace

std::optional<DownloadName> read_download_name(std::string_view name) {
  for (const auto& [platform, shape] : naming().shapes) {
    const auto length = length_of(shape, name);
    if (!length) continue;
    auto copy_of = original_of(name);
    const std::string_view original = copy_of ? std::string_view{*copy_of} : name;
    const auto tail = original.substr(std::min(*length, original.size()));
    return DownloadName{platform, std::string{name.substr(0, *length)}, part_of(original, tail), copy_of};
  }
  return std::nullopt;
}

}  // namespace demur::tagged
