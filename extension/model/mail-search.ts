import type { CallResult, MailSource, Progress } from "./protocol.ts";

/** The name of the port over which one of Demur's pages has mailboxes searched. Closing it ends the search. */
export const mailSearchPort = "mail-search";

/** What the page asks for: the paths of the mailboxes. */
export interface MailSearchQuestion {
  paths: string[];
}

/** What it is told. */
export type MailSearchNews = { progress: Progress } | { answer: CallResult<"mail.search"> };

/** Mailboxes by the program that keeps them, in the order in which they were found. */
export function byProgram(sources: readonly MailSource[]): [program: string, sources: MailSource[]][] {
  const groups = new Map<string, MailSource[]>();
  for (const source of sources) groups.set(source.program, [...(groups.get(source.program) ?? []), source]);
  return [...groups];
}
