/** Takes one press at a time: what is pressed while the one before is still acted upon, as the second of a double click, is not taken. */
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
