import { AUTOMATION, type PolicyRule, type Role } from '@hyperloop/contracts/people';
import type { Verdict } from '../kernel/access.js';

/** Who asks, as the log knows them now. Nobody is `user` without having been admitted. */
export type Asker = { personId: string; roles: readonly Role[] };
/** How the asker stands to what the command is about; false where it is about nothing of that kind. */
export type Relation = { memberOfAnalysis: boolean; ofServiceAnalysis: boolean; aboutThemselves: boolean };

export const NO_RELATION: Relation = { memberOfAnalysis: false, ofServiceAnalysis: false, aboutThemselves: false };

/**
 * The policy: role × relation → allowed, or the sentence why not. Pure, so that the whole table can be printed and
 * proven (docs/policy.md). Automation (rule 11) never comes through a door; what it says is written in our own code.
 */
export const judge = (rule: PolicyRule | undefined, { personId, roles }: Asker, relation: Relation): Verdict => {
  if (rule === undefined) return { ok: false, reason: 'Nobody may do this.' };
  if (personId === AUTOMATION) return { ok: true };
  if (!roles.includes('user')) return { ok: false, reason: 'You were not let in yet. Ask an admin.' };
  const needsSelf = rule.self === true && !relation.aboutThemselves;
  if (!needsSelf && rule.roles.some((role) => roles.includes(role))) return { ok: true };
  if (rule.member === 'analysis' && relation.memberOfAnalysis) return { ok: true };
  if (rule.member === 'analysis' && relation.ofServiceAnalysis && roles.includes('service-expert')) return { ok: true };
  return { ok: false, reason: rule.reason };
};
