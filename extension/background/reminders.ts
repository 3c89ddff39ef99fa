import { alarms } from "../model/storage.ts";
import { reminderNote } from "../model/reminded.ts";
import { mailExpectedBy, waitsForMeta } from "../model/account-rows.ts";
import { momentOnDay } from "../model/day-label.ts";
import type { Objection, Standing, Status } from "../model/protocol.ts";
import { formatDate, formatNumber, message, plural } from "../ui/i18n.ts";
import { setCommonTitle } from "./badge.ts";
import type { HostPort } from "./host-port.ts";
import { inTurn } from "./in-turn.ts";
import { readStore } from "./person.ts";
import { readStandings } from "./standings.ts";

/** The statuses that come about merely by time passing: nothing else tells the person about them. */
const silent: readonly Status[] = ["confirmation-late", "overdue"];
/** How often the deadlines are checked, in minutes. The limit for Meta's answer is a day, so hourly is often enough. */
const lookEvery = 60;
/** How many of those that wait for an e-mail are checked, newest first; the hourly check finds the rest. */
const maxAwaited = 200;
/** The most notifications at once: after a long absence the number on the button shows the rest. */
const maxAtOnce = 3;
const amber = "#B05E00";

/** Checks the deadlines from now on, even while no page of Meta's is open. */
export async function planReminders(): Promise<void> {
  if (await chrome.alarms.get(alarms.hour)) return;
  // By the clock, not from now: an update removes the alarm, and must not delay the next check.
  const period = lookEvery * 60_000;
  const when = Math.ceil((Date.now() + 1) / period) * period;
  await chrome.alarms.create(alarms.hour, { when, periodInMinutes: lookEvery });
}

/** The button on every page that has no banner: how many accounts need the person, in a number and in words. */
async function showCount(needing: number): Promise<void> {
  const isNone = needing === 0;
  await chrome.action.setBadgeText({ text: isNone ? "" : formatNumber(needing) });
  await chrome.action.setBadgeBackgroundColor({ color: amber });
  await chrome.action.setBadgeTextColor({ color: "#FFFFFF" });
  await setCommonTitle(isNone ? message("badgeNone") : `Demur: ${plural("popupAct", needing)}`);
}

function wordsOf({ status, submittedAt, precision }: Objection): { title: string; message: string } {
  const date = formatDate(momentOnDay(submittedAt, precision));
  return status === "overdue"
    ? { title: message("reminderOverdueTitle"), message: message("reminderOverdue", date) }
    : { title: message("reminderMailTitle"), message: message("reminderMail", date) };
}

const noteOf = ({ objectionId, status }: NonNullable<Standing["next"]>): string => reminderNote(objectionId, status);

async function noteReminded(told: readonly NonNullable<Standing["next"]>[]): Promise<void> {
  if (told.length === 0) return;
  await inTurn(async () => {
    const { reminded } = await readStore();
    await chrome.storage.local.set({ reminded: [...reminded, ...told.map(noteOf)] });
  });
}

/** Reminds once of each objection that has become late or overdue and that its account depends on, if the person has agreed to that. */
async function remind(host: HostPort, standings: readonly Standing[]): Promise<void> {
  const { reminders, reminded } = await readStore();
  if (!reminders || !(await chrome.permissions.contains({ permissions: ["notifications"] }))) return;
  const late = standings.flatMap(({ next }) => (next && silent.includes(next.status) ? [next] : []));
  const fresh = late.filter((next) => !reminded.includes(noteOf(next)));
  for (const next of fresh.slice(0, maxAtOnce)) {
    const found = await host.call("objections.get", { id: next.objectionId }).catch(() => undefined);
    // The next check will find it.
    if (!found) continue;
    await chrome.notifications.create(next.objectionId, {
      type: "basic",
      iconUrl: chrome.runtime.getURL("icons/128.png"),
      ...wordsOf(found.objection),
    });
    await noteReminded([next]);
  }
  await noteReminded(fresh.slice(maxAtOnce));
}

/** Plans the next check for one second after Meta's next e-mail is due. Any earlier, and its time might not be up yet. */
async function planNextLook(host: HostPort): Promise<void> {
  const lists = await Promise.all(waitsForMeta.map((status) => host.call("objections.list", { status, limit: maxAwaited })));
  const sent = lists.flatMap(({ objections }) => objections);
  const times = sent.map(({ submittedAt, precision }) => mailExpectedBy(submittedAt, precision));
  if (times.length > 0) await chrome.alarms.create(alarms.mail, { when: Math.min(...times) + 1000 });
}

async function lookOnce(host: HostPort): Promise<void> {
  const standings = await readStandings(host).catch(() => undefined);
  if (standings === undefined) return;
  await showCount(standings.filter(({ next }) => next !== undefined).length);
  await remind(host, standings);
  await planNextLook(host);
}

let looking: Promise<void> = Promise.resolve();

/**
 * Checks the deadlines now, or after a check that is under way, so that no reminder comes twice. Without the host nothing is known about
 * them, and nothing changes. Never rejects: the next check makes up for what failed.
 */
export function lookAtDeadlines(host: HostPort): Promise<void> {
  looking = looking.then(() => lookOnce(host)).catch(() => undefined);
  return looking;
}

/** Clicking a notification opens the record. Firefox and Chromium provide the interface only once the person has agreed. */
export function openRecordOnPress(open: (id: string) => void): void {
  const openPressed = (id: string) => {
    void chrome.notifications.clear(id);
    open(id);
  };
  const listen = () => {
    const pressed = chrome.notifications?.onClicked;
    // Any permission that is granted leads here again, but one click must open one page.
    if (pressed && !pressed.hasListener(openPressed)) pressed.addListener(openPressed);
  };
  listen();
  chrome.permissions.onAdded.addListener(listen);
}
