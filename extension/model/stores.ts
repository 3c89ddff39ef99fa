import { stores } from "../../manifests/packages.json";

interface Store {
  family: string;
  /** The brand of the only browser that it is for. */
  browser?: string;
  url: string;
}

/** Demur's page in the store of a browser, by its family and its brands; undefined while it isn't in there. */
export function storeUrlFor(family: string, brands: readonly string[], known: readonly Store[] = stores): string | undefined {
  const isFor = ({ browser }: Store) => browser === undefined || brands.includes(browser);
  return known.find((store) => store.family === family && store.url !== "" && isFor(store))?.url;
}
