let last: Promise<unknown> = Promise.resolve();

/** Makes changes to what is stored one at a time: each starts from what the one before has written. */
export function inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
  const turn = last.then(change);
  last = turn.catch(() => undefined);
  return turn;
}
