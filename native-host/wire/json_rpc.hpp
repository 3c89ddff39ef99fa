#pragma once
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "platform/error.hpp"

/// JSON-RPC 2.0 (https://www.jsonrpc.org/specification), requests only, without batches.
namespace demur::wire {

/// Long work: returns the result of a method when it is run. Throws as `Handler` does.
using Work = std::function<nlohmann::json()>;

/// Answers one method with its result or with the work that yields it. Throws demur::Error for what the protocol names;
/// anything else becomes `internal-error`.
using Handler =
    std::function<std::variant<nlohmann::json, Work>(const std::string& method, const nlohmann::json& params)>;

/// Does the work when it is run, and returns the answer to its frame. Nothing for a notification.
using Answer = std::function<std::optional<std::string>()>;

/// The answer to one frame: a result or one error, never longer than a frame may be. Nothing for a notification, or
/// where there is work to do and `postpone` has taken it; without `postpone` it is done here.
/// This is the one place where exceptions become error codes.
std::optional<std::string> respond(std::string_view frame, const Handler& handler,
                                   const std::function<void(Answer)>& postpone = {});

/// An error answer to a frame whose id could not be read.
std::string error_without_id(const Error& error);

/// A message that wants no answer, such as `progress`.
std::string notification(const std::string& method, nlohmann::json params);

}  // namespace demur::wire
