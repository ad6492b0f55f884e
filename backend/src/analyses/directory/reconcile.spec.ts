import { reconcile } from './reconcile.js';

const ticket = (jiraKey: string, analyzers: string[], more = {}) => ({
  jiraKey,
  name: `About ${jiraKey}`,
  project: 'PWGLF',
  analyzers,
  ...more,
});
const known = (analysisId: string, jiraKey: string, analyzers: string[]) => ({ analysisId, jiraKey, analyzers, name: `About ${jiraKey}` });

describe('the directory and the analyses there are (rule 4)', () => {
  it('agree: nothing is said', () => expect(reconcile([ticket('PWGLF-1', ['a', 'b'])], [known('3', 'PWGLF-1', ['b', 'a'])])).toEqual([]));
  it('an analysis is opened for a new ticket, a service one for the project of service wagons (rule 6)', () =>
    expect(reconcile([ticket('PWGLF-1', ['a']), ticket('OHSW-2', [], { project: 'OHSW' })], [])).toMatchObject([
      { step: 'open', service: false },
      { step: 'open', service: true },
    ]));
  it('who is new on the ticket joins, who is not on it any more leaves', () =>
    expect(reconcile([ticket('PWGLF-1', ['a', 'c'])], [known('3', 'PWGLF-1', ['a', 'b'])])).toEqual([
      { step: 'join', analysisId: '3', jiraKey: 'PWGLF-1', personId: 'c' },
      { step: 'leave', analysisId: '3', jiraKey: 'PWGLF-1', personId: 'b' },
    ]));
  it('a new title is taken over', () =>
    expect(reconcile([ticket('PWGLF-1', [], { name: 'Better' })], [known('3', 'PWGLF-1', [])])).toMatchObject([
      { step: 'rename', analysisId: '3' },
    ]));
  it('an analysis whose ticket is not there is left alone', () => expect(reconcile([], [known('3', 'PWGLF-1', ['a'])])).toEqual([]));
});
