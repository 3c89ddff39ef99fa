// Windows says that a pipe has ended once all is read that was written to it; elsewhere the program can know before.
#include "catch.hpp"
#include "fastest_end.hpp"

using namespace demur;
using namespace demur::test;

TEST_CASE("the program does not begin what was sent to it before its input ended") {
  CHECK(fastest_end([](HostProcess& host, const auto&) {
          for (int i = 0; i < 100; ++i) host.send(request("objections.record", objection(random_uuid())));
          return host.time_to_end();
        }) < max_end);
}
