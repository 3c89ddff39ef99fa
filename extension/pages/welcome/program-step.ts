import van from "vanjs-core";
import type { HostState } from "../../model/messages.ts";
import { packagesUrl, type PackageFiles } from "../../model/packages.ts";
import { tryAsk } from "../../ui/ask.ts";
import { actionButton, commandBox, linkAsButton, otherSiteLink } from "../../ui/components.ts";
import { message, rich } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { connectedWords } from "../connected-words.ts";
import { storeError } from "../notes.ts";
import { programFiles } from "../program-files.ts";
import { loadedByHand } from "./loaded-by-hand.ts";

const { b, details, div, h1, li, ol, p, span, summary } = van.tags;

function hostNote(host: HostState, again: () => void): HTMLElement {
  if (host.kind === "connected")
    return div(
      { class: "note settled", role: "status" },
      mark("confirmed", "settled"),
      div(b(message("welcomeConnected")), connectedWords(host)),
    );
  const retry = actionButton(message("tryAgain"), again);
  if (host.kind === "failed") return storeError(host.error, retry);
  return div(
    { class: "note", role: "status" },
    mark("waiting"),
    div(b(message("welcomeNotConnected")), p(message("welcomeNotConnectedWords")), retry),
  );
}

/** What to do: open a file, or a note that there is none for this system. */
function steps(files: PackageFiles | undefined): HTMLElement {
  if (!files) return p(message("welcomeNoProgram"));
  return ol(
    { class: "steps" },
    packagesUrl === undefined ? null : li(linkAsButton(otherSiteLink(message("welcomeProgramGet"), packagesUrl), "main")),
    li(span(rich("welcomeProgramFile", b(files.package)))),
    li(span(message("welcomeProgramConfirm"))),
  );
}

/** Other distributions, the command-line way, and browsers that are shut off, if the system has them. */
function forHelpers({ archive, register }: PackageFiles): HTMLElement | null {
  if (archive === undefined || register === undefined) return null;
  return details(
    summary(message("welcomeHelpers")),
    p({ class: "help" }, rich("welcomeHelpersArchive", b(archive))),
    p({ class: "help" }, message("welcomeHelpersRegister")),
    commandBox(register, "other"),
    p({ class: "help" }, message("welcomeShutOff")),
  );
}

/** Checks again whenever the person comes back to this page, until another step is shown. */
function whenComingBack(shown: HTMLElement, look: () => void): void {
  const isOver = new AbortController();
  const comesBack = () => {
    if (!shown.isConnected) isOver.abort();
    else if (!document.hidden) look();
  };
  document.addEventListener("visibilitychange", comesBack, { signal: isOver.signal });
  window.addEventListener("focus", comesBack, { signal: isOver.signal });
}

/** Step 2: the program that keeps the history, and whether it is installed. */
export async function programStep(): Promise<HTMLElement> {
  const files = await programFiles();
  const note = div();
  const later = p({ class: "help" }, message("welcomeProgramLater"));
  const toDo = steps(files);
  const helpers = files ? forHelpers(files) : null;
  const look = async () => {
    const drained = await tryAsk("drain", {});
    note.replaceChildren(hostNote(drained?.host ?? { kind: "unknown" }, () => void look()));
    // What is done needs no instructions.
    for (const part of [toDo, helpers, later]) if (part) part.hidden = drained?.host.kind === "connected";
  };
  await look();
  whenComingBack(note, () => void look());
  return div(
    { style: "display: contents" },
    h1({ tabindex: "-1" }, message("welcomeProgramHeadline")),
    p({ class: "lead" }, message("welcomeProgramLead")),
    toDo,
    note,
    helpers,
    later,
    await loadedByHand(),
  );
}
