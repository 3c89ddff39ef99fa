#pragma once
#include <string>
#include <string_view>

/// Where the programs under test and the tests' data are. Only places.cpp knows, so in another directory only that file
/// is recompiled.
namespace demur::test {

std::string host_program();
std::string reader_program();
/// Tries from inside the sandbox what the sandbox forbids; only on Linux.
std::string captive_program();
/// A file or folder of tests/fixtures.
std::string fixture(std::string_view name);
/// A file or folder of manifests/.
std::string manifest(std::string_view name);
/// Where tables of what was recognised are written for people to read; the folder may not exist yet.
std::string tables();

}  // namespace demur::test
