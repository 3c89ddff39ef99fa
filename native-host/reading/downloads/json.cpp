#include "reading/downloads/json.hpp"

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "reading/charsets.hpp"
#include "reading/downloads/facts.hpp"
#include "reading/downloads/limits.hpp"
#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_address(std::string_view text) {
  return starts_ignoring_case(text, "https://") || starts_ignoring_case(text, "http://");
}

/// One token is too long.
struct TooLarge {};

/// The bytes of a source, one by one, counted since the last token.
class Bytes {
 public:
  explicit Bytes(ByteSource& source) : source_(source), buffer_(piece) { fill(); }

  [[nodiscard]] bool is_over() const { return at_ == end_; }
  [[nodiscard]] bool is_blank() const { return is_blank_; }
  [[nodiscard]] char current() const { return buffer_[at_]; }
  void advance() {
    if (!is_space(buffer_[at_])) is_blank_ = false;
    if (++count_ > longest_token) throw TooLarge{};
    if (++at_ == end_) fill();
  }
  void end_token() { count_ = 0; }

 private:
  static constexpr std::size_t piece = 64UL * 1024UL;
  void fill() {
    at_ = 0;
    end_ = source_.read(buffer_);
  }

  ByteSource& source_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, end_ = 0, count_ = 0;
  bool is_blank_ = true;
};

/// As the parser wants to read them.
class ByteIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  explicit ByteIterator(Bytes* bytes) : bytes_(bytes) {}
  char operator*() const { return bytes_->current(); }
  ByteIterator& operator++() {
    bytes_->advance();
    return *this;
  }
  bool operator==(const ByteIterator& other) const { return is_over() == other.is_over(); }

 private:
  [[nodiscard]] bool is_over() const { return bytes_ == nullptr || bytes_->is_over(); }
  Bytes* bytes_;
};

/// An object or a list that is being read.
struct Level {
  bool is_list = false;
  bool is_inner = false;
  bool is_marked = false;
  std::string held_by;  ///< The name under which it stands; empty in a list.
  std::string name;     ///< Of the member that comes next.
  std::string label, title;
  std::optional<std::int64_t> time;
  std::vector<Statement> statements;  ///< Those without a label wait for one from around them.
};

/// Takes the parser's tokens. https://json.nlohmann.me/features/parsing/sax_interface/
class Walker {
 public:
  Walker(Bytes& bytes, Grain grain, const std::function<bool(std::string_view)>& wants,
         const std::function<void(Finding)>& take)
      : bytes_(bytes), grain_(grain), wants_(wants), take_(take) {}

  [[nodiscard]] bool is_too_deep() const { return is_too_deep_; }

  [[nodiscard]] bool has_content() const { return has_content_; }

  bool null() { return token(); }
  bool boolean(bool) { return content(); }
  bool number_integer(std::int64_t number) { return number_token(number); }
  bool number_unsigned(std::uint64_t number) {
    return number_token(number > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(number));
  }
  bool number_float(double number, const std::string&) {
    constexpr double highest = 1e15;
    return number > -highest && number < highest ? number_token(static_cast<std::int64_t>(number)) : content();
  }
  bool string(std::string& text) {
    if (!levels_.empty() && text.size() <= longest_statement) add(repaired(text));
    return content();
  }
  bool binary(json::binary_t&) { return content(); }
  bool start_object(std::size_t) { return begin(false); }
  bool start_array(std::size_t) { return begin(true); }
  bool key(std::string& name) {
    auto& level = levels_.back();
    level.name = repaired(name.size() > longest_statement ? std::string_view{} : name);
    level.is_marked = level.is_marked || holds(names_.of_records, level.name);
    return token();
  }
  bool end_object() {
    auto level = take_level();
    if (is_record(level))
      give(std::move(level));
    else
      hand_up(std::move(level));
    return token();
  }
  bool end_array() {
    hand_up(take_level());
    return token();
  }
  static bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }

 private:
  bool token() {
    bytes_.end_token();
    return true;
  }

  bool content() {
    has_content_ = true;
    return token();
  }

  bool begin(bool is_list) {
    if (levels_.size() == deepest_nesting) {
      is_too_deep_ = true;
      return false;
    }
    Level level;
    level.is_list = is_list;
    if (!levels_.empty()) {
      const auto& around = levels_.back();
      level.held_by = around.is_list ? std::string{} : around.name;
      level.is_inner = around.is_inner || holds(names_.inner, level.held_by);
    }
    levels_.push_back(std::move(level));
    return token();
  }

  Level take_level() {
    auto level = std::move(levels_.back());
    levels_.pop_back();
    return level;
  }

  bool number_token(std::int64_t number) {
    if (!levels_.empty()) {
      auto& level = levels_.back();
      if (holds(names_.time, level.name)) level.time = number;
    }
    return content();
  }

  void add(std::string text) {
    auto& level = levels_.back();
    if (level.is_list) {
      keep(level, {{}, std::move(text), true});
      return;
    }
    if (holds(names_.label, level.name)) {
      level.label = std::move(text);
      return;
    }
    if (holds(names_.title, level.name)) level.title = text;
    const bool is_value = holds(names_.holders, level.name);
    keep(level, {is_value ? std::string{} : level.name, std::move(text), is_value});
  }

  static std::size_t size_of(const Statement& statement) { return statement.label.size() + statement.text.size(); }

  void keep(Level& level, Statement statement) {
    const auto size = size_of(statement);
    if (level.statements.size() == most_statements || kept_ + size > most_kept_bytes) return;
    if (!wants_(statement.text)) return;
    kept_ += size;
    level.statements.push_back(std::move(statement));
  }
  void let_go(const Level& level) {
    for (const auto& statement : level.statements) kept_ -= size_of(statement);
  }

  [[nodiscard]] bool is_record(const Level& level) const {
    if (grain_ == Grain::file || level.is_inner) return false;
    return level.is_marked || std::any_of(level.statements.begin(), level.statements.end(),
                                          [](const auto& own) { return !own.label.empty() && is_address(own.text); });
  }

  /// Gives a label to the statements that wait for one.
  void label_statements(Level& level) const {
    auto label = !level.label.empty() ? level.label : level.title;
    if (label.empty() && !holds(names_.holders, level.held_by)) label = level.held_by;
    for (auto& statement : level.statements)
      if (statement.label.empty()) statement.label = label;
  }

  void give(Level level) {
    let_go(level);
    label_statements(level);
    if (!level.statements.empty()) take_({std::move(level.statements), level.time});
  }

  /// What is no record belongs to what is around it.
  void hand_up(Level level) {
    if (levels_.empty()) {
      if (grain_ == Grain::file) give(std::move(level));
      return;
    }
    auto& around = levels_.back();
    if (level.is_inner && !around.time) around.time = level.time;
    let_go(level);
    label_statements(level);
    if (around.statements.empty()) {
      // Through many levels that hold nothing else, all at once.
      for (const auto& statement : level.statements) kept_ += size_of(statement);
      around.statements = std::move(level.statements);
      return;
    }
    for (auto& statement : level.statements) keep(around, std::move(statement));
  }

  Bytes& bytes_;
  Grain grain_;
  const MemberNames& names_ = download_facts().members;
  const std::function<bool(std::string_view)>& wants_;
  const std::function<void(Finding)>& take_;
  std::vector<Level> levels_;
  std::size_t kept_ = 0;
  bool is_too_deep_ = false;
  bool has_content_ = false;
};

}  // namespace

Reading read_download_json(ByteSource& source, Grain grain, const std::function<bool(std::string_view)>& wants,
                           const std::function<void(Finding)>& take) {
  Bytes bytes{source};
  Walker walker{bytes, grain, wants, take};
  const auto end = [&](const char* fault) { return Reading{fault, walker.has_content()}; };
  try {
    if (json::sax_parse(ByteIterator{&bytes}, ByteIterator{nullptr}, &walker)) return end(nullptr);
  } catch (const TooLarge&) {
    return end("too-large");
  }
  if (walker.is_too_deep()) return end("too-deep");
  return end(bytes.is_blank() ? "empty" : "malformed");
}

std::string repaired(std::string_view text) {
  std::string bytes;
  bool is_plain = true;
  for (auto rest = text; !rest.empty();) {
    char32_t letter = 0;
    const auto length = next_letter(rest, letter);
    if (length == 0 || letter > 0xFF) return std::string(text);
    is_plain = is_plain && letter < 0x80;
    bytes += static_cast<char>(letter);
    rest.remove_prefix(length);
  }
  return is_plain || !is_utf8(bytes) ? std::string(text) : bytes;
}

}  // namespace demur::reading
