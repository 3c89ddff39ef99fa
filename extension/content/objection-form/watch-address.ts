/** Bad news about an address waits until the person has stopped typing for this long, in milliseconds. */
const pause = 800;

/** What a watcher of the address field does: `changed` at every change, `settled` when the person has paused or left the field. */
export interface AddressListener {
  changed(): void;
  settled(): void;
}

/** Follows what is typed into the address field, or put there by the page. Returns a function that ends it. */
export function watchAddress(field: HTMLInputElement, listener: AddressListener): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = field.value;
  const settle = () => {
    clearTimeout(timer);
    listener.settled();
  };
  const change = () => {
    if (field.value === last) return;
    last = field.value;
    clearTimeout(timer);
    timer = setTimeout(settle, pause);
    listener.changed();
  };
  field.addEventListener("input", change);
  field.addEventListener("change", change);
  field.addEventListener("blur", settle);
  // A script that fills the field makes no event: Meta's own prefilling can come late.
  const poll = setInterval(change, 500);
  return () => {
    clearTimeout(timer);
    clearInterval(poll);
    field.removeEventListener("input", change);
    field.removeEventListener("change", change);
    field.removeEventListener("blur", settle);
  };
}
