import van from "vanjs-core";
import { accountOf } from "../../model/overview.ts";
import type { Account, Event, Objection, ObjectionsGetResult } from "../../model/protocol.ts";
import { storyOf } from "../../model/story.ts";
import { ask, call } from "../../ui/ask.ts";
import { accountName, plainAddress, statusChip } from "../../ui/components.ts";
import { message, richDay } from "../../ui/i18n.ts";
import { storeError } from "../store-error.ts";
import { deadlinesOf } from "./deadlines.ts";
import { nextForEntry } from "./next.ts";
import { recordCard } from "./record-card.ts";
import { storySection } from "./story.ts";

const { a, aside, div, h1, p } = van.tags;

const back = () => a({ class: "link", href: "#" }, message("historyAll"));

function lead({ submittedAt, email }: Objection): Node[] {
  return richDay("sentWith", submittedAt, plainAddress(email));
}

/** The events that do not fit into the first answer. */
async function furtherEvents(id: string, cursor: string | undefined): Promise<Event[]> {
  if (cursor === undefined) return [];
  const page = await call("objections.get", { id, cursor });
  return page.ok ? [...page.result.events, ...(await furtherEvents(id, page.result.nextCursor))] : [];
}

function entryContent(
  { objection, deadlines }: ObjectionsGetResult,
  events: readonly Event[],
  accounts: readonly Account[],
  refresh: () => void,
): HTMLElement {
  const name = accountName(accountOf(objection, accounts) ?? { label: "", platform: objection.platform });
  const now = new Date();
  return div(
    { class: "view" },
    div(
      back(),
      div({ class: "title" }, h1({ tabindex: "-1" }, name), statusChip(objection.status)),
      p({ class: "lead" }, lead(objection)),
    ),
    div(
      { class: "columns" },
      div(
        { class: "view" },
        nextForEntry(objection, name, refresh),
        deadlinesOf(objection, deadlines, now),
        storySection(storyOf(events, deadlines, now), objection, refresh),
      ),
      aside(recordCard(objection.id, events.length)),
    ),
  );
}

/** One objection with its events and deadlines. */
export async function entryView(id: string, refresh: () => void): Promise<HTMLElement> {
  const [entry, overview] = await Promise.all([call("objections.get", { id }), ask("overview", {})]);
  if (entry.ok) {
    const events = [...entry.result.events, ...(await furtherEvents(id, entry.result.nextCursor))];
    return entryContent(entry.result, events, overview?.accounts ?? [], refresh);
  }
  if (entry.error.kind === "not-found") return div({ class: "card" }, h1({ tabindex: "-1" }, message("historyGone")), back());
  return storeError(entry.error.kind, back());
}
