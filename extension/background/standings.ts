import type { AccountsStandingParams, Standing } from "../model/protocol.ts";
import type { HostPort } from "./host-port.ts";

/** The standings of all accounts and addresses, or of those that a filter names, however many there are. Rejects like the host. */
export async function readStandings(host: Pick<HostPort, "call">, filter: AccountsStandingParams = {}): Promise<Standing[]> {
  const standings: Standing[] = [];
  let page = await host.call("accounts.standing", filter);
  standings.push(...page.standings);
  while (page.nextCursor !== undefined) {
    page = await host.call("accounts.standing", { ...filter, cursor: page.nextCursor });
    standings.push(...page.standings);
  }
  return standings;
}
