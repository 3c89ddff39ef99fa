#include "wire/json_rpc.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "platform/error.hpp"
#include "service/session.hpp"
#include "support.hpp"
#include "wire/frames.hpp"

using namespace demur;
using nlohmann::json;

namespace {

json echo(const std::string& method, const json& params) {
  if (method == "fail") throw std::runtime_error("anna@example.org");
  if (method == "huge") return std::string(wire::max_frame, 'x');
  return params;
}

/// The name of the error in the answer to a frame, or "" for a result.
std::string error_of(std::string_view frame) {
  const auto answer = json::parse(wire::respond(frame, echo).value());
  return answer.contains("error") ? answer.at("error").at("data").at("kind").get<std::string>() : "";
}

}  // namespace

TEST_CASE("what takes long is answered when it is done, with its result or its error") {
  bool is_done = false, fails = false;
  const auto slow = [&](const std::string&, const json&) {
    return wire::Work{[&]() -> json {
      is_done = true;
      if (fails) throw Error(ErrorKind::cancelled);
      return "result";
    }};
  };
  std::vector<wire::Answer> postponed;
  const auto ask = [&](const char* frame) {
    return wire::respond(frame, slow, [&](wire::Answer answer) { postponed.push_back(std::move(answer)); });
  };
  CHECK_FALSE(ask(R"({"jsonrpc":"2.0","id":7,"method":"slow"})"));
  CHECK_FALSE(ask(R"({"jsonrpc":"2.0","method":"slow"})"));
  REQUIRE(postponed.size() == 2);
  CHECK_FALSE(is_done);
  CHECK(json::parse(postponed[0]().value()) == json{{"jsonrpc", "2.0"}, {"id", 7}, {"result", "result"}});
  CHECK(is_done);
  fails = true;
  const auto error = json::parse(postponed[0]().value());
  CHECK(error.at("id") == 7);
  CHECK(error.at("error").at("data").at("kind") == "cancelled");
  CHECK_FALSE(postponed[1]());
}

TEST_CASE("every bad frame gets one error") {
  CHECK(error_of("") == "parse-error");
  CHECK(error_of("{") == "parse-error");
  CHECK(error_of("\"\xff\"") == "parse-error");
  CHECK(error_of(std::string(100000, '[')) == "parse-error");
  CHECK(error_of(std::string(100000, '[') + std::string(100000, ']')) == "parse-error");
  CHECK(error_of("[]") == "invalid-request");
  CHECK(error_of("42") == "invalid-request");
  CHECK(error_of(R"({"jsonrpc":"1.0","id":1,"method":"echo"})") == "invalid-request");
  CHECK(error_of(R"({"jsonrpc":"2.0","id":{},"method":"echo"})") == "invalid-request");
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":7})") == "invalid-request");
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":"echo","params":[1]})") == "invalid-params");
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":"fail"})") == "internal-error");
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":"huge"})") == "internal-error");
  CHECK(error_of(R"({"jsonrpc":"2.0","id":1,"method":"echo"})").empty());
}

TEST_CASE("32 levels of brackets are read, one more is not, and brackets within texts do not count") {
  const auto nested = [](std::size_t arrays, const std::string& inmost) {
    return R"({"jsonrpc":"2.0","id":1,"method":"echo","params":{"a":)" + std::string(arrays, '[') + inmost +
           std::string(arrays, ']') + "}}";
  };
  CHECK(error_of(nested(30, "1")).empty());
  CHECK(error_of(nested(31, "1")) == "parse-error");
  CHECK(error_of(nested(30, R"("[[[\"[[[")")).empty());
  CHECK(error_of(nested(30, R"("\\",[])")) == "parse-error");
}

TEST_CASE("an answer carries its request's id, a notification gets none") {
  CHECK(json::parse(wire::respond(R"({"jsonrpc":"2.0","id":"a","method":"echo"})", echo).value()).at("id") == "a");
  CHECK(json::parse(wire::respond("nonsense", echo).value()).at("id") == nullptr);
  CHECK_FALSE(wire::respond(R"({"jsonrpc":"2.0","method":"echo"})", echo));
  CHECK_FALSE(wire::respond(R"({"jsonrpc":"2.0","method":"fail"})", echo));
}

TEST_CASE("parameters are refused with their path and the reason") {
  test::TemporaryFolder folder;
  service::Session session{folder.path(), system_now};
  const json good{{"id", test::first_id},
                  {"formId", "1"},
                  {"platform", "facebook"},
                  {"email", "a@example.org"},
                  {"pageUrl", "https://www.facebook.com/"},
                  {"submittedAt", "2026-11-22T14:32:05Z"}};
  const auto refused = [&session, &good](const char* member, const json& value) {
    auto objection = good;
    if (value.is_discarded())
      objection.erase(member);
    else
      objection[member] = value;
    try {
      session.answer("objections.record", {{"objection", objection}});
      return std::string("accepted");
    } catch (const Error& error) {
      return std::get<std::string>(error.details().at(0).second) + " " +
             std::get<std::string>(error.details().at(1).second);
    }
  };
  CHECK(refused("email", json(json::value_t::discarded)) == "objection.email missing");
  CHECK(refused("email", 7) == "objection.email wrong-type");
  CHECK(refused("email", nullptr) == "objection.email wrong-type");
  CHECK(refused("email", std::string(321, 'x')) == "objection.email too-long");
  CHECK(refused("platform", "myspace") == "objection.platform not-allowed");
  CHECK(refused("id", "0B6CF9A2-8F3E-4F0E-9D0A-6F4F5E1F7A01") == "objection.id malformed");
  CHECK(refused("formId", "../x") == "objection.formId malformed");
  CHECK(refused("pageUrl", "http://www.facebook.com/") == "objection.pageUrl malformed");
  CHECK(refused("submittedAt", "yesterday") == "objection.submittedAt malformed");
  CHECK(refused("message", std::string(100001, 'x')) == "objection.message too-long");
  CHECK(refused("unknown", "is ignored") == "accepted");
  CHECK_THROWS_AS(session.answer("objections.burn", json::object()), Error);
}
