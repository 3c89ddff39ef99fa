#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

/// What fits into one answer: a longer one than `wire::max_frame` would become an internal error.
namespace demur::service {

/// The text as it is in an answer: bytes that are no longer UTF-8 are replaced.
std::string dumped(const nlohmann::json& object);

/// How much of a frame is left for a list beside `other`, in bytes; 0 where nothing is.
std::size_t budget_beside(const nlohmann::json& other);

/// How much of it an item takes, with its comma.
std::size_t room_for(const nlohmann::json& item);

}  // namespace demur::service
