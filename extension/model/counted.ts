/** How many there are at least, and whether there are more: the host counts only so far. */
export interface Counted {
  count: number;
  isMore: boolean;
}

/** How many several answers of the host count together. */
export function countedIn(pages: readonly { total: number; isMoreThanTotal?: boolean }[]): Counted {
  return {
    count: pages.reduce((sum, { total }) => sum + total, 0),
    isMore: pages.some(({ isMoreThanTotal }) => isMoreThanTotal === true),
  };
}
