/** Handles one press at a time: presses while one is still being handled, such as the second of a double click, are ignored. */
export function oneAtATime<Press>(act: (press: Press) => Promise<void>): (press: Press) => void {
  let isActing = false;
  return (press) => {
    if (isActing) return;
    isActing = true;
    void act(press).finally(() => {
      isActing = false;
    });
  };
}
