import van from "vanjs-core";
import { objectionFormOf } from "../../model/forms.ts";
import type { Objection } from "../../model/protocol.ts";
import { call } from "../../ui/ask.ts";
import { actionButton, errorBox, metaLink, platformName, statusChip } from "../../ui/components.ts";
import { formatDate, message, plural } from "../../ui/i18n.ts";
import { storeWords } from "../store-words.ts";

const { a, div, h1, p, table, tbody, td, th, thead, tr } = van.tags;

const pageLength = 50;

function row(objection: Objection): HTMLElement {
  return tr(
    td(a({ class: "link", href: `#entry/${objection.id}` }, formatDate(objection.submittedAt))),
    td(platformName(objection.platform)),
    td(objection.email),
    td(statusChip(objection.status)),
  );
}

function nothingYet(): HTMLElement {
  const form = objectionFormOf("facebook");
  return div(
    { class: "card" },
    h1({ tabindex: "-1" }, message("historyNone")),
    p(message("historyNoneWords")),
    div(
      { class: "actions" },
      form ? metaLink(message("historyFacebookForm"), form.url) : "",
      a({ class: "link", href: "#earlier" }, message("popupObjectedBefore")),
    ),
  );
}

/** What the chain says of the whole record. */
async function verdict(): Promise<HTMLElement> {
  const verified = await call("history.verify", {});
  if (!verified.ok) return p({ class: "muted" }, message(storeWords(verified.error.kind)));
  const { intact, events } = verified.result;
  return p(
    { class: "muted" },
    intact ? plural("historyIntact", events) : message("historyBroken", String(verified.result.firstBroken?.position ?? 0)),
  );
}

/** All objections, newest first. */
export async function overviewView(): Promise<HTMLElement> {
  const first = await call("objections.list", { limit: pageLength });
  if (!first.ok) {
    const again = actionButton(message("tryAgain"), () => {
      location.reload();
    });
    return errorBox(message("storeFailedHeadline"), message(storeWords(first.error.kind)), again, first.error.kind);
  }
  if (first.result.total === 0) return nothingYet();
  const rows = tbody(first.result.objections.map(row));
  let cursor = first.result.nextCursor;
  const more = actionButton(message("showMore"), () => {
    if (cursor === undefined) return;
    void call("objections.list", { limit: pageLength, cursor }).then((next) => {
      if (!next.ok) return;
      van.add(rows, next.result.objections.map(row));
      cursor = next.result.nextCursor;
      if (cursor === undefined) more.remove();
    });
  });
  const head = thead(
    tr(
      [message("historySent"), message("historyPlatform"), message("historyAddress"), message("historyStatus")].map((words) =>
        th({ scope: "col" }, words),
      ),
    ),
  );
  return div(
    { style: "display: contents" },
    h1({ tabindex: "-1" }, plural("historyHeadline", first.result.total)),
    table({ class: "entries" }, head, rows),
    cursor === undefined ? "" : more,
    await verdict(),
  );
}
