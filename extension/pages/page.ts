import van from "vanjs-core";
import { alarms } from "../model/storage.ts";
import { RequestFailure } from "../ui/ask.ts";
import { onChange } from "../ui/changes.ts";
import { locale, message } from "../ui/i18n.ts";
import { mark } from "../ui/marks.ts";

const { div, p } = van.tags;

/** Says in the page that what the person asked for was not done, wherever they asked. */
function sayFailures(): void {
  const note = div({ class: "note check failure", role: "alert" }, mark("check", "check"), div(p(message("couldNotSave"))));
  addEventListener("unhandledrejection", ({ reason }) => {
    if (reason instanceof RequestFailure) document.querySelector("main")?.prepend(note);
  });
  document.addEventListener(
    "click",
    () => {
      note.remove();
    },
    true,
  );
}

/** Sets a page's language, for screen readers and hyphenation, and its title. */
export function startPage(title: string): void {
  document.documentElement.lang = locale();
  document.title = title;
  sayFailures();
}

/** Whether redrawing would lose what the person is writing or answering. The text of a search survives a redraw, but not the caret in it. */
function isBusy(): boolean {
  if (document.querySelector(".have-mail .actions, .rejected .actions p")) return true;
  const fields = "textarea, input:is([type=text], [type=email], [type=date], [type=search])";
  return [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)].some(
    (field) => field === document.activeElement || (field.type !== "search" && field.value !== ""),
  );
}

/**
 * Calls `hear` when what the page shows may be out of date: a deadline may have passed, or something was changed elsewhere; but not
 * while the person is writing or answering in the page.
 */
export function onNews(hear: () => void): void {
  const tell = () => {
    if (!isBusy()) hear();
  };
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name !== alarms.drain) tell();
  });
  onChange(tell);
}
