/** What a browser answers to any call of its interfaces while it is shutting down (Chromium). */
const words = "browser is shutting down";

/** Lets nothing be said of calls that fail because the browser is shutting down: nothing can be done about them. Other errors stay. */
export function forgiveShuttingDown(target: EventTarget): void {
  target.addEventListener("unhandledrejection", (event) => {
    const reason: unknown = (event as PromiseRejectionEvent).reason;
    if (reason instanceof Error && reason.message.includes(words)) event.preventDefault();
  });
}
