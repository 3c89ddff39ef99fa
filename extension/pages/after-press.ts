const kinds = ["pointerdown", "pointerup", "pointercancel"] as const;
let isPressed = false;
for (const kind of kinds)
  addEventListener(
    kind,
    () => {
      isPressed = kind === "pointerdown";
    },
    true,
  );

/** Does something at once or, while a mouse or a finger is pressing, afterwards: what moves away during a press doesn't get the click. */
export function afterPress(act: () => void): void {
  if (!isPressed) {
    act();
    return;
  }
  // The click comes right after the end of the press.
  const end = () => setTimeout(act);
  for (const kind of kinds.slice(1)) addEventListener(kind, end, { once: true });
}
