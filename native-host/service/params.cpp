#include "service/params.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "platform/error.hpp"
#include "platform/time.hpp"
#include "text/characters.hpp"
#include "text/encoding.hpp"
#include "text/ids.hpp"
#include "text/utf8.hpp"

namespace demur::service {

using nlohmann::json;

Params::Params(const json& object, std::string path) : object_(object), path_(std::move(path)) {}

void Params::refuse(const char* name, const char* reason) const {
  throw Error(ErrorKind::invalid_params, {{"path", path_.empty() ? name : path_ + "." + name}, {"reason", reason}});
}

const json* Params::find(const char* name) const {
  const auto found = object_.find(name);
  return found == object_.end() ? nullptr : &*found;
}

const json& Params::need(const char* name) const {
  const auto* value = find(name);
  if (value == nullptr) refuse(name, "missing");
  return *value;
}

Params Params::object(const char* name) const {
  const auto& value = need(name);
  if (!value.is_object()) refuse(name, "wrong-type");
  return Params{value, path_.empty() ? name : path_ + "." + name};
}

std::optional<Params> Params::optional_object(const char* name) const {
  return find(name) == nullptr ? std::nullopt : std::optional{object(name)};
}

std::vector<Params> Params::objects(const char* name, std::size_t max_count) const {
  const auto& value = need(name);
  if (!value.is_array()) refuse(name, "wrong-type");
  if (value.size() > max_count) refuse(name, "too-many");
  std::vector<Params> objects;
  for (const auto& item : value) {
    const auto path = (path_.empty() ? name : path_ + "." + name) + "." + std::to_string(objects.size());
    if (!item.is_object()) throw Error(ErrorKind::invalid_params, {{"path", path}, {"reason", "wrong-type"}});
    objects.emplace_back(item, path);
  }
  return objects;
}

std::string Params::text(const char* name, std::size_t max_length) const {
  const auto& value = need(name);
  if (!value.is_string()) refuse(name, "wrong-type");
  auto text = value.get<std::string>();
  if (count_characters(text) > max_length) refuse(name, "too-long");
  return text;
}

std::optional<std::string> Params::optional_text(const char* name, std::size_t max_length) const {
  return find(name) == nullptr ? std::nullopt : std::optional{text(name, max_length)};
}

std::optional<std::string> Params::optional_bytes(const char* name, std::size_t max_length) const {
  if (find(name) == nullptr) return std::nullopt;
  auto bytes = from_base64(text(name, max_length / 3 * 4 + 4));
  if (!bytes) refuse(name, "malformed");
  if (bytes->size() > max_length) refuse(name, "too-long");
  return bytes;
}

std::string Params::bytes(const char* name, std::size_t max_length) const {
  static_cast<void>(need(name));
  return *optional_bytes(name, max_length);
}

bool Params::flag(const char* name) const {
  const auto& value = need(name);
  if (!value.is_boolean()) refuse(name, "wrong-type");
  return value.get<bool>();
}

std::optional<bool> Params::optional_flag(const char* name) const {
  return find(name) == nullptr ? std::nullopt : std::optional{flag(name)};
}

std::string Params::choice(const char* name, std::span<const std::string_view> allowed) const {
  const auto& value = need(name);
  if (!value.is_string()) refuse(name, "wrong-type");
  auto text = value.get<std::string>();
  if (!contains(allowed, text)) refuse(name, "not-allowed");
  return text;
}

std::optional<std::string> Params::optional_choice(const char* name, std::span<const std::string_view> allowed) const {
  return find(name) == nullptr ? std::nullopt : std::optional{choice(name, allowed)};
}

std::string Params::id(const char* name) const {
  const auto& value = need(name);
  if (!value.is_string()) refuse(name, "wrong-type");
  auto text = value.get<std::string>();
  if (!is_uuid(text)) refuse(name, "malformed");
  return text;
}

std::optional<std::string> Params::optional_id(const char* name) const {
  return find(name) == nullptr ? std::nullopt : std::optional{id(name)};
}

std::vector<std::string> Params::optional_ids(const char* name, std::size_t max_count) const {
  if (find(name) == nullptr) return {};
  constexpr std::size_t length = 36;
  auto ids = texts(name, max_count, length);
  if (!std::all_of(ids.begin(), ids.end(), is_uuid)) refuse(name, "malformed");
  return ids;
}

std::string Params::time(const char* name) const {
  const auto& value = need(name);
  if (!value.is_string()) refuse(name, "wrong-type");
  const auto time = from_rfc3339(value.get_ref<const std::string&>());
  if (!time) refuse(name, "malformed");
  if (!is_in_range(*time)) refuse(name, "not-allowed");
  return to_rfc3339(*time);
}

std::optional<std::string> Params::optional_time(const char* name) const {
  return find(name) == nullptr ? std::nullopt : std::optional{time(name)};
}

std::int64_t Params::number(const char* name, std::int64_t min, std::int64_t max) const {
  const auto& value = need(name);
  if (!value.is_number_integer()) refuse(name, "wrong-type");
  // A number beyond signed 64 bits would turn negative when read.
  const bool is_huge = value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(max);
  if (is_huge || value.get<std::int64_t>() < min || value.get<std::int64_t>() > max) refuse(name, "not-allowed");
  return value.get<std::int64_t>();
}

std::optional<std::int64_t> Params::optional_number(const char* name, std::int64_t min, std::int64_t max) const {
  return find(name) == nullptr ? std::nullopt : std::optional{number(name, min, max)};
}

std::vector<std::string> Params::texts(const char* name, std::size_t max_count, std::size_t max_length) const {
  const auto& value = need(name);
  if (!value.is_array()) refuse(name, "wrong-type");
  if (value.size() > max_count) refuse(name, "too-long");
  std::vector<std::string> texts;
  for (const auto& item : value) {
    if (!item.is_string()) refuse(name, "wrong-type");
    texts.push_back(item.get<std::string>());
    if (count_characters(texts.back()) > max_length) refuse(name, "too-long");
  }
  return texts;
}

std::optional<std::vector<std::string>> Params::optional_texts(const char* name, std::size_t max_count,
                                                               std::size_t max_length) const {
  return find(name) == nullptr ? std::nullopt : std::optional{texts(name, max_count, max_length)};
}

}  // namespace demur::service
