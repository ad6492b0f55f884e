import {
  accepted,
  comment,
  commented,
  configured,
  declaration,
  decline,
  declined,
  propose,
  proposed,
  recordAccepted,
  scalar,
  withdraw,
  withdrawn,
} from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { proposal, type ProposalFacts } from './proposal.decider.js';
import { wagon } from './wagon.decider.js';

const asked = (by: string) => storyOf(proposal, { by, at: '2025-12-02T08:00:00Z' });
const [mrossi, hkimura] = [asked('mrossi'), asked('hkimura')];
const by = { proposedBy: 'mrossi' };
const unknown = { refused: 'ProposalUnknown', proposalId: '40' } as const;

describe('proposing a change', () => {
  const facts: ProposalFacts['ProposeChange'] = {
    proposalId: '40',
    wagon: { analysisId: '3', added: [], variants: wagon.initial.variants, revision: 0 },
    declaration,
    changedBy: 'sduarte',
  };
  it('keeps what would change, with what it is now (rule 52)', () => mrossi().when(propose, facts).then(proposed));
  it('is judged as a save would be (rules 38–50)', () =>
    mrossi()
      .when(
        {
          ...propose,
          data: { ...propose.data, values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0radius', to: scalar('wide') }] },
        },
        facts,
      )
      .thenRefused('ValueInvalid'));
  it('is refused when it changes nothing', () =>
    mrossi()
      .when(propose, {
        ...facts,
        wagon: { analysisId: '3', added: [], revision: 0, variants: wagon.evolve.WagonConfigured(wagon.initial, configured.data).variants },
      })
      .thenRefused('ProposalEmpty'));
  it('is refused when somebody saved meanwhile (rule 34)', () =>
    mrossi()
      .when(propose, { ...facts, wagon: { analysisId: '3', added: [], variants: wagon.initial.variants, revision: 4 } })
      .then({ refused: 'WagonChangedMeanwhile', wagonId: '17', seen: 0, now: 4, changedBy: 'sduarte' }));
  it('is refused for a wagon that is not there', () =>
    mrossi()
      .when(propose, { ...facts, wagon: null })
      .then({ refused: 'WagonUnknown', wagonId: '17' }));
});

describe('a proposal', () => {
  it('is commented, also when it is closed', () => {
    hkimura(proposed).when(comment).then(commented);
    hkimura(proposed, withdrawn).when(comment).then(commented);
    hkimura().when(comment).then(unknown);
  });
  it('is withdrawn by whoever proposed it, and by nobody else', () => {
    mrossi(proposed).when(withdraw, by).then(withdrawn);
    mrossi(proposed, withdrawn).when(withdraw, by).then();
    hkimura(proposed).when(withdraw, by).then({ refused: 'ProposalNotYours', proposalId: '40', proposedBy: 'mrossi' });
    mrossi(proposed, declined).when(withdraw, by).then({ refused: 'ProposalClosed', proposalId: '40', state: 'declined' });
  });
  it('is declined by another member, with the reason', () => {
    hkimura(proposed).when(decline, by).then(declined);
    hkimura(proposed, declined).when(decline, by).then();
    mrossi(proposed).when(decline, by).then({ refused: 'ProposalOwn', proposalId: '40' });
    hkimura(proposed, accepted).when(decline, by).then({ refused: 'ProposalClosed', proposalId: '40', state: 'accepted' });
  });
  it('is closed once the wagon has it, whatever was said of it meanwhile', () => {
    hkimura(proposed).when(recordAccepted).then(accepted);
    hkimura(proposed, accepted).when(recordAccepted).then();
    hkimura(proposed, declined).when(recordAccepted).then(accepted);
  });
  it('is of its wagon only', () =>
    hkimura(proposed)
      .when({ ...decline, data: { ...decline.data, wagonId: '18' } }, by)
      .then(unknown));
});
