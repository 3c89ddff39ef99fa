import van from "vanjs-core";
import { maxPiece, toBase64 } from "../../../model/mail-pieces.ts";
import { accountOf } from "../../../model/account-rows.ts";
import type { Account, CallResult, HistoryImportResult, HistoryPreviewResult } from "../../../model/protocol.ts";
import { call, tryAsk } from "../../../ui/ask.ts";
import { accountName, actionButton, platformName, statusName } from "../../../ui/components.ts";
import { formatNumber, message, plural } from "../../../ui/i18n.ts";
import { mark } from "../../../ui/marks.ts";
import { storeWords } from "../../../ui/store-words.ts";
import { fileButton, takesDrops, progressView } from "../../files.ts";

const { b, div, li, p, ul } = van.tags;

type Preview = NonNullable<HistoryPreviewResult["preview"]>;
type Merged = NonNullable<HistoryImportResult["merged"]>;
type Refusal = NonNullable<HistoryImportResult["refused"]>;

/** How `send` talks to its caller. */
interface Sender {
  /** Called before each piece; false stops the sending. */
  isWanted: () => boolean;
  onShare: (share: number) => void;
  /** Called before the last piece, after which nothing can be stopped. */
  onLast: () => void;
  /** Whether the person agrees to what the file says about objections on this computer. */
  withChanges: boolean;
}

/** Sends the file piece by piece to the host, which acts after the last one. Undefined: it was stopped, and nothing was changed. */
async function send<Method extends "history.preview" | "history.import">(
  method: Method,
  file: File,
  { isWanted, onShare, onLast, withChanges }: Sender,
): Promise<CallResult<Method> | undefined> {
  const importId = crypto.randomUUID();
  for (let number = 0; isWanted(); number += 1) {
    const end = (number + 1) * maxPiece;
    const bytes = new Uint8Array(await file.slice(end - maxPiece, end).arrayBuffer());
    const isLast = end >= file.size;
    if (isLast) onLast();
    const agreed = method === "history.import" && withChanges ? { withChanges } : {};
    const answer = await call(method, { importId, number, bytes: toBase64(bytes), isLast, ...agreed });
    if (!answer.ok || isLast) return answer;
    onShare(end / file.size);
  }
  return undefined;
}

/** How many entries count now, or wait for the person's agreement, and did not before. */
const newIn = ({ entries, agreed }: Merged): number => entries + agreed;

/** Says what was added. */
function mergedWords(merged: Merged): string[] {
  const { removed, setAside } = merged;
  if (newIn(merged) === 0) return [message("copyNothingNew")];
  const erased = removed > 0 ? [message("copyErased", formatNumber(removed))] : [];
  const waiting = setAside > 0 ? [message("copySetAside", formatNumber(setAside))] : [];
  return [plural("copyBroughtIn", newIn(merged)), ...erased, ...waiting];
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

function outcome(answer: CallResult<"history.import"> | CallResult<"history.preview"> | undefined): HTMLElement {
  if (!answer) return p(message("mailStopped"));
  if (!answer.ok) return bad(message(storeWords(answer.error.kind)));
  const { merged, refused }: HistoryImportResult = answer.result;
  if (merged) return good(mergedWords(merged));
  return bad(refused ? refusalWords(refused) : message("storeOther"));
}

/** How a status would change: "Anna on Facebook: Sent → Confirmed". */
async function changeItem(
  { objectionId, from, to }: Preview["changes"][number],
  accounts: readonly Account[],
): Promise<HTMLElement> {
  const answer = await call("objections.get", { id: objectionId });
  const objection = answer.ok ? answer.result.objection : undefined;
  const account = objection && (accountOf(objection, accounts) ?? { label: "", platform: objection.platform });
  const name = account && objection ? message("accountWithAddress", accountName(account), objection.email) : objectionId;
  return li(`${name}: ${statusName(from)} → ${statusName(to)}`);
}

/** How an account's standing would change, as above. */
function standingItem({ platform, email, from, to }: NonNullable<Preview["standings"]>[number]): HTMLElement {
  const name = message("accountWithAddress", platformName(platform), email);
  return li(`${name}: ${statusName(from)} → ${statusName(to)}`);
}

/** How many changes are named; the rest are counted. */
const maxNamed = 20;

/** What the file would do here, and the person's choice. `choose` gets whether the changes are wanted, too; undefined if nothing is. */
async function previewNote(
  { adds, changes, erases, standings = [], entries = 0 }: Preview,
  choose: (withChanges: boolean | undefined) => void,
): Promise<HTMLElement> {
  const accounts = (await tryAsk("overview", {}))?.accounts ?? [];
  const items = await Promise.all(changes.slice(0, maxNamed).map((change) => changeItem(change, accounts)));
  const press = (words: string, withChanges: boolean | undefined, kind: "main" | "other" = "other") =>
    actionButton(
      words,
      () => {
        choose(withChanges);
      },
      kind,
    );
  // An entry that doesn't change a status can still say something else about an objection that is here.
  const changesHere = changes.length > 0 || erases > 0 || standings.length > 0 || entries > 0;
  const ways = changesHere
    ? [press(message("previewAll"), true), press(message("previewWithout"), false)]
    : [press(message("previewYes"), false, "main")];
  return div(
    { class: "note preview" },
    mark("page"),
    div(
      b(message("previewHeadline")),
      p(message("previewAdds", formatNumber(adds))),
      changes.length > 0 ? [p(message("previewChanges", formatNumber(changes.length))), ul(items)] : "",
      standings.length > 0
        ? [
            p(message("previewStandings", formatNumber(standings.length))),
            ul(standings.slice(0, maxNamed).map((change) => standingItem(change))),
          ]
        : "",
      entries > 0 ? p(message("previewEntries", formatNumber(entries))) : "",
      erases > 0 ? p(message("previewErases", formatNumber(erases))) : "",
      div({ class: "actions" }, ways, press(message("cancel"), undefined)),
    ),
  );
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
    const sender = (withChanges: boolean): Sender => ({
      isWanted: () => number === files,
      onShare: far.show,
      onLast: () => {
        far.element.replaceWith(p(message("mailReading")));
      },
      withChanges,
    });
    const bringIn = async (withChanges: boolean | undefined) => {
      if (withChanges === undefined) {
        result.replaceChildren(outcome(undefined));
        return;
      }
      result.replaceChildren(far.element);
      const answer = await send("history.import", file, sender(withChanges));
      if (number === files) result.replaceChildren(outcome(answer));
      const told = answer?.ok ? answer.result.merged : undefined;
      if (told && newIn(told) > 0) done();
    };
    const previewed = await send("history.preview", file, sender(false));
    if (number !== files) return;
    const preview = previewed?.ok ? previewed.result.preview : undefined;
    result.replaceChildren(preview ? await previewNote(preview, (withChanges) => void bringIn(withChanges)) : outcome(previewed));
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
