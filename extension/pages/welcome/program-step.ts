import van from "vanjs-core";
import type { HostState } from "../../model/messages.ts";
import { tryAsk } from "../../ui/ask.ts";
import { actionButton, commandBox } from "../../ui/components.ts";
import { message, rich } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { storeError } from "../notes.ts";

const { b, code, details, div, h1, li, ol, p, span, summary } = van.tags;

function hostNote(host: HostState, again: () => void): HTMLElement {
  if (host.kind === "connected")
    return div(
      { class: "note settled", role: "status" },
      mark("confirmed", "settled"),
      div(b(message("welcomeConnected")), p(message("welcomeConnectedWords", host.version))),
    );
  const retry = actionButton(message("tryAgain"), again);
  if (host.kind === "failed") return storeError(host.error, retry);
  return div(
    { class: "note", role: "status" },
    mark("waiting"),
    div(b(message("welcomeNotConnected")), p(message("welcomeNotConnectedWords")), retry),
  );
}

/** For engineers: how to build the program from its source. */
function buildIt(): HTMLElement {
  const commands = rich("welcomeProgramInstall", code("cmake --preset release"), code("cmake --build --preset release"));
  return details(summary(message("welcomeBuildIt")), p({ class: "help" }, commands));
}

/** Step 2: the program that keeps the history, and whether it is installed. */
export async function programStep(): Promise<HTMLElement> {
  const note = div();
  const look = async () => {
    const drained = await tryAsk("drain", {});
    note.replaceChildren(hostNote(drained?.host ?? { kind: "unknown" }, () => void look()));
  };
  await look();
  return div(
    { style: "display: contents" },
    h1({ tabindex: "-1" }, message("welcomeProgramHeadline")),
    p({ class: "lead" }, message("welcomeProgramLead")),
    ol(
      { class: "steps" },
      li(div(p(message("welcomeInstall")), buildIt())),
      li(span(rich("welcomeRegister", b("Terminal"))), commandBox("demur-host register", "other")),
    ),
    note,
    p({ class: "help" }, message("welcomeProgramLater")),
  );
}
