#include "command_line/serve.hpp"

#include <fmt/core.h>

#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "platform/browsers.hpp"
#include "platform/log.hpp"
#include "platform/paths.hpp"
#include "platform/streams.hpp"
#include "service/session.hpp"
#include "wire/frames.hpp"
#include "wire/json_rpc.hpp"

namespace demur::command_line {
namespace {

/// How long an answer in the making may take when the browser has gone.
constexpr std::chrono::milliseconds grace{30};

constexpr std::string_view extension_scheme = "chrome-extension://";

/// Frames of several threads, one after the other.
class SharedSink final : public ByteSink {
 public:
  explicit SharedSink(Descriptor descriptor) : sink_(std::move(descriptor)) {}
  bool write(std::string_view bytes) override {
    const std::lock_guard lock{mutex_};
    return sink_.write(bytes);
  }

 private:
  std::mutex mutex_;
  DescriptorSink sink_;
};

/// Answers one frame of the stream. Nothing: the stream goes on.
class FrameAnswerer {
 public:
  FrameAnswerer(service::Session& session, ByteSink& sink) : session_(session), sink_(sink) {}

  std::optional<ExitCode> operator()(const std::string& frame) {
    const auto handler = [this](const std::string& method, const nlohmann::json& params) {
      return session_.begin(method, params);
    };
    const auto answer = wire::respond(frame, handler, [this](wire::Answer work) { answer_later(std::move(work)); });
    return !answer || wire::write_frame(sink_, *answer) ? std::nullopt : std::optional{success};
  }
  std::optional<ExitCode> operator()(wire::SkippedFrame) {
    return wire::write_frame(sink_, too_long()) ? std::nullopt : std::optional{success};
  }
  std::optional<ExitCode> operator()(wire::AbsurdHeader) {
    wire::write_frame(sink_, too_long());
    return broken_stream;
  }
  std::optional<ExitCode> operator()(wire::EndOfStream) { return success; }

 private:
  /// One at a time is all that a session leaves to do.
  void answer_later(wire::Answer work) {
    beside_ = std::jthread{[this, work = std::move(work)] {
      if (const auto answer = work()) wire::write_frame(sink_, *answer);
    }};
  }
  static std::string too_long() {
    return wire::error_without_id(
        Error(ErrorKind::invalid_request, {{"limit", static_cast<std::int64_t>(wire::longest_frame)}}));
  }
  service::Session& session_;
  ByteSink& sink_;
  std::jthread beside_;
};

}  // namespace

bool is_started_by_browser(const std::vector<std::string>& arguments) {
  return !arguments.empty() &&
         (arguments.front().starts_with(extension_scheme) || arguments.front().ends_with(".json"));
}

ExitCode serve_browser(const std::vector<std::string>& arguments) {
  const bool is_chromium = arguments.front().starts_with(extension_scheme);
  const auto caller = is_chromium ? arguments.front() : (arguments.size() > 1 ? arguments[1] : std::string{});
  if (is_allowed_caller(is_chromium ? BrowserFamily::chromium : BrowserFamily::firefox, caller)) return serve();
  log::warn("refused: the host manifest does not name this extension");
  return refused_caller;
}

ExitCode serve() {
  if (standard_input_is_terminal()) {
    fmt::print(stderr, "demur-host serve talks to a browser, not to a person. Try demur-host --help.\n");
    return wrong_usage;
  }
  restrict_new_files();
  SharedSink sink{take_standard_output()};
  DescriptorSource source{0};
  end_with_standard_input(grace);
  const auto notify = [&sink](const std::string& method, const nlohmann::json& params) {
    wire::write_frame(sink, wire::notification(method, params));
  };
  service::Session session{data_directory(), system_now, notify};
  FrameAnswerer answerer{session, sink};
  for (;;)
    if (const auto end = std::visit(answerer, wire::read_frame(source))) {
      session.imports().stop();
      return *end;
    }
}

}  // namespace demur::command_line
