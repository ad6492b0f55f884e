import { readFileSync } from 'node:fs';
import { commandPolicy } from '@hyperloop/contracts/people';
import { commands } from '@hyperloop/contracts/registry';
import { judge, NO_RELATION } from './judge.js';
import { policyFile } from './policy-document.js';
import { policyAskers, policyDocument, policyMatrix } from './policy-table.js';

const column = (title: string): readonly string[] => {
  const at = policyAskers.indexOf(title);
  return policyMatrix().flatMap(({ command, allowed }) => (allowed[at] === true ? [command] : []));
};

describe('the policy', () => {
  it('is what docs/policy.md says, role by command', () => {
    expect(readFileSync(policyFile, 'utf8')).toBe(policyDocument());
  });

  it('answers for every command there is, and for no other', () => {
    expect(Object.keys(commandPolicy).sort()).toEqual(Object.keys(commands).sort());
  });

  it('allows nothing to those who were not let in (rule 1)', () => {
    expect(column('not let in')).toEqual([]);
  });

  it('leaves to a plain user only what is about themselves', () => {
    expect(column('user')).toEqual([]);
    expect(column('oneself')).toEqual(['ArrangeAnalyses', 'DismissNotification', 'DismissNotifications']);
  });

  it('lets only operators and admins change datasets (rule 9)', () => {
    for (const command of ['CreateDataset', 'ActivateDataset', 'DeactivateDataset', 'RemoveDataset'])
      expect(policyAskers.filter((asker) => column(asker).includes(command))).toEqual(['operator', 'admin', 'the system']);
  });

  it('lets only DPG experts and admins change runlists (rule 9)', () => {
    for (const command of ['CreateRunlist', 'ChangeRunlist', 'DeleteRunlist'])
      expect(policyAskers.filter((asker) => column(asker).includes(command))).toEqual(['dpg-expert', 'admin', 'the system']);
  });

  it('gives write rights on an analysis by membership only (rule 3), and on a service analysis to its experts', () => {
    expect(policyAskers.filter((asker) => column(asker).includes('ConfigureWagon'))).toEqual([
      'admin',
      'member',
      'service expert, service analysis',
      'the system',
    ]);
  });

  it('lets users edit no membership (rule 4)', () => {
    for (const command of ['AddAnalyzer', 'RemoveAnalyzer'])
      expect(policyAskers.filter((asker) => column(asker).includes(command))).toEqual(['admin', 'the system']);
  });

  it('lets nobody but the system report what its workers did', () => {
    for (const command of ['StartTestRun', 'CompleteTestRun', 'UpdateJobs', 'RecordMerging', 'CompleteTrain'])
      expect(policyAskers.filter((asker) => column(asker).includes(command))).toEqual(['the system']);
  });

  it('denies what it has no rule for', () => {
    expect(judge(undefined, { personId: 'admin', roles: ['user', 'admin'] }, NO_RELATION).ok).toBe(false);
  });
});
