#pragma once
#include <cstdint>
#include <filesystem>

namespace demur {

/// Whose the drive is that a folder lies on.
enum class Drive : std::uint8_t {
  own,      ///< Of this computer alone.
  network,  ///< Other computers may use it, or a program stands between it and this one.
};

/// The drive of a folder that exists. Where it can't be told it is this computer's own.
Drive drive_of(const std::filesystem::path& folder);

/// The drive that a file system of this type stands for: `f_type` of statfs(2).
Drive drive_of_type(std::uint32_t type);

}  // namespace demur
