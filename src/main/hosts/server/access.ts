import { randomBytes } from 'node:crypto';
import { equalSecrets, type Access } from './request-policy.ts';

/** A ticket is meant for a browser that is started at once. */
const TICKET_LIFE_MS = 60_000;

export interface ServerAccess extends Access {
  /** In the printed address; good as long as the server runs. */
  readonly token: string;
  /**
   * A token that is good once, within a minute: for an address on a command line, which every user of the machine can read
   * in the list of processes.
   */
  oneTimeToken(): string;
}

const secret = () => randomBytes(32).toString('base64url');

/** Fresh secrets for one start of the server. */
export function createAccess(): ServerAccess {
  const token = secret();
  const tickets = new Map<string, number>();
  return {
    token,
    // Cookies are shared by all ports of a host: the name keeps two servers apart.
    cookieName: `foresight_${randomBytes(6).toString('hex')}`,
    session: secret(),
    acceptsToken(given) {
      const until = tickets.get(given);
      tickets.delete(given);
      return equalSecrets(given, token) || (until !== undefined && Date.now() < until);
    },
    oneTimeToken() {
      const ticket = secret();
      tickets.set(ticket, Date.now() + TICKET_LIFE_MS);
      return ticket;
    },
  };
}
