import type { BannerState } from "../../model/banner-state.ts";
import type { CatalogueForm } from "../../model/forms.ts";
import { ask } from "../../ui/ask.ts";
import type { Shown } from "../spotted.ts";
import { createBanner } from "./banner.ts";
import { placeBanner } from "./place.ts";

/** Shows a banner that only says something: `place` is what it stands above. `form` is what the person may take an answer back for. */
export function showNotice(state: BannerState, place: Element, form?: CatalogueForm): Shown {
  const banner = createBanner(
    (action) => {
      if (form && action.kind !== "meta-link" && action.id === "forget-answer")
        void ask("answer-form", { form, isObjection: null });
    },
    { isFolded: state.kind === "not-the-form" },
  );
  banner.show(state);
  placeBanner(banner.element, place);
  void ask("banner-shown", { state });
  return {
    keepPlace() {
      if (!banner.element.isConnected && place.isConnected) placeBanner(banner.element, place);
    },
    isSent: false,
    end() {
      banner.element.remove();
      void ask("banner-shown", { state: null });
    },
  };
}
