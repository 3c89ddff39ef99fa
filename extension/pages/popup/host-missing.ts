import van from "vanjs-core";
import type { BannerState } from "../../model/banner-state.ts";
import type { Overview } from "../../model/messages.ts";
import { ask } from "../../ui/ask.ts";
import { actionButton, commandBox, linkButton } from "../../ui/components.ts";
import { message, plural, rich } from "../../ui/i18n.ts";
import { mark } from "../../ui/marks.ts";
import { answerSection } from "./answer-section.ts";
import { openPage } from "./open-page.ts";

const { b, div, h2, li, ol, p, section, span, ul } = van.tags;

/** What is missing, the one command that mends it, and what works meanwhile. */
export function hostMissing(overview: Overview, refresh: () => Promise<void>): HTMLElement[] {
  const waiting = overview.waiting > 0 ? plural("popupWaiting", overview.waiting) : message("popupNothingWaiting");
  const again = actionButton(message("tryAgain"), () => void ask("drain", {}).then(refresh));
  const steps = ol(
    { class: "steps" },
    li(span(rich("openProgram", b("Terminal")))),
    li(span(message("popupPasteLine")), commandBox("demur-host register", "main")),
    li(span(message("popupComeBack")), again),
  );
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

/** The same where the form in the page has the first word. */
export function missingOnForm(banner: BannerState): HTMLElement | "" {
  if (banner.kind === "host-missing") return "";
  return section(
    h2(message("bannerHostMissingHeadline")),
    p(message("popupProgramMissing")),
    div(linkButton(message("setItUp"), () => void openPage("welcome", "2"))),
  );
}
