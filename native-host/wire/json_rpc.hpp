#pragma once
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "platform/error.hpp"

/// JSON-RPC 2.0 (https://www.jsonrpc.org/specification), requests only, without batches.
namespace demur::wire {

/// Answers one method. Throws demur::Error for what the protocol names; anything else becomes `internal-error`.
using Handler = std::function<nlohmann::json(const std::string& method, const nlohmann::json& params)>;

/// The answer to one frame: a result or one error, never longer than a frame may be. Nothing for a notification.
/// This is the one place where exceptions become error codes.
std::optional<std::string> respond(std::string_view frame, const Handler& handler);

/// An error answer to a frame whose id could not be read.
std::string error_without_id(const Error& error);

/// A message that wants no answer, such as `progress`.
std::string notification(const std::string& method, nlohmann::json params);

/// The error's name in manifests/protocol.json.
const char* name_of(ErrorKind kind);

}  // namespace demur::wire
