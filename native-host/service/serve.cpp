#include "service/serve.hpp"

#include <chrono>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <utility>

#include "platform/paths.hpp"
#include "platform/sandbox.hpp"
#include "platform/streams.hpp"
#include "service/session.hpp"
#include "wire/frames.hpp"
#include "wire/json_rpc.hpp"

namespace demur::service {
namespace {

/// How long an answer may still take once the browser is gone.
constexpr std::chrono::milliseconds grace{30};

/// Keeps the frames of several threads apart.
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

/// Answers one frame of the stream. Returns nothing while the stream goes on.
class FrameAnswerer {
 public:
  /// Long work begins only after `settle` has been called.
  FrameAnswerer(Session& session, ByteSink& sink, std::function<void()> settle)
      : session_(session), sink_(sink), settle_(std::move(settle)) {}

  std::optional<StreamEnd> operator()(const std::string& frame) {
    const auto handler = [this](const std::string& method, const nlohmann::json& params) {
      return session_.begin(method, params);
    };
    const auto answer = wire::respond(frame, handler, [this](wire::Answer work) { answer_later(std::move(work)); });
    return !answer || wire::write_frame(sink_, *answer) ? std::nullopt : std::optional{StreamEnd::closed};
  }
  std::optional<StreamEnd> operator()(wire::SkippedFrame) {
    return wire::write_frame(sink_, too_long()) ? std::nullopt : std::optional{StreamEnd::closed};
  }
  std::optional<StreamEnd> operator()(wire::AbsurdHeader) {
    wire::write_frame(sink_, too_long());
    return StreamEnd::broken;
  }
  std::optional<StreamEnd> operator()(wire::EndOfStream) { return StreamEnd::closed; }

 private:
  /// A session leaves at most one thing to do at a time.
  void answer_later(wire::Answer work) {
    settle_();
    worker_ = std::jthread{[this, work = std::move(work)] {
      if (const auto answer = work()) wire::write_frame(sink_, *answer);
    }};
  }
  static std::string too_long() {
    return wire::error_without_id(
        Error(ErrorKind::invalid_request, {{"limit", static_cast<std::int64_t>(wire::max_frame)}}));
  }
  Session& session_;
  ByteSink& sink_;
  std::function<void()> settle_;
  std::jthread worker_;
};

/// The browser waits for the first answer; all this can follow it.
void lock_in(Session& session) {
  session.chooser().prepare();
  give_up_rights({session.data_directory(), program_path().parent_path()});
  // This starts a thread, which would have kept its rights had it been started earlier.
  end_with_standard_input(grace);
}

}  // namespace

StreamEnd serve(const std::filesystem::path& data_directory, const std::function<void()>& after_first_answer) {
  restrict_new_files();
  SharedSink sink{take_standard_output()};
  DescriptorSource source{0};
  const auto notify = [&sink](const std::string& method, const nlohmann::json& params) {
    wire::write_frame(sink, wire::notification(method, params));
  };
  Session session{data_directory, system_now, notify};
  bool is_settled = false;
  const auto settle = [&] {
    if (std::exchange(is_settled, true)) return;
    after_first_answer();
    lock_in(session);
  };
  FrameAnswerer answerer{session, sink, settle};
  for (;;) {
    if (const auto end = std::visit(answerer, wire::read_frame(source))) {
      session.imports().stop();
      return *end;
    }
    settle();
  }
}

}  // namespace demur::service
