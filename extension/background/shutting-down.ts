/** What Chromium answers to any call of its interfaces while it is shutting down. */
const words = "browser is shutting down";

/** Silences calls that fail because the browser is shutting down: nothing can be done about them. Other errors are still reported. */
export function forgiveShuttingDown(target: EventTarget): void {
  target.addEventListener("unhandledrejection", (event) => {
    const reason: unknown = (event as PromiseRejectionEvent).reason;
    if (reason instanceof Error && reason.message.includes(words)) event.preventDefault();
  });
}
