import { alarms } from "../model/storage.ts";
import { countedIn, type Counted } from "../model/merged-list.ts";
import { mailExpectedBy, needsYou, waitsForMeta } from "../model/account-rows.ts";
import type { Objection } from "../model/protocol.ts";
import { formatCounted, formatDate, message, pluralCounted } from "../ui/i18n.ts";
import type { HostPort } from "./host-port.ts";
import { readStore } from "./person.ts";

/** The statuses that come with time alone: nothing else tells the person of them. */
const silent = ["confirmation-late", "overdue"] as const;
/** How often the clock is looked at, in minutes. The limit for Meta's answer is a day, so that an hour is soon enough. */
const lookEvery = 60;
/** So many of those that wait for an e-mail are looked at, the newest; what is not among them the hour finds. */
const mostAwaited = 200;
/** The most notifications at once: after a long absence the number on the button tells the rest. */
const mostAtOnce = 3;
const amber = "#B05E00";

/** Looks at the deadlines from now on, also while no page of Meta's is open. */
export async function planReminders(): Promise<void> {
  if (!(await chrome.alarms.get(alarms.hour))) await chrome.alarms.create(alarms.hour, { periodInMinutes: lookEvery });
}

/** How many objections need the person; undefined where the host can't be asked. */
async function countNeeding(host: HostPort): Promise<Counted | undefined> {
  try {
    const lists = await Promise.all(needsYou.map((status) => host.call("objections.list", { status, limit: 1 })));
    return countedIn(lists);
  } catch {
    return undefined;
  }
}

/** The button on every page that has no banner: how many objections need the person, in a number and in words. */
async function showCount(needing: Counted): Promise<void> {
  const isNone = needing.count === 0;
  await chrome.action.setBadgeText({ text: isNone ? "" : formatCounted(needing) });
  await chrome.action.setBadgeBackgroundColor({ color: amber });
  await chrome.action.setBadgeTextColor({ color: "#FFFFFF" });
  await chrome.action.setTitle({ title: isNone ? message("badgeNone") : `Demur: ${pluralCounted("popupAct", needing)}` });
}

function wordsOf({ status, submittedAt }: Objection): { title: string; message: string } {
  const date = formatDate(submittedAt);
  return status === "overdue"
    ? { title: message("reminderOverdueTitle"), message: message("reminderOverdue", date) }
    : { title: message("reminderMailTitle"), message: message("reminderMail", date) };
}

/** What was reminded of, so that nothing nags twice. */
const noteOf = ({ id, status }: Objection): string => `${id}/${status}`;

/** Reminds once of each objection that has become late or overdue, if the person has agreed to that. */
async function remind(host: HostPort): Promise<void> {
  const { reminders, reminded } = await readStore();
  if (!reminders || !(await chrome.permissions.contains({ permissions: ["notifications"] }))) return;
  const lists = await Promise.all(silent.map((status) => host.call("objections.list", { status })));
  const fresh = lists.flatMap(({ objections }) => objections).filter((objection) => !reminded.includes(noteOf(objection)));
  for (const objection of fresh.slice(0, mostAtOnce))
    await chrome.notifications.create(objection.id, {
      type: "basic",
      iconUrl: chrome.runtime.getURL("icons/128.png"),
      ...wordsOf(objection),
    });
  if (fresh.length > 0) await chrome.storage.local.set({ reminded: [...reminded, ...fresh.map(noteOf)] });
}

/** Looks again when the next e-mail should have come: a second later, so that nobody's clock says that it is still to come. */
async function planNextLook(host: HostPort): Promise<void> {
  const lists = await Promise.all(waitsForMeta.map((status) => host.call("objections.list", { status, limit: mostAwaited })));
  const times = lists.flatMap(({ objections }) => objections.map(mailExpectedBy));
  if (times.length > 0) await chrome.alarms.create(alarms.mail, { when: Math.min(...times) + 1000 });
}

/** Looks at the deadlines now. Without the host nothing is known of them, and nothing changes. */
export async function lookAtDeadlines(host: HostPort): Promise<void> {
  const count = await countNeeding(host);
  if (count === undefined) return;
  await showCount(count);
  await remind(host);
  await planNextLook(host);
}

/** A press on a notification leads to the record. Firefox and Chromium know the interface only once the person has agreed. */
export function openRecordOnPress(open: (id: string) => void): void {
  const listen = () => {
    chrome.notifications?.onClicked.addListener((id) => {
      void chrome.notifications.clear(id);
      open(id);
    });
  };
  listen();
  chrome.permissions.onAdded.addListener(listen);
}
