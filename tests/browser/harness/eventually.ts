/** How long a test waits for what must happen, in milliseconds: long, since a loaded machine is slow, and the wait ends when it happens. */
export const patience = 90_000;

/** Tries until nothing is thrown, for at most `limit` milliseconds; then throws what was thrown last. */
export async function eventually<Result>(attempt: () => Promise<Result>, limit = patience): Promise<Result> {
  const end = Date.now() + limit;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** The result of an attempt, or a failure if there is none within this many milliseconds. */
export async function within<Result>(milliseconds: number, attempt: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Nothing happened in ${String(milliseconds)} ms`));
    }, milliseconds);
  });
  try {
    return await Promise.race([attempt, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
