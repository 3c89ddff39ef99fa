import van from "vanjs-core";
import { momentOnDay } from "../../../model/day-label.ts";
import { accountOf } from "../../../model/account-rows.ts";
import type { Account, Objection, ObjectionsGetResult } from "../../../model/protocol.ts";
import { isUnsent } from "../../../model/standings.ts";
import { storyOf } from "../../../model/story-items.ts";
import { tryAsk } from "../../../ui/ask.ts";
import { accountName, plainAddress, statusChip } from "../../../ui/components.ts";
import { dayMessage, message, richDay } from "../../../ui/i18n.ts";
import { storeError } from "../../notes.ts";
import { wholeEntry } from "../../host-answers.ts";
import { deadlinesOf } from "./deadline-bar.ts";
import { nextForEntry } from "./next-step.ts";
import { recordCard } from "./record-card.ts";
import { storySection } from "./event-list.ts";

const { a, aside, div, h1, p } = van.tags;

const back = () => a({ class: "link", href: "#" }, message("historyAll"));

/** When the form was sent, or only begun as far as is known, and with which address. */
function lead({ submittedAt, precision, email, status }: Objection): (Node | string)[] {
  const moment = momentOnDay(submittedAt, precision);
  if (isUnsent({ status }) || status === "unsure")
    return [dayMessage("bannerNotFinishedHeadline", moment), " · ", plainAddress(email)];
  return richDay("sentWith", moment, plainAddress(email));
}

function entryContent(
  { objection, events, deadlines }: ObjectionsGetResult,
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
        nextForEntry(objection, events, name, refresh),
        deadlinesOf(objection, deadlines, now),
        storySection(storyOf(events, isUnsent(objection) ? undefined : deadlines, now), objection, refresh),
      ),
      aside(recordCard(objection.id)),
    ),
  );
}

/** One objection with its events and deadlines. */
export async function entryView(id: string, refresh: () => void): Promise<HTMLElement> {
  const [entry, overview] = await Promise.all([wholeEntry(id), tryAsk("overview", {})]);
  if (entry.ok) return entryContent(entry.result, overview?.accounts ?? [], refresh);
  if (entry.error.kind === "not-found") return div({ class: "card" }, h1({ tabindex: "-1" }, message("historyGone")), back());
  return storeError(entry.error.kind, back());
}
