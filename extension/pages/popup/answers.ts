import van, { type ChildDom } from "vanjs-core";
import { objectionIdOf, type BannerState } from "../../model/banner-state.ts";
import type { Overview } from "../../model/messages.ts";
import type { PackageFiles } from "../../model/packages.ts";
import { tryAsk } from "../../ui/ask.ts";
import type { BannerAction } from "../../ui/banner-face.ts";
import { bannerWords } from "../../ui/banner-words.ts";
import { bannerMark, linkButton, metaLink, actionButton, commandBox } from "../../ui/components.ts";
import { message, plural, rich } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { haveMail } from "../have-mail.ts";
import { openPage } from "../links.ts";

const { b, div, h1, h2, li, ol, p, section, span, ul } = van.tags;

/** The popup's answer: its mark, its headline and what follows from it. */
export function answerSection(sign: Element, headline: string, ...rest: ChildDom[]): HTMLElement {
  return section(div({ class: "answer" }, sign, div(h1(headline), rest)));
}

/** A link for an action of the banner that leads to a page, so it works from here, too. */
function wayOf(action: BannerAction, state: BannerState, refresh: () => void): HTMLElement | undefined {
  if (action.kind === "meta-link") return metaLink(action.label, action.href);
  const to = (page: "welcome" | "history", fragment: string) => linkButton(action.label, () => void openPage(page, fragment));
  switch (action.id) {
    case "have-mail":
      return haveMail(objectionIdOf(state), refresh, "link");
    case "record":
      return to("history", `entry/${objectionIdOf(state)}`);
    case "see-others":
      return to("history", "tagged");
    case "set-up":
      return to("welcome", "2");
    case "other":
      return to("welcome", "3");
    default:
      return undefined;
  }
}

/** What the banner in the page says, so that nothing is lost when it is folded: its text, its links, and where its buttons are. */
export function onForm(state: BannerState, refresh: () => void): HTMLElement {
  const words = bannerWords(state);
  const ways = words.actions.map((action) => wayOf(action, state, refresh));
  const found = ways.filter((way) => way !== undefined);
  return answerSection(
    bannerMark(state),
    words.headline,
    p(words.sentence),
    found.length > 0 ? div({ class: "actions" }, found) : "",
    found.length < ways.length ? p({ class: "help" }, message("popupInBanner", message("show"))) : "",
  );
}

/** How to make a browser find the program again: a command for the terminal, or the installer if that does it. */
function wayBack(files: PackageFiles): HTMLElement[] {
  if (files.register === undefined) return [li(span(rich("welcomeProgramFile", b(files.package))))];
  return [li(span(rich("openProgram", b("Terminal")))), li(span(message("popupPasteLine")), commandBox(files.register, "main"))];
}

/** Says that the program is missing, how to restore it on this system, and what works meanwhile. */
export function hostMissing(overview: Overview, files: PackageFiles | undefined, refresh: () => Promise<void>): HTMLElement[] {
  const waiting = overview.waiting > 0 ? plural("popupWaiting", overview.waiting) : message("popupNothingWaiting");
  const again = actionButton(message("tryAgain"), () => void tryAsk("drain", {}).then(refresh));
  const steps = files
    ? ol({ class: "steps" }, wayBack(files), li(span(message("popupComeBack")), again))
    : p(message("welcomeNoProgram"));
  const install = div(linkButton(message("popupHowToInstall"), () => void openPage("welcome", "2")));
  const everSeen = overview.host.kind === "missing" && overview.host.everSeen;
  return [
    answerSection(
      mark("check", "check"),
      message("bannerHostMissingHeadline"),
      p(`${waiting} ${message("popupProgramMissing")}`),
    ),
    section(everSeen ? [steps, install] : [install, steps]),
    section(
      h2(message("popupMeanwhile")),
      ul(
        { class: "meanwhile" },
        li(mark("tick", "settled"), span(message("popupMeanwhileWorks"))),
        li(mark("minus"), span(message("popupMeanwhileWaits"))),
      ),
    ),
  ];
}

/** The same in short, below what the banner says about the form in the page. */
export function missingOnForm(banner: BannerState): HTMLElement | "" {
  if (banner.kind === "host-missing") return "";
  return section(
    h2(message("bannerHostMissingHeadline")),
    p(message("popupProgramMissing")),
    div(linkButton(message("setItUp"), () => void openPage("welcome", "2"))),
  );
}
