import { alarms } from "../model/storage.ts";
import { locale } from "../ui/i18n.ts";

/** Sets a page's language, for screen readers and hyphenation, and its title. */
export function startPage(title: string): void {
  document.documentElement.lang = locale();
  document.title = title;
}

/** Whether redrawing would lose what the person is writing. The text of a search survives a redraw, but not the caret in it. */
function isWriting(): boolean {
  const fields = "textarea, input:is([type=text], [type=email], [type=date], [type=search])";
  return [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)].some(
    (field) => field === document.activeElement || (field.type !== "search" && field.value !== ""),
  );
}

/** Calls `hear` when a deadline may have passed, unless the person is writing in the page at that time. */
export function onPassingTime(hear: () => void): void {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name !== alarms.drain && !isWriting()) hear();
  });
}
