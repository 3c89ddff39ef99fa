#pragma once
#include <cstdint>
#include <filesystem>

namespace demur::store {

enum class StoreState : std::uint8_t {
  absent,
  usable,
  older,  ///< Brought up to date the next time it is opened.
  newer,  ///< Written by a newer Demur.
  damaged,
  unreadable,
};

struct Inspection {
  StoreState state;
  std::int64_t schema_version;  ///< 0 where it can't be told.
};

/// Looks at the database in the folder without creating or changing anything.
Inspection inspect(const std::filesystem::path& directory);

}  // namespace demur::store
