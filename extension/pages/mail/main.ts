import van from "vanjs-core";
import { judgeLink } from "../../model/mail-link.ts";
import { mailFromPageKey, mailServiceNamed, type MailFromPage, type MailService } from "../../model/mail-pages.ts";
import type { MailMessage } from "../../model/protocol.ts";
import { message } from "../../ui/i18n.ts";
import { showFramed } from "../frame.ts";
import { HostFailure } from "../host-answers.ts";
import { mailBox, readFile } from "../mail-box.ts";
import { mailList } from "../mail-list.ts";
import { linkView } from "../mail-views.ts";
import { storeError } from "../notes.ts";
import { startPage } from "../page.ts";

const { div, h1, h2, main, p, section } = van.tags;

/**
 * What may be believed about a message that a page showed. Any page can make up what a mail provider says about a message, but not Meta's
 * signature; and nothing counts without the person.
 */
function asShown(mail: MailMessage, isSource: boolean): MailMessage {
  if (isSource) return mail;
  return { ...mail, isCertain: false, authentication: mail.authentication === "provider" ? "none" : mail.authentication };
}

async function readViews({ text, isSource }: MailFromPage): Promise<HTMLElement[]> {
  const link = judgeLink(text);
  if (link) return [linkView(link)];
  try {
    const { mails, found } = await readFile(new Blob([text]));
    if (mails.length === 0) return [p(message("readNothing"))];
    const shown = mails.map(
      ({ mail, evidence }) =>
        () =>
          Promise.resolve({ mail: asShown(mail, isSource), evidence }),
    );
    return await mailList(shown, found - mails.length, () => undefined);
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    return [storeError(error.kind)];
  }
}

/** How to save the original in this service, in the words of its menus. */
function wayIn({ name, menu, gives }: MailService): string {
  const way = menu.join(" → ");
  if (gives === "file") return message("readWayFile", name, way);
  if (gives === "source") return message("readWaySource", name, way);
  if (gives === "text") return message("readWayText", name, way);
  return gives === "headers" ? message("readWayHeaders", name, way) : message("readWayUnknown", name);
}

/** What would show who sent it, and a place for it. */
function original({ service }: MailFromPage): HTMLElement {
  const known = service === undefined ? undefined : mailServiceNamed(service);
  const way = p(known ? wayIn(known) : message("readWayAny"));
  return section(
    h2(message("readOriginal")),
    p(message("readOriginalWhy")),
    way,
    mailBox(div(), () => undefined),
  );
}

async function content(): Promise<HTMLElement[]> {
  const { [mailFromPageKey]: mail } = await chrome.storage.session.get<{ [mailFromPageKey]?: MailFromPage }>(mailFromPageKey);
  if (!mail) return [p(message("readGone"))];
  const views = await readViews(mail);
  const needsOriginal = !mail.isSource && !judgeLink(mail.text);
  return [div({ class: "mails" }, views), ...(needsOriginal ? [original(mail)] : [])];
}

/** In the menu it belongs to the history, which has the objections that it is about. */
function draw(...content: HTMLElement[]): void {
  showFramed(main(h1(message("readHeadline")), content), { view: "", isShown: false });
}

async function show(): Promise<void> {
  draw(p(message("mailReading")));
  draw(p({ class: "help" }, message("readLead")), ...(await content()));
}

startPage(message("readHeadline"));
void show();
