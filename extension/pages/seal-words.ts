import type { Seal } from "../model/protocol.ts";
import { address } from "../ui/components.ts";
import { formatDate, message, rich } from "../ui/i18n.ts";

/** What a seal in an e-mail shows about the history, and on whose word. */
export function sealWords({ isThere, witness, signer = "", at = "" }: Seal): (string | Node)[] {
  if (!isThere) return [message("sealDiffers")];
  if (witness === "signed") return rich("sealSigned", formatDate(at), address(signer));
  return [witness === "provider" ? message("sealProvider", formatDate(at)) : message("sealUntold")];
}
