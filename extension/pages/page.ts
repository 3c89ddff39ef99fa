import { alarms } from "../model/storage.ts";
import { locale } from "../ui/i18n.ts";

/** Begins a page: its language for screen readers and hyphens, and its title. */
export function startPage(title: string): void {
  document.documentElement.lang = locale();
  document.title = title;
}

/** Whether drawing anew would take away what the person is writing. What they look for is kept, but not where they are in it. */
function isWriting(): boolean {
  const fields = "textarea, input:is([type=text], [type=email], [type=date], [type=search])";
  return [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(fields)].some(
    (field) => field === document.activeElement || (field.type !== "search" && field.value !== ""),
  );
}

/** Hears when a deadline has passed, or may have, unless the person is writing in the page then. */
export function onPassingTime(hear: () => void): void {
  chrome.alarms.onAlarm.addListener(({ name }) => {
    if (name !== alarms.drain && !isWriting()) hear();
  });
}
