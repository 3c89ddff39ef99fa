#include "wire/json_rpc.hpp"

#include <nlohmann/json.hpp>

#include "platform/log.hpp"
#include "wire/frames.hpp"

namespace demur::wire {
namespace {

using nlohmann::json;

/// No message of ours is nested deeper; bounded so that hostile brackets cost nothing.
constexpr int max_nesting = 32;

const protocol::ErrorName& named(ErrorKind kind) {
  return protocol::errors.at(static_cast<std::size_t>(kind));
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

/// Counts brackets outside of strings, before anything is allocated.
bool is_nested_too_deep(std::string_view frame) {
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < frame.size() && depth <= max_nesting; ++i) {
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
  return depth > max_nesting;
}

json parsed(std::string_view frame) {
  auto message = is_nested_too_deep(frame) ? json(json::value_t::discarded)
                                           : json::parse(frame.begin(), frame.end(), nullptr, false);
  if (message.is_discarded()) throw Error(ErrorKind::parse_error);
  return message;
}

/// An id comes back in the answer, so a long one would make the answer too long for a frame.
constexpr std::size_t max_id_size = 200;

bool is_id(const json& id) {
  return id.is_number_integer() || (id.is_string() && id.get_ref<const std::string&>().size() <= max_id_size);
}

/// The message's id; null where it has none that can be returned.
json id_of(const json& message) {
  const auto has_id = message.is_object() && message.contains("id") && is_id(message.at("id"));
  return has_id ? message.at("id") : json{};
}

struct Request {
  std::string method;
  json params;
};

/// The member's text; empty if it is missing or not a text.
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
  if (text.size() <= max_frame) return text;
  log::warn("an answer was longer than a frame may be");
  return error_answer(id, Error(ErrorKind::internal_error));
}

/// A request that waits for its answer. Held by value: its work may outlive the frame.
struct Pending {
  json id;
  bool wants_answer = true;
};

std::optional<std::string> answer_to(const Pending& pending, json result) {
  return pending.wants_answer ? std::optional{result_answer(pending.id, std::move(result))} : std::nullopt;
}

/// What `make` returns, or the error answer to what it throws.
std::optional<std::string> guarded(const Pending& pending, const Answer& make) {
  const auto refuse = [&pending](const Error& error) {
    return pending.wants_answer ? std::optional{error_answer(pending.id, error)} : std::nullopt;
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

std::optional<std::string> carry_out(const Request& request, const Pending& pending, const Handler& handler,
                                     const std::function<void(Answer)>& postpone) {
  return guarded(pending, [&]() -> std::optional<std::string> {
    auto outcome = handler(request.method, request.params);
    if (auto* result = std::get_if<json>(&outcome)) return answer_to(pending, std::move(*result));
    Answer answer = [pending, work = std::get<Work>(std::move(outcome))] {
      return guarded(pending, [&] { return answer_to(pending, work()); });
    };
    if (!postpone) return answer();
    postpone(std::move(answer));
    return std::nullopt;
  });
}

}  // namespace

std::string notification(const std::string& method, json params) {
  return serialised({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

std::string error_without_id(const Error& error) {
  return error_answer(nullptr, error);
}

std::optional<std::string> respond(std::string_view frame, const Handler& handler,
                                   const std::function<void(Answer)>& postpone) {
  return guarded({}, [&] {
    auto message = parsed(frame);
    return guarded({id_of(message)}, [&] {
      const auto request = read_request(message);
      return carry_out(request, {id_of(message), message.contains("id")}, handler, postpone);
    });
  });
}

}  // namespace demur::wire
