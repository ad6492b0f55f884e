import { AnalysisOpened, AnalyzerJoined } from '@hyperloop/contracts/analyses';
import { PersonAdmitted, RoleGranted } from '@hyperloop/contracts/people';
import { NameReserved } from '@hyperloop/contracts/reservations';
import type { Moment } from './schedule.js';
import type { World } from './world.js';

const OPERATORS = 12;

export const operatorOf = (world: World): string => `analyst${world.dice.upTo(Math.min(OPERATORS, world.people.length))}`;

export const admitPerson = (world: World, at: number): readonly Moment[] => {
  const personId = `analyst${world.people.length}`;
  world.people.push(personId);
  const admitted: Moment = { at, tell: () => world.tell(PersonAdmitted, `person-${personId}`, { personId }) };
  if (world.people.length > OPERATORS) return [admitted];
  return [admitted, { at, tell: () => world.tell(RoleGranted, `person-${personId}`, { personId, role: 'operator' }) }];
};

/** A reservation's stream is named by a hash of the name; as long and as random here. */
export const reserved = (world: World, name: string, holder: string): void =>
  world.tell(NameReserved, `reservation-${world.dice.hex(64)}`, { name, holder });

/** One analysis for about three people, with a few of them as members. */
export const openAnalysis = (world: World, at: number): readonly Moment[] => {
  const n = world.analyses.length + 1;
  const analysis = { analysisId: String(n), analysisName: `Analysis ${n} of the light flavours`, members: [world.dice.pick(world.people)] };
  for (let more = world.dice.upTo(4); more > 0; more -= 1) {
    const member = world.dice.pick(world.people);
    if (!analysis.members.includes(member)) analysis.members.push(member);
  }
  const { analysisId, analysisName, members } = analysis;
  const stream = `analysis-${analysisId}`;
  world.analyses.push(analysis);
  return [
    { at, tell: () => reserved(world, `analysis:${analysisName}`, stream) },
    {
      at,
      tell: () =>
        world.tell(AnalysisOpened, stream, { analysisId, name: analysisName, jiraKey: `PWGLF-${n}`, pwg: 'PWGLF', service: n === 1 }),
    },
    ...members.map((personId) => ({ at, tell: () => world.tell(AnalyzerJoined, stream, { analysisId, personId }) })),
  ];
};
