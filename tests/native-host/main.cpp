#define CATCH_CONFIG_MAIN  // NOLINT(cppcoreguidelines-macro-usage): how Catch2 v2 makes its main function; v3 needs the
                           // same file
#include "catch.hpp"
#ifdef DEMUR_CATCH2_V3
int main(int count, char** values) {
  return Catch::Session().run(count, values);
}
#endif
