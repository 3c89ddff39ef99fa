/** How long the page waits for Demur at a time, in milliseconds: half a frame of a 60 Hz screen. */
const budget = 8;

/**
 * Does work in slices while the page has nothing else to do; a generator yields wherever it may be interrupted.
 * Gives what the generator returns, or undefined if `signal` ended it.
 */
export function inSlices<Result>(work: Generator<unknown, Result>, signal: AbortSignal): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const slice = (): void => {
      if (signal.aborted) {
        resolve(undefined);
        return;
      }
      try {
        const end = performance.now() + budget;
        let step = work.next();
        while (!step.done && performance.now() < end) step = work.next();
        if (step.done) resolve(step.value);
        else requestIdleCallback(slice);
      } catch (error) {
        reject(error instanceof Error ? error : new Error("Looking failed"));
      }
    };
    requestIdleCallback(slice);
  });
}
