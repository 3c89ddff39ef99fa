#include "reading/histories/history_record.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "text/characters.hpp"

namespace demur::reading {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 4> reasons{"not-a-history", "newer-version", "damaged", "malformed"};

/// Whether brackets are within each other no further than this. What is deeper could exhaust the stack of whoever goes
/// through it.
bool is_nested_within(const json& value, int levels) {
  if (!value.is_structured()) return true;
  return levels > 0 && std::all_of(value.begin(), value.end(),
                                   [levels](const auto& item) { return is_nested_within(item, levels - 1); });
}

template <typename Part>
std::optional<HistoryLine> object_in(json& value) {
  if (!value.is_object() || !is_nested_within(value, max_history_nesting)) return std::nullopt;
  return Part{std::move(value)};
}

bool is_list(const json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_array() && is_nested_within(*found, max_history_nesting);
}

std::optional<HistoryLine> frame_in(json& value) {
  if (!value.is_object() || !is_list(value, "accounts") || !is_list(value, "ends")) return std::nullopt;
  const auto seal = value.find("seal");
  const bool has_seal = seal != value.end();
  if (value.size() != (has_seal ? 3 : 2) || (has_seal && !seal->is_string())) return std::nullopt;
  return HistoryFrame{std::move(value.at("accounts")), std::move(value.at("ends")),
                      has_seal ? std::optional{seal->get<std::string>()} : std::nullopt};
}

std::optional<HistoryLine> refusal_in(const json& value) {
  if (!value.is_object() || value.size() != 2) return std::nullopt;
  const auto reason = value.find("reason"), is_after_entry = value.find("isAfterEntry");
  if (reason == value.end() || !reason->is_string() || !contains(reasons, reason->get_ref<const std::string&>()))
    return std::nullopt;
  if (is_after_entry == value.end() || !is_after_entry->is_boolean()) return std::nullopt;
  return HistoryRefusal{reason->get<std::string>(), is_after_entry->get<bool>()};
}

std::string text_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string named(std::string_view name, const std::string& value) {
  return std::string{"{\""}.append(name).append("\":").append(value).append("}\n");
}

std::string to_text(const HistoryEntry& entry) {
  return named("entry", text_of(entry.object));
}
std::string to_text(const HistorySealMail& mail) {
  return named("sealMail", text_of(mail.object));
}
std::string to_text(const HistoryFrame& frame) {
  const auto seal = frame.seal ? ",\"seal\":" + text_of(*frame.seal) : std::string{};
  return named("frame", "{\"accounts\":" + text_of(frame.accounts) + ",\"ends\":" + text_of(frame.ends) + seal + "}");
}
std::string to_text(const HistoryRefusal& refusal) {
  return named("refused", text_of({{"reason", refusal.reason}, {"isAfterEntry", refusal.is_after_entry}}));
}

}  // namespace

std::string to_line(const HistoryLine& line) {
  return std::visit([](const auto& own) { return to_text(own); }, line);
}

std::optional<HistoryLine> read_history_line(std::string_view text) {
  auto object = json::parse(text.begin(), text.end(), nullptr, false);
  if (!object.is_object() || object.size() != 1) return std::nullopt;
  const auto& name = object.begin().key();
  auto& value = object.begin().value();
  if (name == "entry") return object_in<HistoryEntry>(value);
  if (name == "sealMail") return object_in<HistorySealMail>(value);
  if (name == "frame") return frame_in(value);
  if (name == "refused") return refusal_in(value);
  return std::nullopt;
}

}  // namespace demur::reading
