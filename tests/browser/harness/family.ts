import { randomUUID } from "node:crypto";
import type { World } from "./world.ts";

const forms = { facebook: "712876720715583", instagram: "767264225370182" };

/** The states that a test can give an account: the status of its only objection, or that it has none. */
export type Reached =
  | "none"
  | "submitted"
  | "received"
  | "confirmed"
  | "declined"
  | "needs-answer"
  | "answered"
  | "not-finished"
  | "not-sent"
  | "unsure"
  | "confirmation-late"
  | "overdue"
  | "withdrawn";

const daysAgo = (days: number, seconds = 0) => new Date(Date.now() - days * 86_400_000 + seconds * 1000).toISOString();

/** When the objection was sent, in days before now, and what happened then, as kind and words of an event. */
const pasts: Record<Exclude<Reached, "none">, { sent: number; events: [kind: string, detail?: string][] }> = {
  submitted: { sent: 1, events: [] },
  received: { sent: 1, events: [["received", "We have received your request."]] },
  confirmed: { sent: 500, events: [["received"], ["confirmed", "We will honour your objection."]] },
  declined: { sent: 20, events: [["declined", "We can’t process your objection."]] },
  "needs-answer": { sent: 12, events: [["received"], ["asked-for-more", "Which account is this about?"]] },
  answered: { sent: 12, events: [["answered", "Thank you for your message of 3 May."]] },
  "not-finished": { sent: 2, events: [["code-requested"]] },
  "not-sent": { sent: 2, events: [["page-error"]] },
  unsure: { sent: 2, events: [["unsure"]] },
  "confirmation-late": { sent: 6, events: [["received"]] },
  overdue: { sent: 43, events: [["received", "We received your request and will review it."]] },
  withdrawn: { sent: 90, events: [["received"], ["withdrawn"]] },
};

/** Every state of an account. */
export const statuses = ["none", ...Object.keys(pasts)] as Reached[];

interface Member {
  label: string;
  platform?: keyof typeof forms;
  email?: string;
  status: Reached;
  message?: string;
}

/** Adds an account with an objection in this state to the host; returns the objection's id. */
export async function addMember(world: World, member: Member): Promise<string> {
  const { label, platform = "facebook", status, message } = member;
  const email = member.email ?? `${label.toLowerCase().replaceAll(/\W+/gu, ".")}@example.org`;
  await world.hostCall("accounts.save", { account: { platform, label, emails: [email] } });
  if (status === "none") return "";
  const { sent, events } = pasts[status];
  const id = randomUUID();
  const pageUrl = `https://www.facebook.com/help/contact/${forms[platform]}`;
  const objection = { id, formId: forms[platform], platform, email, pageUrl, submittedAt: daysAgo(sent) };
  await world.hostCall("objections.record", {
    objection: { ...objection, source: { by: "page" }, ...(message === undefined ? {} : { message }) },
  });
  for (const [index, [kind, detail]] of events.entries()) {
    // Only a person or an e-mail can report a decision; what Meta's page says is seen by Demur.
    const byPage = ["received", "code-requested", "page-error", "unsure"].includes(kind);
    const event = { id: randomUUID(), kind, at: daysAgo(sent, 5 + index), ...(detail === undefined ? {} : { detail }) };
    await world.hostCall("objections.addEvent", {
      objectionId: id,
      event: { ...event, ...(byPage ? { source: { by: "page" } } : {}) },
    });
  }
  return id;
}

/** Removes every account and every objection again. */
export async function forgetEverybody(world: World): Promise<void> {
  const { objections } = await world.hostCall("objections.list", { limit: 100 });
  for (const { id } of objections as { id: string }[]) await world.hostCall("objections.remove", { id });
  const { accounts } = await world.hostCall("accounts.list");
  for (const { id } of accounts as { id: string }[]) await world.hostCall("accounts.remove", { id });
}
