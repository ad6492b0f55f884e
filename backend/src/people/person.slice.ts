import { AdmitPerson, GrantRole, RevokeRole } from '@hyperloop/contracts/people';
import { handling, type Slice } from '../kernel/slice.js';
import { person } from './person.decider.js';

const ofItsStream = ({ personId }: { personId: string }): string => `person-${personId}`;

export const slice: Slice = {
  name: 'people',
  handlings: [
    handling({ command: AdmitPerson, decider: person, stream: ofItsStream }),
    handling({ command: GrantRole, decider: person, stream: ofItsStream }),
    handling({ command: RevokeRole, decider: person, stream: ofItsStream }),
  ],
};
