import van from "vanjs-core";
import { taggedSites, type TaggedPlatform } from "../../../model/tagged-links.ts";
import { platformName, tickBox } from "../../../ui/components.ts";
import { message } from "../../../ui/i18n.ts";
import { isWatching, startWatching, stopWatching } from "../../watch-site.ts";

const { div, h2, input, p, section } = van.tags;

const helps = {
  facebook: { reads: "watchFacebook", next: "watchNextFacebook" },
  instagram: { reads: "watchInstagram", next: "watchNextInstagram" },
} as const;

/** The switch for one site, and below it what to do next or why it stays off. */
async function siteSwitch(platform: TaggedPlatform): Promise<HTMLElement> {
  const isOn = await isWatching(platform);
  const box = input({ type: "checkbox", role: "switch", checked: isOn });
  const said = p({ class: "help", role: "status" }, isOn ? message(helps[platform].next) : "");
  const choose = async () => {
    if (!box.checked) {
      await stopWatching(platform);
      said.textContent = "";
      return;
    }
    box.checked = await startWatching(platform);
    said.textContent = message(box.checked ? helps[platform].next : "watchRefused");
  };
  box.addEventListener("change", () => void choose());
  return div(tickBox(message("watchSite", platformName(platform)), box, message(helps[platform].reads)), said);
}

/** The switches that let Demur look for other people's posts on pages that the person opens, with an explanation. */
export async function watchSwitch(): Promise<HTMLElement> {
  const switches = await Promise.all(taggedSites.map(({ platform }) => siteSwitch(platform)));
  return section(
    { class: "card watch" },
    h2(message("watchHeadline")),
    p(message("watchWords")),
    switches,
    p({ class: "help" }, message("watchAsks")),
  );
}
