let last: Promise<unknown> = Promise.resolve();

/** Makes changes of what is stored one after the other: each begins with what the one before has written. */
export function inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
  const turn = last.then(change);
  last = turn.catch(() => undefined);
  return turn;
}
