import type { Sighting } from "../../model/sighting.ts";

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
