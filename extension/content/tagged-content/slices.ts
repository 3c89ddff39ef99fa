/** How long one slice may block the page, in milliseconds: half a frame of a 60 Hz screen. */
const budget = 8;

/**
 * Runs a generator in slices while the page is idle; the generator yields wherever it may be interrupted.
 * Resolves to what the generator returns, or to undefined if `signal` was aborted.
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
