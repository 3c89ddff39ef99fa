import { locale } from "../ui/i18n.ts";

/** Begins a page: its language for screen readers and hyphens, and its title. */
export function startPage(title: string): void {
  document.documentElement.lang = locale();
  document.title = title;
}
