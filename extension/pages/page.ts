import { alarms } from "../model/storage.ts";
import { onChange } from "../ui/changes.ts";
import { locale } from "../ui/i18n.ts";

/** Sets a page's language, for screen readers and hyphenation, and its title. */
export function startPage(title: string): void {
  document.documentElement.lang = locale();
  document.title = title;
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
 * Calls `hear` when what the page shows may be out of date: a deadline may have passed, or something was changed elsewhere. It doesn't
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
