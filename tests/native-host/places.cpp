#include "places.hpp"

namespace demur::test {

std::string host_program() {
  return DEMUR_HOST_PROGRAM;
}
std::string reader_program() {
  return DEMUR_READER_PROGRAM;
}
std::string captive_program() {
  return DEMUR_CAPTIVE_PROGRAM;
}
std::string fixture(std::string_view name) {
  return std::string{DEMUR_FIXTURES "/"}.append(name);
}
std::string manifest(std::string_view name) {
  return std::string{DEMUR_MANIFESTS "/"}.append(name);
}
std::string tables() {
  return DEMUR_TABLES;
}

}  // namespace demur::test
