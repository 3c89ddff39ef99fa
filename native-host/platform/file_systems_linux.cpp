#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>

#include "platform/files.hpp"

namespace demur {
namespace {

/// Types that <linux/magic.h> leaves out; from the file systems' own sources and statfs(2).
constexpr std::uint32_t gfs2 = 0x01161970;
constexpr std::uint32_t lustre = 0x0BD00BD0;
constexpr std::uint32_t vmware_shared = 0xBACBACBC;

/// File systems of other computers, of a virtual machine's host, of clusters, and those that a program such as sshfs
/// serves (FUSE): none is certain to share memory between all programs that have a file open.
constexpr std::array<std::uint32_t, 15> network_types{NFS_SUPER_MAGIC,
                                                      SMB_SUPER_MAGIC,
                                                      CIFS_SUPER_MAGIC,
                                                      SMB2_SUPER_MAGIC,
                                                      V9FS_MAGIC,
                                                      AFS_SUPER_MAGIC,
                                                      AFS_FS_MAGIC,
                                                      NCP_SUPER_MAGIC,
                                                      CODA_SUPER_MAGIC,
                                                      OCFS2_SUPER_MAGIC,
                                                      FUSE_SUPER_MAGIC,
                                                      CEPH_SUPER_MAGIC,
                                                      gfs2,
                                                      lustre,
                                                      vmware_shared};

}  // namespace

FileSystem file_system_of_type(std::uint32_t type) {
  const bool is_network = std::find(network_types.begin(), network_types.end(), type) != network_types.end();
  return is_network ? FileSystem::network : FileSystem::local;
}

std::optional<std::uintmax_t> free_space(const std::filesystem::path& folder) {
  std::error_code fault;
  const auto space = std::filesystem::space(folder, fault);
  return fault ? std::nullopt : std::optional{space.available};
}

FileSystem file_system_of(const std::filesystem::path& folder) {
  struct statfs status {};
  if (::statfs(folder.c_str(), &status) != 0) return FileSystem::local;
  // The type has 32 bits; where the member is longer and signed, the upper bits repeat the sign.
  return file_system_of_type(static_cast<std::uint32_t>(status.f_type));
}

}  // namespace demur
