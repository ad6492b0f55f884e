import type { Message } from '@hyperloop/contracts/kernel';
import { commandPolicy, viewPolicy, type PolicyRule } from '@hyperloop/contracts/people';
import type { CommandPolicy, Verdict } from '../kernel/access.js';
import type { PolicyPort } from '../kernel/read-side/ports.js';
import type { StreamStates } from '../kernel/stream-states.js';
import { judge, NO_RELATION, type Relation } from './judge.js';
import type { Rights } from './rights.js';

export const ruleOf = (command: string): PolicyRule | undefined =>
  Object.hasOwn(commandPolicy, command) ? commandPolicy[command as keyof typeof commandPolicy] : undefined;

/** Which analysis a wagon belongs to: said once, when it is registered, so it is only ever looked up once. */
const analysisOfWagon = {
  initial: undefined as string | undefined,
  evolve: { WagonRegistered: (_: string | undefined, { analysisId }: { analysisId: string }): string | undefined => analysisId },
};

/** The policy with the facts it needs: roles and memberships of now, and which analysis a command concerns. */
export class Policy implements CommandPolicy, PolicyPort {
  constructor(
    private readonly rights: Rights,
    private readonly states: StreamStates,
  ) {}

  async mayCommand(personId: string, { type, data }: Message): Promise<Verdict> {
    await this.rights.reach();
    const rule = ruleOf(type);
    return judge(rule, this.rights.asker(personId), await this.#relation(rule, personId, data as About));
  }

  /** Rule 7: everything is readable by everybody who was let in, except the views that are named. */
  mayRead({ personId }: { personId: string }, view: string): Verdict {
    const roles = this.rights.rolesOf(personId);
    const allowed = Object.hasOwn(viewPolicy, view) ? (viewPolicy[view] ?? []) : (['user'] as const);
    return allowed.some((role) => roles.includes(role)) ? { ok: true } : { ok: false, reason: `You may not read ${view}.` };
  }

  async #relation(rule: PolicyRule | undefined, personId: string, about: About): Promise<Relation> {
    const aboutThemselves = about.personId === undefined || about.personId === personId;
    if (rule?.member !== 'analysis') return { ...NO_RELATION, aboutThemselves };
    const analysisId = about.analysisId ?? (await this.#analysisOf(about.wagonId));
    if (analysisId === undefined) return { ...NO_RELATION, aboutThemselves };
    return {
      memberOfAnalysis: this.rights.isMember(personId, analysisId),
      ofServiceAnalysis: this.rights.isService(analysisId),
      aboutThemselves,
    };
  }

  async #analysisOf(wagonId: string | undefined): Promise<string | undefined> {
    return wagonId === undefined ? undefined : (await this.states.load(analysisOfWagon, `wagon-${wagonId}`)).state;
  }
}

type About = { personId?: string; analysisId?: string; wagonId?: string };
