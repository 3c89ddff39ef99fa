import { objectionFormOf, type CatalogueForm } from "../../model/forms.ts";
import { ask } from "../../ui/ask.ts";
import { createBanner } from "./banner.ts";
import { placeBanner } from "./place.ts";

/** Says on a form that is mistaken for the objection form which form it is, and where the right one is. Returns what ends it. */
export function showOtherForm(
  form: CatalogueForm & { purpose: Exclude<CatalogueForm["purpose"], "objection"> },
): (() => void) | undefined {
  const objectionForm = objectionFormOf(form.platform)?.url;
  const metaForm = document.querySelector("form");
  if (!objectionForm || !metaForm) return undefined;
  const state = { kind: "another-form", purpose: form.purpose, objectionForm } as const;
  const banner = createBanner(() => undefined);
  banner.show(state);
  placeBanner(banner.element, metaForm);
  void ask("banner-shown", { state });
  return () => {
    banner.element.remove();
    void ask("banner-shown", { state: null });
  };
}
