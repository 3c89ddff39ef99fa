import type { CatalogueForm, FormPurpose } from "../model/forms.ts";
import type { Sighting } from "../model/sighting.ts";
import type { FoundForm } from "./found-form.ts";

/** What the spotter has seen in the page. */
export type Spotted =
  /** `isProbable`: the catalogue doesn't know the form, the person has to say whether it is the objection form. `isOwn`: they have said so. */
  | { kind: "form"; found: FoundForm; form: CatalogueForm; isProbable: boolean; isOwn: boolean }
  /** The person has said that this form is not the objection form. */
  | { kind: "not-the-form"; form: CatalogueForm; place: Element }
  | { kind: "other-form"; purpose: Exclude<FormPurpose, "objection">; objectionForm: string; place: Element }
  /** A question stands before the form, or a code is asked for after it, as when the page was loaded anew. */
  | { kind: "gate" | "code"; place: Element };

/** What is shown for what was spotted. */
export interface Shown {
  /** Looks again after a change in the page: the banner is put back if the page took it away. */
  keepPlace(): void;
  /** Whether something was sent whose fate the person should still see, though the form may be gone. */
  readonly isSent: boolean;
  /** Takes the banner away. */
  end(): void;
}

declare global {
  /**
   * The second of the two content scripts, which is put into a page only where there is something to say:
   * it shows a banner for what was spotted. Both live in the extension's own world of the page.
   */
  var demurShow: ((spotted: Spotted) => Shown) | undefined;
}

/** The banner about others' posts in a page. */
export interface ShownSighting {
  /** Says what the page has shown. `isWaiting`: the items wait in this browser for Demur's program. */
  show(sighting: Sighting, isWaiting: boolean): void;
  /** Puts the banner back if the page took it away. */
  keepPlace(): void;
  /** Takes the banner away. */
  end(): void;
}

declare global {
  /** The second of the two content scripts, which is put into a page only where there is something to say. */
  var demurShowSighting: ((isFolded: boolean) => ShownSighting) | undefined;
  /** Whether the first of them is in the page. */
  var demurLooks: boolean | undefined;
}
