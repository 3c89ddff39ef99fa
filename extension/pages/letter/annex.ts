import van from "vanjs-core";
import type { ObjectionsGetResult } from "../../model/protocol.ts";
import { storyOf } from "../../model/story-items.ts";
import { platformName } from "../../ui/components.ts";
import { formatMoment, message, plural } from "../../ui/i18n.ts";
import { eventLooks } from "../history/record/event-looks.ts";
import { formatDeadline } from "../status-lines.ts";

const { b, blockquote, dd, div, dl, dt, h2, li, ol, p, s, section } = van.tags;

/** An attachment to print with the letter: the objection as it was recorded, and what happened. The person's own notes are left out. */
export function annex(title: string, { objection, events, deadlines }: ObjectionsGetResult): HTMLElement {
  const { platform, email, submittedAt, pageUrl, message: words, id } = objection;
  const story = storyOf(events, deadlines, new Date()).filter(({ kind }) => kind !== "note");
  const items = story.map(({ kind, at, detail, mistake }) => {
    const said = message(eventLooks[kind].words);
    return li(
      div({ class: "help" }, kind === "limit-passed" ? formatDeadline(at) : formatMoment(at)),
      mistake ? s(said) : b(said),
      detail ? blockquote(detail) : "",
      mistake ? div(message("eventTakenBack", formatMoment(mistake.at))) : "",
    );
  });
  return section(
    { class: "annex" },
    h2(title),
    dl(
      dt(message("historyPlatform")),
      dd(platformName(platform)),
      dt(message("historyAddress")),
      dd(email),
      dt(message("historySent")),
      dd(formatMoment(submittedAt), div(pageUrl)),
    ),
    words ? [p(plural("entryMessage", words.length)), blockquote(words)] : "",
    ol({ reversed: true }, items),
    p({ class: "help" }, message("historyId", id)),
  );
}
