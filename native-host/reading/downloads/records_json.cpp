#include "reading/downloads/records.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <nlohmann/json.hpp>
#include <span>
#include <system_error>
#include <utility>

#include "reading/charsets.hpp"
#include "reading/downloads/download_facts.hpp"
#include "reading/downloads/limits.hpp"
#include "text/characters.hpp"
#include "text/utf8.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

bool is_web_url(std::string_view text) {
  return starts_ignoring_case(text, "https://") || starts_ignoring_case(text, "http://");
}

constexpr std::string_view replacement = "\uFFFD";

/// The number in the escape that begins here, "\\u" and four hexadecimal digits; nothing for other text.
std::optional<unsigned> escape_at(std::string_view text) {
  constexpr std::size_t prefix = 2, length = 6;
  constexpr int base = 16;
  if (text.size() < length || text[0] != '\\' || text[1] != 'u') return std::nullopt;
  unsigned number = 0;
  const auto* const end = text.data() + length;
  const auto [stop, fault] = std::from_chars(text.data() + prefix, end, number, base);
  return fault == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

bool is_high(unsigned number) {
  return number >= 0xD800U && number < 0xDC00U;
}
bool is_low(unsigned number) {
  return number >= 0xDC00U && number < 0xE000U;
}

void put(std::span<char> text, std::string_view other) {
  std::copy(other.begin(), other.end(), text.begin());
}

/// Mends the escape that begins here, and returns its length.
std::size_t mend_escape(std::span<char> text) {
  constexpr std::size_t short_length = 2, length = 6;
  const std::string_view rest{text.data(), text.size()};
  const auto number = escape_at(rest);
  if (!number) return std::min(text.size(), short_length);
  if (is_high(*number) && is_low(escape_at(rest.substr(length)).value_or(0))) return 2 * length;
  if (is_high(*number) || is_low(*number)) put(text, "\\ufffd");
  return length;
}

/// Mends the character that begins here, and returns its length.
std::size_t mend_character(std::span<char> text) {
  if (text.front() == '\\') return mend_escape(text);
  if (const auto length = character_at({text.data(), text.size()}, 0); length > 0) return length;
  const bool is_half = text.size() >= replacement.size() && text[0] == '\xED' && !begins_character(text[1]) &&
                       !begins_character(text[2]);
  put(text, is_half ? replacement : "?");
  return is_half ? replacement.size() : 1;
}

/// The longest form of a character: two escapes for half of it each, "\\ud83d\\ude42".
constexpr std::size_t longest_character = 12;

/// Replaces half a character, at which the parser would stop as if the file ended there, by a replacement character:
/// cutting a text in the middle leaves some (https://www.rfc-editor.org/rfc/rfc8259#section-8.2). Returns how many
/// bytes are done: a character that begins near the end of the text may continue after it, unless the file ends there.
std::size_t mend_characters(std::span<char> text, bool is_last) {
  const auto end = is_last ? text.size() : text.size() - std::min(text.size(), longest_character - 1);
  std::size_t at = 0;
  while (at < end) at += mend_character(text.subspan(at));
  return at;
}

/// The bytes of a source, one by one, counted since the last token.
class Bytes {
 public:
  explicit Bytes(ByteSource& source) : source_(source), buffer_(piece) { fill(); }

  [[nodiscard]] bool is_over() const { return at_ == end_; }
  [[nodiscard]] bool is_blank() const { return is_blank_; }
  [[nodiscard]] char current() const { return buffer_[at_]; }
  void advance() {
    if (!is_space(buffer_[at_])) is_blank_ = false;
    if (++count_ > max_token) throw FileFault{"too-large"};
    if (++at_ == end_) fill();
  }
  void end_token() { count_ = 0; }

 private:
  static constexpr std::size_t piece = 64UL * 1024UL;
  void fill() {
    // What was held back so as not to cut a character comes first.
    std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin() + static_cast<std::ptrdiff_t>(all_),
              buffer_.begin());
    all_ -= end_;
    at_ = end_ = 0;
    while (end_ == 0) {
      const auto more = source_.read(std::span{buffer_}.subspan(all_));
      all_ += more;
      if (all_ == 0) return;
      end_ = mend_characters({buffer_.data(), all_}, more == 0);
    }
  }

  ByteSource& source_;
  std::vector<char> buffer_;
  std::size_t at_ = 0, end_ = 0, all_ = 0, count_ = 0;
  bool is_blank_ = true;
};

/// Reads the bytes as the parser wants them.
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
  bool has_record_member = false;
  std::string parent_name;  ///< The name of the member whose value it is; empty in a list.
  std::string name;         ///< Of the next member.
  std::string label, title;
  std::size_t elements = 0, records = 0;  ///< In a list.
  std::optional<std::int64_t> time;
  std::vector<Field> fields;  ///< Those without a label get one from an enclosing level.
};

/// Takes the parser's tokens. https://json.nlohmann.me/features/parsing/sax_interface/
class JsonWalker {
 public:
  JsonWalker(Bytes& bytes, RecordScope scope, const std::function<bool(std::string_view)>& wants,
             const std::function<void(DownloadRecord)>& take)
      : bytes_(bytes), scope_(scope), wants_(wants), take_(take) {}

  [[nodiscard]] bool has_content() const { return has_content_; }

  bool null() {
    count_element();
    return token();
  }
  bool boolean(bool) { return content(); }
  bool number_integer(std::int64_t number) { return number_token(number); }
  bool number_unsigned(std::uint64_t number) {
    return number_token(number > INT64_MAX ? INT64_MAX : static_cast<std::int64_t>(number));
  }
  bool number_float(double number, const std::string&) {
    constexpr double max_number = 1e15;
    return number > -max_number && number < max_number ? number_token(static_cast<std::int64_t>(number)) : content();
  }
  bool string(std::string& text) {
    if (!levels_.empty() && text.size() <= max_field) add(repaired(text));
    return content();
  }
  bool binary(json::binary_t&) { return content(); }
  bool start_object(std::size_t) { return begin(false); }
  bool start_array(std::size_t) { return begin(true); }
  bool key(std::string& name) {
    auto& level = levels_.back();
    level.name = repaired(name.size() > max_field ? std::string_view{} : name);
    level.has_record_member = level.has_record_member || contains(names_.of_records, level.name);
    return token();
  }
  bool end_object() {
    auto level = take_level();
    if (is_record(level)) {
      if (!levels_.empty()) ++levels_.back().records;
      give(std::move(level));
    } else {
      move_up(std::move(level));
    }
    return token();
  }
  bool end_array() {
    auto level = take_level();
    // Something among records that isn't one can't be read.
    if (level.records > 0)
      for (; level.records < level.elements; ++level.records) take_({});
    move_up(std::move(level));
    return token();
  }
  static bool parse_error(std::size_t, const std::string&, const json::exception&) { return false; }

 private:
  bool token() {
    bytes_.end_token();
    return true;
  }

  bool content() {
    count_element();
    has_content_ = true;
    return token();
  }

  bool begin(bool is_list) {
    if (levels_.size() == max_json_nesting) throw FileFault{"too-deep"};
    count_element();
    Level level;
    level.is_list = is_list;
    if (!levels_.empty()) {
      const auto& around = levels_.back();
      level.parent_name = around.is_list ? std::string{} : around.name;
      level.is_inner = around.is_inner || contains(names_.inner, level.parent_name);
    }
    levels_.push_back(std::move(level));
    return token();
  }

  void count_element() {
    if (!levels_.empty() && levels_.back().is_list) ++levels_.back().elements;
  }

  Level take_level() {
    auto level = std::move(levels_.back());
    levels_.pop_back();
    return level;
  }

  bool number_token(std::int64_t number) {
    if (!levels_.empty()) {
      auto& level = levels_.back();
      if (contains(names_.time, level.name)) level.time = number;
    }
    return content();
  }

  void add(std::string text) {
    auto& level = levels_.back();
    if (level.is_list) {
      keep(level, {{}, std::move(text), true});
      return;
    }
    if (contains(names_.label, level.name)) {
      level.label = std::move(text);
      return;
    }
    if (contains(names_.title, level.name)) level.title = text;
    const bool is_value = contains(names_.holders, level.name);
    keep(level, {is_value ? std::string{} : level.name, std::move(text), is_value});
  }

  static std::size_t size_of(const Field& field) { return field.label.size() + field.text.size(); }

  void keep(Level& level, Field field) {
    const auto size = size_of(field);
    if (level.fields.size() == max_record_fields || kept_ + size > max_record_bytes) return;
    if (!wants_(field.text)) return;
    kept_ += size;
    level.fields.push_back(std::move(field));
  }
  void release(const Level& level) {
    for (const auto& field : level.fields) kept_ -= size_of(field);
  }

  [[nodiscard]] bool is_record(const Level& level) const {
    if (scope_ == RecordScope::file || level.is_inner) return false;
    return level.has_record_member || std::any_of(level.fields.begin(), level.fields.end(), [](const auto& own) {
             return !own.label.empty() && is_web_url(own.text);
           });
  }

  /// Labels the fields that have no label yet.
  void label_statements(Level& level) const {
    auto label = !level.label.empty() ? level.label : level.title;
    if (label.empty() && !contains(names_.holders, level.parent_name)) label = level.parent_name;
    for (auto& field : level.fields)
      if (field.label.empty()) field.label = label;
  }

  /// The innermost group counts.
  void number_group(Level& level) {
    ++groups_;
    for (auto& field : level.fields)
      if (field.group == 0) field.group = groups_;
  }

  void give(Level level) {
    release(level);
    label_statements(level);
    if (scope_ == RecordScope::object || !level.fields.empty()) take_({std::move(level.fields), level.time});
  }

  /// What is not a record belongs to the enclosing level.
  void move_up(Level level) {
    if (levels_.empty()) {
      if (scope_ == RecordScope::file) give(std::move(level));
      return;
    }
    auto& around = levels_.back();
    if (contains(names_.of_one, level.parent_name)) number_group(level);
    if (level.is_inner && !around.time) around.time = level.time;
    release(level);
    label_statements(level);
    if (around.fields.empty()) {
      // All at once, since many levels may contain nothing else.
      for (const auto& field : level.fields) kept_ += size_of(field);
      around.fields = std::move(level.fields);
      return;
    }
    for (auto& field : level.fields) keep(around, std::move(field));
  }

  Bytes& bytes_;
  RecordScope scope_;
  const MemberNames& names_ = download_facts().members;
  const std::function<bool(std::string_view)>& wants_;
  const std::function<void(DownloadRecord)>& take_;
  std::vector<Level> levels_;
  std::size_t kept_ = 0, groups_ = 0;
  bool has_content_ = false;
};

}  // namespace

bool read_json_records(ByteSource& source, RecordScope scope, const std::function<bool(std::string_view)>& wants,
                       const std::function<void(DownloadRecord)>& take) {
  Bytes bytes{source};
  JsonWalker walker{bytes, scope, wants, take};
  if (!json::sax_parse(ByteIterator{&bytes}, ByteIterator{nullptr}, &walker))
    throw FileFault{bytes.is_blank() ? "empty" : "malformed"};
  return walker.has_content();
}

std::string repaired(std::string_view text) {
  std::string bytes;
  bool is_plain = true;
  for (auto rest = text; !rest.empty();) {
    char32_t character = 0;
    const auto length = next_character(rest, character);
    if (length == 0 || character > 0xFF) return std::string(text);
    is_plain = is_plain && character < 0x80;
    bytes += static_cast<char>(character);
    rest.remove_prefix(length);
  }
  return is_plain || !is_utf8(bytes) ? std::string(text) : bytes;
}

}  // namespace demur::reading
