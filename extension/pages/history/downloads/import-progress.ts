import van from "vanjs-core";
import { shareDone, type ImportState } from "../../../model/downloads.ts";
import type { Progress } from "../../../model/protocol.ts";
import { ask } from "../../../ui/ask.ts";
import { actionButton, platformName } from "../../../ui/components.ts";
import { formatNumber, formatPercent, message, plural } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { downloadName } from "./import-start.ts";

const { b, div, h2, li, p, span, ul } = van.tags;

type Running = Extract<ImportState, { kind: "running" }>;
type Stage = Exclude<Progress["stage"], "mail" | "choosing">;

/** The stages in order, each with its text while it is running or still to come. */
const stageWords = {
  opening: "importStageOpening",
  addresses: "importStageAddresses",
  items: "importStageItems",
  contacts: "importStageContacts",
} as const satisfies Record<Stage, string>;

const stages = Object.keys(stageWords) as Stage[];

/** The text of a finished stage. */
function doneWords(stage: Stage, found: number): string {
  if (stage === "opening") return message("importOpened");
  if (stage === "addresses") return message("importAddressesDone");
  return found > 0 ? `${formatNumber(found)} ${plural("importItems", found)}` : message(stageWords[stage]);
}

function stageItem(stage: Stage, current: Stage, found: number): HTMLElement {
  const distance = stages.indexOf(stage) - stages.indexOf(current);
  if (distance < 0) return li(mark("tick", "settled"), span(doneWords(stage, found)));
  if (distance > 0) return li({ class: "muted" }, mark("none"), span(message(stageWords[stage])));
  const words = stage === "items" && found > 0 ? plural("importSoFar", found) : message(stageWords[stage]);
  return li(mark("waiting"), b(words));
}

/** The progress of an import. It is built once and then updated in place, so that the focus isn't lost. */
export class ImportProgress {
  readonly elements: HTMLElement[];
  readonly #headline = h2({ tabindex: "-1" });
  readonly #about = div();
  readonly #part = div({ class: "part-done" });
  readonly #stage = span({ id: "import-stage" });
  readonly #percent = span();
  readonly #bar = div({ class: "progress", role: "progressbar", "aria-labelledby": "import-stage" }, this.#part);
  readonly #stages = ul({ class: "stages" });
  readonly #far = div(
    { class: "how-far" },
    this.#bar,
    div({ class: "progress-words help" }, this.#stage, this.#percent),
    this.#stages,
  );
  readonly #help = p({ class: "help" });
  /** Announces each new stage, but not every step within it. */
  readonly #said = span({ class: "hidden", role: "status" });
  #shown: Progress["stage"] | undefined;

  constructor(state: Running) {
    const stop = actionButton(message("importStop"), () => void ask("stop-import", {}));
    this.elements = [
      div({ class: "import-head" }, this.#headline, this.#about),
      this.#far,
      div({ class: "import-foot" }, this.#help, stop),
      this.#said,
    ];
    this.update(state);
  }

  update({ download, progress }: Running): void {
    // Without a file to read, the system's file chooser comes first.
    const stage = progress?.stage ?? (download ? "opening" : "choosing");
    if (stage === "choosing" || stage === "mail") this.#choose();
    else this.#read(stage, progress, download);
    if (stage !== this.#shown) this.#said.textContent = this.#far.hidden ? this.#help.textContent : this.#stage.textContent;
    this.#shown = stage;
  }

  #choose(): void {
    this.#headline.textContent = message("importChoosing");
    this.#help.textContent = message("importChoosingWords");
    this.#far.hidden = true;
  }

  #read(stage: Stage, progress: Running["progress"], download: Running["download"]): void {
    const { found = 0 } = progress ?? {};
    const share = progress && shareDone(progress);
    this.#headline.textContent = message("importReading", platformName(download?.platform ?? "meta"));
    this.#help.textContent = message("importGoesOn");
    if (this.#about.childElementCount === 0 && download) this.#about.append(downloadName(download));
    this.#far.hidden = false;
    this.#stage.textContent = message(stageWords[stage]);
    if (share !== undefined) {
      this.#percent.textContent = formatPercent(share);
      this.#part.style.inlineSize = `${String(share * 100)}%`;
      this.#bar.setAttribute("aria-valuenow", String(Math.floor(share * 100)));
    }
    this.#stages.replaceChildren(...stages.map((one) => stageItem(one, stage, found)));
  }
}
