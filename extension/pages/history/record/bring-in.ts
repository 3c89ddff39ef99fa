import van from "vanjs-core";
import { longestPiece, toBase64 } from "../../../model/mail-pieces.ts";
import type { CallResult, HistoryImportResult } from "../../../model/protocol.ts";
import { call } from "../../../ui/ask.ts";
import { formatNumber, message, plural } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { fileButton, takesDrops, progressView } from "../../files.ts";

const { div, p } = van.tags;

type Merged = NonNullable<HistoryImportResult["merged"]>;
type Refusal = NonNullable<HistoryImportResult["refused"]>;

/** How `send` talks to its caller. */
interface Sender {
  /** Called before each piece; false stops the sending. */
  isWanted: () => boolean;
  onShare: (share: number) => void;
  /** Called before the last piece, after which nothing can be stopped. */
  onLast: () => void;
}

/** Sends the file to the host piece by piece; the host merges it after the last one. Undefined: it was stopped, and nothing was changed. */
async function send(file: File, { isWanted, onShare, onLast }: Sender): Promise<CallResult<"history.import"> | undefined> {
  const importId = crypto.randomUUID();
  for (let number = 0; isWanted(); number += 1) {
    const end = (number + 1) * longestPiece;
    const bytes = new Uint8Array(await file.slice(end - longestPiece, end).arrayBuffer());
    const isLast = end >= file.size;
    if (isLast) onLast();
    const answer = await call("history.import", { importId, number, bytes: toBase64(bytes), isLast });
    if (!answer.ok || isLast) return answer;
    onShare(end / file.size);
  }
  return undefined;
}

/** Says what was added. */
function mergedWords({ entries, removed }: Merged): string[] {
  if (entries === 0) return [message("copyNothingNew")];
  const erased = removed > 0 ? [message("copyErased", formatNumber(removed))] : [];
  return [plural("copyBroughtIn", entries), ...erased];
}

/** Says why nothing was added. */
function refusalWords({ reason, position }: Refusal): string {
  if (reason === "newer-version") return message("storeNewer");
  if (reason === "not-a-history") return message("copyForeign");
  if (position === undefined || reason === "damaged") return message("copyDamaged");
  const number = formatNumber(position);
  if (reason === "entry-missing" || reason === "objection-missing") return message("copyMissing", number);
  return message(reason === "entry-differs" ? "copyDiffers" : "copyChanged", number);
}

const good = (words: string[]) => div({ class: "note settled" }, mark("tick", "settled"), div(words.map((one) => p(one))));
const bad = (words: string) => div({ class: "note check" }, mark("check", "check"), p(words));

function outcome(answer: CallResult<"history.import"> | undefined): HTMLElement {
  if (!answer) return p(message("mailStopped"));
  if (!answer.ok) return bad(message(storeWords(answer.error.kind)));
  const { merged, refused } = answer.result;
  if (merged) return good(mergedWords(merged));
  return bad(refused ? refusalWords(refused) : message("storeOther"));
}

/** Adds the history of another computer, from the file that "Complete, for another computer" saved there. `done` is called when something was added. */
export function bringInBox(done: () => void): HTMLElement {
  const result = div({ role: "status" });
  /** Counts the files, so that the result of an earlier one isn't shown. */
  let files = 0;
  const take = async (file: File) => {
    const number = ++files;
    const far = progressView("copyProgress", () => {
      files += 1;
      result.replaceChildren(outcome(undefined));
    });
    result.replaceChildren(far.element);
    const answer = await send(file, {
      isWanted: () => number === files,
      onShare: far.show,
      onLast: () => {
        far.element.replaceWith(p(message("mailReading")));
      },
    });
    if (number === files) result.replaceChildren(outcome(answer));
    if (answer?.ok && (answer.result.merged?.entries ?? 0) > 0) done();
  };
  const box = div(
    { class: "copy-box bring-in" },
    div(
      { class: "actions" },
      fileButton("copyBringIn", ".json,application/json", (file) => void take(file)),
    ),
    p({ class: "help" }, message("copyDrop")),
    result,
  );
  return takesDrops(box, (file) => void take(file));
}
