#include "wire/json_rpc.hpp"

#include <array>
#include <nlohmann/json.hpp>

#include "platform/log.hpp"
#include "wire/frames.hpp"

namespace demur::wire {
namespace {

using nlohmann::json;

/// Deeper nesting is no message of ours; bounded so that hostile brackets cost nothing.
constexpr int deepest_nesting = 32;

struct ErrorName {
  ErrorKind kind;
  const char* name;
  int code;
};

constexpr std::array<ErrorName, 18> error_names{{
    {ErrorKind::parse_error, "parse-error", -32700},
    {ErrorKind::invalid_request, "invalid-request", -32600},
    {ErrorKind::method_not_found, "method-not-found", -32601},
    {ErrorKind::invalid_params, "invalid-params", -32602},
    {ErrorKind::internal_error, "internal-error", -32603},
    {ErrorKind::not_found, "not-found", -32001},
    {ErrorKind::store_newer, "store-newer", -32010},
    {ErrorKind::store_corrupt, "store-corrupt", -32011},
    {ErrorKind::store_full, "store-full", -32012},
    {ErrorKind::store_read_only, "store-read-only", -32013},
    {ErrorKind::store_busy, "store-busy", -32014},
    {ErrorKind::store_unavailable, "store-unavailable", -32015},
    {ErrorKind::file_unreadable, "file-unreadable", -32020},
    {ErrorKind::reader_failed, "reader-failed", -32021},
    {ErrorKind::download_unreadable, "download-unreadable", -32022},
    {ErrorKind::cancelled, "cancelled", -32023},
    {ErrorKind::chooser_missing, "chooser-missing", -32024},
    {ErrorKind::import_running, "import-running", -32025},
}};

const ErrorName& named(ErrorKind kind) {
  return error_names.at(static_cast<std::size_t>(kind));
}

json error_object(const Error& error) {
  const auto& name = named(error.kind());
  json data{{"kind", name.name}};
  for (const auto& [key, value] : error.details())
    std::visit([&data, &key = key](const auto& plain) { data[key] = plain; }, value);
  return {{"code", name.code}, {"message", name.name}, {"data", std::move(data)}};
}

std::string serialised(const json& answer) {
  return answer.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string error_answer(const json& id, const Error& error) {
  return serialised({{"jsonrpc", "2.0"}, {"id", id}, {"error", error_object(error)}});
}

/// Counts brackets outside of texts, before anything is held.
bool is_nested_too_deep(std::string_view frame) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < frame.size() && depth <= deepest_nesting; ++i) {
    const char c = frame[i];
    if (c == '"')
      in_text = !in_text;
    else if (in_text)
      i += c == '\\' ? 1 : 0;
    else if (c == '[' || c == '{')
      ++depth;
    else if (c == ']' || c == '}')
      --depth;
  }
  return depth > deepest_nesting;
}

json parsed(std::string_view frame) {
  auto message = is_nested_too_deep(frame) ? json(json::value_t::discarded)
                                           : json::parse(frame.begin(), frame.end(), nullptr, false);
  if (message.is_discarded()) throw Error(ErrorKind::parse_error);
  return message;
}

/// An id comes back in the answer, so a long one would make the answer too long for a frame.
constexpr std::size_t longest_id = 200;

bool is_id(const json& id) {
  return id.is_number_integer() || (id.is_string() && id.get_ref<const std::string&>().size() <= longest_id);
}

struct Request {
  std::string method;
  json params;
};

/// The member's text; empty where it is missing or something else.
std::string text_of(const json& message, const char* member) {
  const auto found = message.find(member);
  return found != message.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

/// Takes the parameters out of the message.
Request read_request(json& message) {
  const bool is_request = message.is_object() && text_of(message, "jsonrpc") == "2.0" && message.contains("method") &&
                          message.at("method").is_string();
  if (!is_request || (message.contains("id") && !is_id(message.at("id")))) throw Error(ErrorKind::invalid_request);
  auto params = message.contains("params") ? std::move(message.at("params")) : json::object();
  if (!params.is_object()) throw Error(ErrorKind::invalid_params, {{"path", "params"}, {"reason", "wrong-type"}});
  return {message.at("method"), std::move(params)};
}

std::string result_answer(const json& id, json result) {
  auto text = serialised({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}});
  if (text.size() <= longest_frame) return text;
  log::warn("an answer was longer than a frame may be");
  return error_answer(id, Error(ErrorKind::internal_error));
}

/// What `make` gives, or the error answer to what it throws. Both are read only when it has run.
std::optional<std::string> answered(const json& id, const bool& wants_answer, const Answer& make) {
  const auto refuse = [&](const Error& error) {
    return wants_answer ? std::optional{error_answer(id, error)} : std::nullopt;
  };
  try {
    return make();
  } catch (const Error& error) {
    return refuse(error);
  } catch (const std::exception&) {
    // The text of a foreign exception may quote what was being read: it is not logged.
    log::warn("an unexpected fault while answering");
    return refuse(Error(ErrorKind::internal_error));
  }
}

}  // namespace

std::string notification(const std::string& method, json params) {
  return serialised({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

const char* name_of(ErrorKind kind) {
  return named(kind).name;
}

std::string error_without_id(const Error& error) {
  return error_answer(nullptr, error);
}

std::optional<std::string> respond(std::string_view frame, const Handler& handler,
                                   const std::function<void(Answer)>& postpone) {
  json id;
  bool wants_answer = true;
  return answered(id, wants_answer, [&]() -> std::optional<std::string> {
    auto message = parsed(frame);
    if (message.is_object() && message.contains("id") && is_id(message.at("id"))) id = message.at("id");
    const auto request = read_request(message);
    wants_answer = message.contains("id");
    auto outcome = handler(request.method, request.params);
    const auto to_answer = [id, wants_answer](json result) {
      return wants_answer ? std::optional{result_answer(id, std::move(result))} : std::nullopt;
    };
    if (auto* result = std::get_if<json>(&outcome)) return to_answer(std::move(*result));
    Answer answer = [id, wants_answer, to_answer, work = std::get<Work>(std::move(outcome))] {
      return answered(id, wants_answer, [&] { return to_answer(work()); });
    };
    if (!postpone) return answer();
    postpone(std::move(answer));
    return std::nullopt;
  });
}

}  // namespace demur::wire
