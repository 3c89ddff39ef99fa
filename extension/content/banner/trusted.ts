/** A page's script can make clicks too, but no trusted ones: only the person acts. */
export const trusted = (act: () => void) => (event: Event) => {
  if (event.isTrusted) act();
};
