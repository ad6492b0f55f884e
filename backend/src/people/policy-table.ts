import { AUTOMATION, commandPolicy, roles, type PolicyRule, type Role } from '@hyperloop/contracts/people';
import { judge, NO_RELATION, type Relation } from './judge.js';

const member: Relation = { ...NO_RELATION, memberOfAnalysis: true };
const service: Relation = { ...NO_RELATION, ofServiceAnalysis: true };
const self: Relation = { ...NO_RELATION, aboutThemselves: true };

/** Each column is one kind of asker: a role on its own, a relation on its own, or the system. */
const askers: readonly { title: string; personId: string; roles: readonly Role[]; relation: Relation }[] = [
  { title: 'not let in', personId: 'somebody', roles: [], relation: member },
  ...roles.map((role) => ({
    title: role,
    personId: 'somebody',
    roles: role === 'user' ? ([role] as const) : (['user', role] as const),
    relation: NO_RELATION,
  })),
  { title: 'oneself', personId: 'somebody', roles: ['user'], relation: self },
  { title: 'member', personId: 'somebody', roles: ['user'], relation: member },
  { title: 'service expert, service analysis', personId: 'somebody', roles: ['user', 'service-expert'], relation: service },
  { title: 'the system', personId: AUTOMATION, roles: [], relation: NO_RELATION },
];

export const policyAskers = askers.map(({ title }) => title);

/** What the policy answers, command by command and asker by asker: not the rules, but what they come to. */
export const policyMatrix = (): readonly { command: string; allowed: readonly boolean[]; reason: string }[] =>
  Object.entries<PolicyRule>(commandPolicy).map(([command, rule]) => ({
    command,
    allowed: askers.map((asker) => judge(rule, asker, asker.relation).ok),
    reason: rule.reason,
  }));

export const policyDocument = (): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    '# Who may say which command',
    '',
    'What the policy answers (`contracts/src/people/policy.ts`, judged by `backend/src/people/judge.ts`), for HTTP, sockets and the command line alike.',
    'Made by `npm run policy`; a spec fails when this page and the policy differ, so every change of a right is seen in review.',
    '',
    'A column is one kind of asker: a role by itself, somebody whom the command is about, a member of the analysis concerned, a service-wagon expert on a service analysis, or the system itself (`alihyperloop`, which has no sign-in). Views may be read by everybody who was let in.',
    '',
    line(['command', ...policyAskers, 'said to the others']),
    line(['---', ...policyAskers.map(() => ':-:'), '---']),
    ...policyMatrix().map(({ command, allowed, reason }) => line([command, ...allowed.map((yes) => (yes ? 'yes' : '–')), reason])),
    '',
  ].join('\n');
};
