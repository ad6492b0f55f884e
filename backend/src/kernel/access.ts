import type { Message } from '@hyperloop/contracts/kernel';

export type Verdict = { ok: true } | { ok: false; reason: string };

/** May this person say this? One answer for HTTP, sockets, reactions and the command line. */
export interface CommandPolicy {
  mayCommand(personId: string, command: Message): Promise<Verdict>;
}
