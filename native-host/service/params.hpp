#pragma once
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace demur::service {

/// Reads parameters by the rules of manifests/protocol.json. Every reader throws invalid-params with the path of the
/// parameter and the reason: missing, wrong-type, not-allowed, too-long, too-many, malformed. Members that nobody asks
/// for are ignored.
class Params {
 public:
  /// `path` is the object's own path: "" for the parameters, "objection" for a member of them.
  explicit Params(const nlohmann::json& object, std::string path = {});

  [[nodiscard]] Params object(const char* name) const;
  [[nodiscard]] std::optional<Params> optional_object(const char* name) const;
  /// A list of at most `max_count` objects; the path of the first is "items.0".
  [[nodiscard]] std::vector<Params> objects(const char* name, std::size_t max_count) const;
  /// A text of at most `max_length` characters (code points, as JSON Schema counts).
  [[nodiscard]] std::string text(const char* name, std::size_t max_length) const;
  [[nodiscard]] std::optional<std::string> optional_text(const char* name, std::size_t max_length) const;
  /// A text that is one of `allowed`.
  [[nodiscard]] std::string choice(const char* name, std::span<const std::string_view> allowed) const;
  [[nodiscard]] std::optional<std::string> optional_choice(const char* name,
                                                           std::span<const std::string_view> allowed) const;
  [[nodiscard]] bool flag(const char* name) const;
  [[nodiscard]] std::optional<bool> optional_flag(const char* name) const;
  /// Bytes as base64, at most `max_length` of them.
  [[nodiscard]] std::string bytes(const char* name, std::size_t max_length) const;
  [[nodiscard]] std::optional<std::string> optional_bytes(const char* name, std::size_t max_length) const;
  [[nodiscard]] std::string id(const char* name) const;
  [[nodiscard]] std::optional<std::string> optional_id(const char* name) const;
  /// At most `max_count` ids; none where the parameter is absent.
  [[nodiscard]] std::vector<std::string> optional_ids(const char* name, std::size_t max_count) const;
  /// RFC 3339, from 1970 to 2100; returned with milliseconds.
  [[nodiscard]] std::string time(const char* name) const;
  [[nodiscard]] std::optional<std::string> optional_time(const char* name) const;
  [[nodiscard]] std::int64_t number(const char* name, std::int64_t min, std::int64_t max) const;
  [[nodiscard]] std::optional<std::int64_t> optional_number(const char* name, std::int64_t min, std::int64_t max) const;
  [[nodiscard]] std::vector<std::string> texts(const char* name, std::size_t max_count, std::size_t max_length) const;
  [[nodiscard]] std::optional<std::vector<std::string>> optional_texts(const char* name, std::size_t max_count,
                                                                       std::size_t max_length) const;

  /// Refuses a parameter that was read but is not as it must be.
  [[noreturn]] void refuse(const char* name, const char* reason) const;

 private:
  [[nodiscard]] const nlohmann::json* find(const char* name) const;
  [[nodiscard]] const nlohmann::json& need(const char* name) const;

  const nlohmann::json& object_;
  std::string path_;
};

}  // namespace demur::service
